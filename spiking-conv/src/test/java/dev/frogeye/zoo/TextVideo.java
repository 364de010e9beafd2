package dev.frogeye.zoo;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.Map;

/**
 * A word on a card, and a pen that moves below it. The letters are drawn with strokes: a JVM without fonts has them too.
 */
final class TextVideo {
    /** Strokes of each letter on a grid of 4 x 6. */
    private static final Map<Character, int[][]> LETTERS = Map.of(
            'F', new int[][] {{0, 6, 0, 0, 4, 0}, {0, 3, 3, 3}},
            'R', new int[][] {{0, 6, 0, 0, 3, 0, 4, 1, 4, 2, 3, 3, 0, 3}, {2, 3, 4, 6}},
            'O', new int[][] {{1, 0, 3, 0, 4, 1, 4, 5, 3, 6, 1, 6, 0, 5, 0, 1, 1, 0}},
            'G', new int[][] {{4, 1, 3, 0, 1, 0, 0, 1, 0, 5, 1, 6, 3, 6, 4, 5, 4, 3, 2, 3}},
            'E', new int[][] {{4, 0, 0, 0, 0, 6, 4, 6}, {0, 3, 3, 3}},
            'Y', new int[][] {{0, 0, 2, 3, 4, 0}, {2, 3, 2, 6}});

    private final BufferedImage image;
    private final String word;
    private final int size;
    private final boolean turned;
    private int time;

    /**
     * A video of pictures that the letters fill.
     *
     * @param size of the letters in pixels
     * @param turned whether all is upside down
     */
    TextVideo(int width, int height, String word, int size, boolean turned) {
        image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        this.word = word;
        this.size = size;
        this.turned = turned;
    }

    /** Where the word is: left, top, right, bottom. */
    int[] box() {
        int width = (int) (size / 6.0 * (word.length() * 6 - 2));
        int left = (image.getWidth() - width) / 2;
        int top = (image.getHeight() - size) / 2;
        return new int[] {left, top, left + width, top + size};
    }

    /** The next frame: blue, green, red, each less its mean and divided by its deviation, both of 0 to 1. */
    float[] next(float[] mean, float[] deviation) {
        draw();
        int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        float[] frame = new float[3 * pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            int pixel = turned ? pixels[pixels.length - 1 - i] : pixels[i];
            for (int c = 0; c < 3; c++) {
                frame[3 * i + c] = ((pixel >> 8 * c & 0xff) / 255f - mean[c]) / deviation[c];
            }
        }
        time++;
        return frame;
    }

    private void draw() {
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setPaint(new GradientPaint(
                0, 0, new Color(236, 232, 220), image.getWidth(), image.getHeight(), new Color(205, 212, 220)));
        graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
        graphics.setColor(new Color(40, 30, 60));
        double unit = size / 6.0;
        graphics.setStroke(new BasicStroke((float) unit, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        for (int i = 0; i < word.length(); i++) {
            for (int[] stroke : LETTERS.get(word.charAt(i))) {
                graphics.draw(line(stroke, box()[0] + i * 6 * unit, box()[1], unit));
            }
        }
        graphics.setColor(new Color(180, 60, 40));
        int pen = image.getWidth() / 4 + 2 * time;
        graphics.fillOval(pen, image.getHeight() - 9, 6, 6);
        graphics.dispose();
    }

    private static Path2D line(int[] points, double left, double top, double unit) {
        Path2D line = new Path2D.Double();
        line.moveTo(left + points[0] * unit, top + points[1] * unit);
        for (int i = 2; i < points.length; i += 2) {
            line.lineTo(left + points[i] * unit, top + points[i + 1] * unit);
        }
        return line;
    }
}

package dev.frogeye.ingest;

import java.util.Random;

/**
 * A picture of nothing that is like all pictures: coloured noise whose amplitude falls with frequency about as in natural
 * images (Field 1987, "Relations between the statistics of natural images and the response properties of cortical
 * cells"). What a network's layers answer to it tells the size of their values without any video.
 */
public final class NaturalNoise {
    private static final int OCTAVES = 7;
    /** Amplitude of an octave relative to the one before; 1/f noise halves it. */
    private static final double FALLOFF = 0.55;
    /** Share of the noise that differs between red, green and blue; most of a natural picture is light and dark. */
    private static final double CHROMA = 0.4;

    private static final double MEAN_LEVEL = 115;
    private static final double DEVIATION = 60;

    private NaturalNoise() {}

    /** Fills {@code frame} with the picture of this seed; the same on every machine. */
    public static void paint(RgbFrame frame, int width, int height, long seed) {
        Random random = new Random(seed);
        float[] levels = new float[width * height * 3];
        double amplitude = 1;
        for (int octave = 0; octave < OCTAVES; octave++) {
            addOctave(levels, width, height, 4 << octave, amplitude, random);
            amplitude *= FALLOFF;
        }
        double squares = 0;
        for (float level : levels) {
            squares += (double) level * level;
        }
        double gain = DEVIATION / Math.sqrt(squares / levels.length);
        byte[] rgb = frame.resize(width, height);
        for (int i = 0; i < levels.length; i++) {
            rgb[i] = (byte) Math.max(0, Math.min(255, Math.round(MEAN_LEVEL + gain * levels[i])));
        }
        frame.stamp(0, 0, 0, false);
    }

    /** Adds a grid of random values, {@code cells} to a side, interpolated between its points. */
    private static void addOctave(float[] levels, int width, int height, int cells, double amplitude, Random random) {
        int side = cells + 1;
        double[] luminance = gaussian(side * side, random);
        double[][] chroma = {gaussian(side * side, random), gaussian(side * side, random), gaussian(side * side, random)
        };
        for (int y = 0; y < height; y++) {
            double gridY = (double) y / height * cells;
            for (int x = 0; x < width; x++) {
                double gridX = (double) x / width * cells;
                double light = interpolate(luminance, side, gridY, gridX);
                for (int c = 0; c < 3; c++) {
                    double color = interpolate(chroma[c], side, gridY, gridX);
                    levels[(y * width + x) * 3 + c] += (float) (amplitude * (light + CHROMA * color));
                }
            }
        }
    }

    private static double[] gaussian(int count, Random random) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextGaussian();
        }
        return values;
    }

    private static double interpolate(double[] grid, int side, double y, double x) {
        int top = (int) y;
        int left = (int) x;
        double down = y - top;
        double right = x - left;
        int at = top * side + left;
        double above = grid[at] * (1 - right) + grid[at + 1] * right;
        double below = grid[at + side] * (1 - right) + grid[at + side + 1] * right;
        return above * (1 - down) + below * down;
    }
}

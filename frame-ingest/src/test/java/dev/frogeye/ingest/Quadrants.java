package dev.frogeye.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/**
 * A picture of four colours: red and green above, blue and gray below, 128x96 pixels; and what became of it, as four
 * letters in reading order.
 */
final class Quadrants {
    static final int WIDTH = 128;
    static final int HEIGHT = 96;
    private static final int[][] COLOURS = {{200, 30, 30}, {30, 200, 30}, {30, 30, 200}, {120, 120, 120}};
    private static final String LETTERS = "RGBY";

    private Quadrants() {}

    /** A file of the test resources. */
    static Path file(String name) {
        try {
            return Path.of(Quadrants.class.getResource("/cases/" + name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Size and corners of a frame, such as {@code 128x96 RGBY}. */
    static String of(RgbFrame frame) {
        int left = frame.width() / 8;
        int top = frame.height() / 8;
        int right = frame.width() - 1 - left;
        int bottom = frame.height() - 1 - top;
        return frame.width() + "x" + frame.height() + " " + letter(frame, left, top) + letter(frame, right, top)
                + letter(frame, left, bottom) + letter(frame, right, bottom);
    }

    private static char letter(RgbFrame frame, int x, int y) {
        int at = 3 * (y * frame.width() + x);
        for (int i = 0; i < COLOURS.length; i++) {
            boolean isThis = true;
            for (int channel = 0; channel < 3; channel++) {
                isThis &= Math.abs((frame.rgb()[at + channel] & 0xff) - COLOURS[i][channel]) <= 8;
            }
            if (isThis) {
                return LETTERS.charAt(i);
            }
        }
        return '?';
    }

    /** As a JPEG file whose EXIF data say how it is to be turned, 1 to 8. */
    static byte[] jpeg(int orientation) throws IOException {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                int[] colour = COLOURS[2 * y / HEIGHT * 2 + 2 * x / WIDTH];
                image.setRGB(x, y, new Color(colour[0], colour[1], colour[2]).getRGB());
            }
        }
        byte[] plain = encoded(image);
        assertThat(plain).startsWith(0xff, 0xd8);
        byte[] exif = exif(orientation);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(plain, 0, 2);
        file.write(exif);
        file.write(plain, 2, plain.length - 2);
        return file.toByteArray();
    }

    private static byte[] encoded(BufferedImage image) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            ImageWriteParam best = writer.getDefaultWriteParam();
            best.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            best.setCompressionQuality(1);
            writer.write(null, new IIOImage(image, null, null), best);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** APP1: a TIFF header and one entry, tag 0x0112 (orientation), a short. */
    private static byte[] exif(int orientation) {
        int[] bytes = {
            0xff,
            0xe1,
            0,
            34,
            'E',
            'x',
            'i',
            'f',
            0,
            0,
            'M',
            'M',
            0,
            42,
            0,
            0,
            0,
            8,
            0,
            1,
            0x01,
            0x12,
            0,
            3,
            0,
            0,
            0,
            1,
            0,
            orientation,
            0,
            0,
            0,
            0,
            0,
            0
        };
        byte[] segment = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            segment[i] = (byte) bytes[i];
        }
        return segment;
    }
}

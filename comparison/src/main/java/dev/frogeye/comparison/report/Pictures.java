package dev.frogeye.comparison.report;

import dev.frogeye.comparison.ClipResult.StripPicture;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import javax.imageio.ImageIO;

/** Frames and the spikes in them as data URIs. */
final class Pictures {
    /** Shades of each of grey, increase and decrease; few, so that the files are small. */
    private static final int SHADES = 64;

    private static final int[] INCREASE = {0xff, 0xb0, 0x00};
    private static final int[] DECREASE = {0x4d, 0xa6, 0xff};

    /** Changes of so many levels and more have the full colour. */
    private static final float FULL_LEVELS = 48;

    private static final IndexColorModel SPIKES = palette();

    private Pictures() {}

    /** The frame as the network sees it. */
    static String frame(StripPicture picture) {
        BufferedImage image = new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < picture.width() * picture.height(); i++) {
            image.setRGB(i % picture.width(), i / picture.width(), rgb(picture, i));
        }
        return uri(image, "jpeg");
    }

    /** Spikes in two colours over the dimmed frame; a key frame, in which everything is sent, is one colour. */
    static String spikes(StripPicture picture) {
        BufferedImage image =
                new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_BYTE_INDEXED, SPIKES);
        for (int i = 0; i < picture.width() * picture.height(); i++) {
            image.getRaster().setSample(i % picture.width(), i / picture.width(), 0, shade(picture, i));
        }
        return uri(image, "png");
    }

    private static int shade(StripPicture picture, int pixel) {
        float change = picture.change()[pixel];
        int rgb = rgb(picture, pixel);
        int luminance = (2 * (rgb >> 16 & 0xff) + 5 * (rgb >> 8 & 0xff) + (rgb & 0xff)) / 8;
        if (picture.key()) {
            return SHADES + luminance * SHADES / 256;
        }
        if (change == 0) {
            return luminance * SHADES / 256;
        }
        int strength = Math.round((SHADES - 1) * Math.min(1, Math.abs(change) / FULL_LEVELS));
        return (change > 0 ? SHADES : 2 * SHADES) + strength;
    }

    private static int rgb(StripPicture picture, int pixel) {
        byte[] rgb = picture.rgb();
        return (rgb[3 * pixel] & 0xff) << 16 | (rgb[3 * pixel + 1] & 0xff) << 8 | rgb[3 * pixel + 2] & 0xff;
    }

    private static IndexColorModel palette() {
        byte[][] channels = new byte[3][3 * SHADES];
        for (int i = 0; i < SHADES; i++) {
            double strength = i / (SHADES - 1.0);
            for (int c = 0; c < 3; c++) {
                channels[c][i] = (byte) (14 + 74 * strength);
                channels[c][SHADES + i] = (byte) (INCREASE[c] * (0.35 + 0.65 * strength));
                channels[c][2 * SHADES + i] = (byte) (DECREASE[c] * (0.35 + 0.65 * strength));
            }
        }
        return new IndexColorModel(8, 3 * SHADES, channels[0], channels[1], channels[2]);
    }

    private static String uri(BufferedImage image, String format) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, format, bytes)) {
                throw new IllegalStateException("this Java cannot write " + format + " pictures");
            }
        } catch (IOException e) {
            throw new IllegalStateException("a picture that cannot be written to memory", e);
        }
        return "data:image/" + format + ";base64," + Base64.getEncoder().encodeToString(bytes.toByteArray());
    }
}

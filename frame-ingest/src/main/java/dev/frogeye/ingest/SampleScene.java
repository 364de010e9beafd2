package dev.frogeye.ingest;

import java.util.Random;

/** Draws the pictures of a {@link SampleClip}. */
final class SampleScene {
    /** Seconds of one round: shapes move in the first part and rest in the other. */
    private static final double ROUND = 2;

    private static final double MOVING = 1.2;
    private static final int TEXTURE_CELL = 16;

    private final int width;
    private final int height;
    private final long seed;
    /** Packed RGB, {@code 3 * width * height}. */
    private final byte[] background;

    SampleScene(int width, int height, long seed) {
        this.width = width;
        this.height = height;
        this.seed = seed;
        background = background();
    }

    /**
     * Draws the scene into {@code into}.
     *
     * @param seconds when: decides where the shapes are
     * @param index which frame: decides the noise
     */
    void draw(double seconds, int index, RgbFrame into) {
        byte[] rgb = into.resize(width, height);
        System.arraycopy(background, 0, rgb, 0, background.length);
        double progress = path(seconds);
        double swing = 0.5 - 0.5 * Math.cos(Math.PI * progress);
        int radius = height / 8;
        disc(rgb, (int) (radius + swing * (width - 2 * radius)), height / 3, radius, 0xd05030);
        int side = height / 6;
        int top = (int) (height / 2.0 + swing * (height / 2.0 - side));
        bar(rgb, width / 5, top, side, 0x3070c0);
        addNoise(rgb, new Random(seed * 31 + index));
        into.stamp(index, Math.round(seconds * 1e6), Math.round(seconds * 1e6), false);
    }

    /** How far the shapes have come: grows while they move and stands still while they rest. */
    private static double path(double seconds) {
        double rounds = Math.floor(seconds / ROUND);
        return rounds + Math.min(1, (seconds - rounds * ROUND) / MOVING);
    }

    private byte[] background() {
        Random random = new Random(seed);
        int columns = width / TEXTURE_CELL + 2;
        int rows = height / TEXTURE_CELL + 2;
        int[] lattice = random.ints(columns * rows, -28, 29).toArray();
        byte[] rgb = new byte[3 * width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double texture = interpolate(lattice, columns, (double) x / TEXTURE_CELL, (double) y / TEXTURE_CELL);
                double shade = 90 + 60.0 * x / width + 30.0 * y / height + texture + random.nextInt(9);
                int at = 3 * (y * width + x);
                rgb[at] = clamp(shade * 0.95);
                rgb[at + 1] = clamp(shade);
                rgb[at + 2] = clamp(shade * 0.85);
            }
        }
        return rgb;
    }

    private static double interpolate(int[] lattice, int columns, double x, double y) {
        int left = (int) x;
        int top = (int) y;
        double right = x - left;
        double down = y - top;
        int at = top * columns + left;
        double upper = lattice[at] * (1 - right) + lattice[at + 1] * right;
        double lower = lattice[at + columns] * (1 - right) + lattice[at + columns + 1] * right;
        return upper * (1 - down) + lower * down;
    }

    private void disc(byte[] rgb, int centreX, int centreY, int radius, int colour) {
        for (int y = Math.max(0, centreY - radius); y < Math.min(height, centreY + radius); y++) {
            for (int x = Math.max(0, centreX - radius); x < Math.min(width, centreX + radius); x++) {
                int dx = x - centreX;
                int dy = y - centreY;
                if (dx * dx + dy * dy < radius * radius) {
                    paint(rgb, x, y, colour);
                }
            }
        }
    }

    private void bar(byte[] rgb, int left, int top, int side, int colour) {
        for (int y = Math.max(0, top); y < Math.min(height, top + side); y++) {
            for (int x = Math.max(0, left); x < Math.min(width, left + 3 * side); x++) {
                paint(rgb, x, y, colour);
            }
        }
    }

    private void paint(byte[] rgb, int x, int y, int colour) {
        int at = 3 * (y * width + x);
        rgb[at] = (byte) (colour >> 16);
        rgb[at + 1] = (byte) (colour >> 8);
        rgb[at + 2] = (byte) colour;
    }

    /** Ten coin throws a value: nearly normal, a standard deviation of 1.6 levels, like a webcam in daylight. */
    private static void addNoise(byte[] rgb, Random random) {
        for (int at = 0; at + 2 < rgb.length; at += 3) {
            int coins = random.nextInt();
            for (int channel = 0; channel < 3; channel++) {
                int noise = Integer.bitCount(coins >>> (10 * channel) & 0x3ff) - 5;
                rgb[at + channel] = clamp((rgb[at + channel] & 0xff) + noise);
            }
        }
    }

    private static byte clamp(double level) {
        return (byte) Math.max(0, Math.min(255, Math.round(level)));
    }
}

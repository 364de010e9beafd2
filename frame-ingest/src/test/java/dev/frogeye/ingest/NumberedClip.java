package dev.frogeye.ingest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** Small clips whose every picture says, in black and white squares, which one it is. */
public final class NumberedClip {
    public static final int WIDTH = 64;
    public static final int HEIGHT = 48;
    public static final int FPS = 25;

    private static final int SIDE = 16;
    private static final int SQUARES = WIDTH / SIDE * (HEIGHT / SIDE);

    private NumberedClip() {}

    /** Writes pictures of consecutive numbers, 25 a second; the file's ending names the container. */
    public static Path write(Path file, int firstNumber, int count) throws IOException {
        return write(file, firstNumber, count, 1);
    }

    /** The same with pictures that are larger by a factor. */
    public static Path write(Path file, int firstNumber, int count, int scale) throws IOException {
        RgbFrame frame = new RgbFrame();
        try (VideoWriter writer = new VideoWriter(file, scale * WIDTH, scale * HEIGHT, FPS, 0)) {
            for (int i = 0; i < count; i++) {
                draw(firstNumber + i, scale, frame);
                writer.write(frame, i * 1_000_000L / FPS);
            }
        }
        return file;
    }

    /** Draws a number below 4096. */
    public static void draw(int number, int scale, RgbFrame into) {
        int side = scale * SIDE;
        int width = scale * WIDTH;
        byte[] rgb = into.resize(width, scale * HEIGHT);
        for (int y = 0; y < scale * HEIGHT; y++) {
            for (int x = 0; x < width; x += side) {
                int square = y / side * (WIDTH / SIDE) + x / side;
                byte level = (byte) ((number >> square & 1) == 0 ? 30 : 220);
                Arrays.fill(rgb, 3 * (y * width + x), 3 * (y * width + x + side), level);
            }
        }
    }

    /** The number of a picture. */
    public static int read(RgbFrame frame) {
        int side = frame.width() / (WIDTH / SIDE);
        int number = 0;
        for (int square = 0; square < SQUARES; square++) {
            int x = square % (WIDTH / SIDE) * side + side / 2;
            int y = square / (WIDTH / SIDE) * side + side / 2;
            int level = frame.rgb()[3 * (y * frame.width() + x)] & 0xff;
            number |= level > 125 ? 1 << square : 0;
        }
        return number;
    }
}

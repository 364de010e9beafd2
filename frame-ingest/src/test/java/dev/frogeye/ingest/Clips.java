package dev.frogeye.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** Clips for tests: real ones, and small ones made on the spot whose every frame can be told by its grey level. */
final class Clips {
    static final int WIDTH = 64;
    static final int HEIGHT = 48;

    /** A delivered frame, copied. */
    record Delivered(
            long index, long ptsMicros, long rawPts, boolean discontinuity, int width, int height, byte[] rgb) {
        int level(int x, int y) {
            return rgb[3 * (y * width + x)] & 0xff;
        }
    }

    private Clips() {}

    static Path real(String name) {
        Path folder = Path.of(System.getProperty("frogeye.testdata", "../../shared"), "videos");
        Assumptions.assumeTrue(Files.isDirectory(folder), "no real clips in " + folder);
        return folder.resolve(name);
    }

    /** A clip whose frame {@code i} is shown at {@code micros[i]} and is grey {@code 40 + 2 * i} but for a white corner. */
    static Path write(Path file, int rotation, long... micros) throws IOException {
        return write(file, WIDTH, HEIGHT, rotation, micros);
    }

    static Path write(Path file, int width, int height, int rotation, long... micros) throws IOException {
        RgbFrame frame = new RgbFrame();
        try (VideoWriter writer = new VideoWriter(file, width, height, 1000, rotation)) {
            for (int i = 0; i < micros.length; i++) {
                byte[] rgb = frame.resize(width, height);
                Arrays.fill(rgb, (byte) grey(i));
                for (int y = 0; y < 16; y++) {
                    Arrays.fill(rgb, 3 * y * width, 3 * (y * width + 16), (byte) 235);
                }
                writer.write(frame, micros[i]);
            }
        }
        return file;
    }

    static int grey(int index) {
        return 40 + 2 * index;
    }

    /** {@code count} times, {@code step} microseconds apart. */
    static long[] every(long step, int count) {
        long[] times = new long[count];
        for (int i = 0; i < count; i++) {
            times[i] = i * step;
        }
        return times;
    }

    static List<Delivered> readAll(FrameSource source) throws IOException {
        List<Delivered> frames = new ArrayList<>();
        RgbFrame frame = new RgbFrame();
        while (source.read(frame)) {
            frames.add(new Delivered(
                    frame.index(),
                    frame.ptsMicros(),
                    frame.rawPts(),
                    frame.discontinuity(),
                    frame.width(),
                    frame.height(),
                    Arrays.copyOf(frame.rgb(), 3 * frame.width() * frame.height())));
        }
        return frames;
    }

    static List<Delivered> readAll(Path file, TimeRange range) throws IOException {
        try (VideoFile video = VideoFile.open(file, range)) {
            return readAll(video);
        }
    }
}

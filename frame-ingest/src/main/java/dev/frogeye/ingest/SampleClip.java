package dev.frogeye.ingest;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A short made-up clip, for demonstrations and tests that need no downloaded video: shapes that move and rest over a
 * still, textured background, seen by a slightly noisy sensor. The same options always make the same file.
 */
public final class SampleClip {
    /**
     * What the clip is like.
     *
     * @param width pixels a row, even, at least 64
     * @param height rows, even, at least 64
     * @param fps frames a second, 1 to 1000
     * @param frames how many frames
     * @param seed of background and noise
     */
    public record Options(int width, int height, int fps, int frames, long seed) {
        /** Four seconds of 320x240 at 25 frames a second. */
        public static final Options DEFAULT = new Options(320, 240, 25, 100, 1959);

        public Options {
            if (width < 64 || height < 64 || width % 2 != 0 || height % 2 != 0) {
                throw new IllegalArgumentException(
                        "a sample clip has even sides of at least 64 pixels, was " + width + "x" + height);
            }
            if (fps < 1 || fps > 1000 || frames < 1) {
                throw new IllegalArgumentException(
                        "a sample clip has 1 to 1000 frames a second and at least 1 frame, was " + fps + " and "
                                + frames);
            }
        }
    }

    private SampleClip() {}

    /** Writes the default clip. */
    public static void write(Path mp4) throws IOException {
        write(mp4, Options.DEFAULT);
    }

    /**
     * Writes a clip, replacing a file of that name.
     *
     * @param file its ending names the container, such as {@code .mp4} or {@code .mkv}
     */
    public static void write(Path file, Options options) throws IOException {
        SampleScene scene = new SampleScene(options.width(), options.height(), options.seed());
        RgbFrame frame = new RgbFrame();
        try (VideoWriter writer = new VideoWriter(file, options.width(), options.height(), options.fps(), 0)) {
            for (int i = 0; i < options.frames(); i++) {
                scene.draw((double) i / options.fps(), i, frame);
                writer.write(frame, frame.ptsMicros());
            }
        }
    }
}

package dev.frogeye.dense;

import dev.frogeye.ingest.Preprocessing;
import dev.frogeye.ingest.Preprocessor;
import dev.frogeye.ingest.RgbFrame;
import dev.frogeye.ingest.VideoFile;
import java.io.IOException;
import java.nio.file.Path;

/** The first frames of a clip of the test data, preprocessed one at a time into the same array. */
public final class RealClip implements AutoCloseable {
    private final VideoFile video;
    private final Preprocessor preprocessor;
    private final RgbFrame frame = new RgbFrame();
    private final float[] pixels;
    private int left;

    public RealClip(Path file, Preprocessing preprocessing, int frames) throws IOException {
        video = VideoFile.open(file);
        preprocessor = new Preprocessor(preprocessing);
        pixels = new float[preprocessing.width() * preprocessing.height() * 3];
        left = frames;
    }

    /** The next frame, channels-last, or null at the end; overwritten by the call after. */
    public float[] next() throws IOException {
        if (left-- <= 0 || !video.read(frame)) {
            return null;
        }
        preprocessor.apply(frame, pixels);
        return pixels;
    }

    @Override
    public void close() throws IOException {
        video.close();
    }
}

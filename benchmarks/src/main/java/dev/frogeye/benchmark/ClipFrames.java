package dev.frogeye.benchmark;

import dev.frogeye.ingest.Preprocessing;
import dev.frogeye.ingest.Preprocessor;
import dev.frogeye.ingest.RgbFrame;
import dev.frogeye.ingest.VideoFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A clip's first frames in memory, so that no time is taken of decoding. */
public final class ClipFrames {
    private ClipFrames() {}

    /** At most so many frames, preprocessed, channels-last. */
    public static List<float[]> read(Path clip, Preprocessing preprocessing, int atMost) throws IOException {
        List<float[]> frames = new ArrayList<>();
        RgbFrame frame = new RgbFrame();
        Preprocessor preprocessor = new Preprocessor(preprocessing);
        try (VideoFile video = VideoFile.open(clip)) {
            while (frames.size() < atMost && video.read(frame)) {
                float[] pixels = new float[3 * preprocessing.width() * preprocessing.height()];
                preprocessor.apply(frame, pixels);
                frames.add(pixels);
            }
        }
        return frames;
    }
}

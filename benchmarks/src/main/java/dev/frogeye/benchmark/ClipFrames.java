package dev.frogeye.benchmark;

import dev.frogeye.extraction.ClipSource;
import dev.frogeye.ingest.Preprocessing;
import dev.frogeye.ingest.VideoLocation;
import dev.frogeye.ingest.VideoOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A clip's first frames in memory, so that no time is taken of decoding. */
public final class ClipFrames {
    private ClipFrames() {}

    /** At most so many frames, preprocessed, channels-last. */
    public static List<float[]> read(Path clip, Preprocessing preprocessing, int atMost) throws IOException {
        return new ClipSource(clip.toString(), new VideoLocation.Local(clip), VideoOptions.DEFAULT)
                .read(preprocessing, atMost);
    }
}

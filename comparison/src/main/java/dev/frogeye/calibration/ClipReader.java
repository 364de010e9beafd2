package dev.frogeye.calibration;

import dev.frogeye.engine.FeatureEngine;
import dev.frogeye.export.table.Pooling;
import dev.frogeye.extraction.ClipSource;
import dev.frogeye.extraction.Digest;
import dev.frogeye.ingest.Preprocessing;
import dev.frogeye.ingest.VideoException;
import dev.frogeye.ingest.VideoLocation;
import dev.frogeye.ingest.VideoOptions;
import java.io.IOException;
import java.util.List;

/** Reads the beginning of a video for a calibration. */
public final class ClipReader {
    private ClipReader() {}

    /**
     * Reads frames and computes what their features should be.
     *
     * @param name as the profile records it
     * @param options which of its frames
     * @param limit at most so many of them, held in memory
     * @param preprocessing of the model's input size
     * @param exact an engine that computes each frame exactly
     * @param poolings one for each of its requested
     * @throws VideoException if the video cannot be read or has no frame
     */
    public static CalibrationClip read(
            String name,
            VideoLocation location,
            VideoOptions options,
            int limit,
            Preprocessing preprocessing,
            FeatureEngine exact,
            List<Pooling> poolings)
            throws IOException {
        List<float[]> frames = new ClipSource(name, location, options).read(preprocessing, limit);
        Digest digest = new Digest();
        frames.forEach(digest::add);
        return CalibrationClip.of(name, digest.hex(), frames, exact, poolings);
    }
}

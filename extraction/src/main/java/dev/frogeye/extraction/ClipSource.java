package dev.frogeye.extraction;

import dev.frogeye.ingest.FrameSource;
import dev.frogeye.ingest.VideoFile;
import dev.frogeye.ingest.VideoLocation;
import dev.frogeye.ingest.VideoOptions;
import java.io.IOException;

/**
 * A clip to measure on.
 *
 * @param name what to call it
 * @param location where it is
 * @param options which of its frames
 */
public record ClipSource(String name, VideoLocation location, VideoOptions options) {
    /** Opens it. */
    public FrameSource open() throws IOException {
        return VideoFile.open(location, options);
    }
}

package dev.frogeye.extraction;

import dev.frogeye.encoder.Frame;
import dev.frogeye.encoder.Shape;
import dev.frogeye.ingest.FrameSource;
import dev.frogeye.ingest.Preprocessing;
import dev.frogeye.ingest.Preprocessor;
import dev.frogeye.ingest.RgbFrame;
import dev.frogeye.ingest.VideoException;
import dev.frogeye.ingest.VideoFile;
import dev.frogeye.ingest.VideoLocation;
import dev.frogeye.ingest.VideoOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

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

    /**
     * Its first frames, prepared and held in memory.
     *
     * @param preprocessing of the network's input size
     * @param limit at most so many
     * @return values of each frame, channels-last; at least one frame
     * @throws VideoException if it cannot be read or has no frame
     */
    public List<float[]> read(Preprocessing preprocessing, int limit) throws IOException {
        FramePreparer preparer = new FramePreparer(new Preprocessor(preprocessing));
        Shape shape = new Shape(preprocessing.height(), preprocessing.width(), RgbFrame.CHANNELS);
        List<float[]> frames = new ArrayList<>();
        try (FrameSource source = open()) {
            for (Frame frame = new Frame(shape);
                    frames.size() < limit && preparer.read(source, frame);
                    frame = new Frame(shape)) {
                frames.add(frame.values());
            }
        }
        if (frames.isEmpty()) {
            throw new VideoException(
                    VideoException.Code.NO_FRAMES,
                    location + " has no frame to calibrate on; give a video, or a part of it, that has");
        }
        return frames;
    }
}

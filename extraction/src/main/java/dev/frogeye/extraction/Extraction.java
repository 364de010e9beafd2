package dev.frogeye.extraction;

import dev.frogeye.encoder.Frame;
import dev.frogeye.engine.FeatureEngine;
import dev.frogeye.export.table.FeatureRow;
import dev.frogeye.export.table.FeatureSink;
import dev.frogeye.export.table.FeatureTable;
import dev.frogeye.ingest.FrameSource;
import dev.frogeye.ingest.Preprocessor;
import dev.frogeye.ingest.VideoException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The loop from a source of frames to a feature table: one pass, a few frames in memory, decoding on one thread and the
 * engine on the caller's. May be run for one video after the other; not thread-safe.
 */
public final class Extraction {
    /** Opens the sink for a table; called when the first row is ready, so that a video without a frame touches nothing. */
    @FunctionalInterface
    public interface SinkOpener {
        /** Opens a sink for rows of this table. */
        FeatureSink open(FeatureTable table) throws IOException;
    }

    /** Told of each frame after its row was written. What it throws ends the extraction. */
    @FunctionalInterface
    public interface ProgressListener {
        /** Does nothing. */
        ProgressListener NONE = (ptsMicros, macs, macsDense) -> {};

        /**
         * One more frame.
         *
         * @param ptsMicros its time
         * @param macs multiply-adds done for it
         * @param macsDense multiply-adds of the frame-by-frame network
         */
        void written(long ptsMicros, long macs, long macsDense);
    }

    /** Evens out frames that take longer to decode; more would only take memory. */
    private static final int FRAMES_AHEAD = 4;

    private final FramePreparer preparer;
    private final FeatureReader features;
    private final FeatureStep step;
    private final List<Frame> ahead;

    /**
     * Extracts with this engine, which stays the caller's to close.
     *
     * @param preprocessor makes images of the engine's input size
     */
    public Extraction(Preprocessor preprocessor, FeatureEngine engine, FeatureReader features) {
        preparer = new FramePreparer(preprocessor);
        this.features = features;
        step = new FeatureStep(engine, features);
        ahead = Stream.generate(() -> new Frame(engine.inputShape()))
                .limit(FRAMES_AHEAD)
                .toList();
    }

    /**
     * Extracts one video, from its first frame to the end of the source.
     *
     * @param videoId the {@code video_id} of every row
     * @param metadata of the table
     * @param sinks what to write to; committed if and only if the whole source went through
     * @param progress told of each frame
     * @throws VideoException if the source has no frame
     * @throws java.util.concurrent.CancellationException if the calling thread is interrupted; it stays so
     */
    public Summary run(
            FrameSource source,
            String videoId,
            Map<String, String> metadata,
            SinkOpener sinks,
            ProgressListener progress)
            throws IOException {
        long start = System.nanoTime();
        step.reset();
        try (FrameQueue frames = new FrameQueue(source, preparer, ahead)) {
            Frame first = frames.take();
            if (first == null) {
                throw new VideoException(
                        VideoException.Code.NO_FRAMES, source.info().name() + " has no frame; give a video that has");
            }
            FeatureTable table = new FeatureTable(features.columns(), metadata);
            FeatureRow row = new FeatureRow(videoId, table);
            Totals totals = new Totals();
            try (FeatureSink sink = sinks.open(table)) {
                for (Frame frame = first; frame != null; frame = frames.take()) {
                    step.run(frame, row);
                    frames.recycle(frame);
                    sink.write(row);
                    totals.add(row);
                    progress.written(row.ptsMicros(), row.macs(), row.macsDense());
                }
                sink.commit();
            }
            return totals.summary((System.nanoTime() - start) / 1e9);
        }
    }

    private static final class Totals {
        private long frames;
        private long keyFrames;
        private long spikes;
        private long macs;
        private long macsDense;

        void add(FeatureRow row) {
            frames++;
            keyFrames += row.isKey() ? 1 : 0;
            spikes += row.spikes();
            macs += row.macs();
            macsDense += row.macsDense();
        }

        Summary summary(double seconds) {
            return new Summary(frames, keyFrames, spikes, macs, macsDense, seconds);
        }
    }
}

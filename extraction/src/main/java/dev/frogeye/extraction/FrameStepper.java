package dev.frogeye.extraction;

import dev.frogeye.encoder.Frame;
import dev.frogeye.engine.FeatureEngine;
import dev.frogeye.export.table.FeatureColumn;
import dev.frogeye.export.table.FeatureRow;
import dev.frogeye.export.table.FeatureTable;
import dev.frogeye.ingest.Preprocessor;
import dev.frogeye.ingest.RgbFrame;
import dev.frogeye.ingest.VideoException;
import java.util.List;
import java.util.Map;

/**
 * Takes frames from wherever they come and gives the features of each. The frames of one scene belong together: each costs
 * what changed since the one before. Allocates nothing per frame; not thread-safe.
 */
public final class FrameStepper implements AutoCloseable {
    private final FramePreparer preparer;
    private final FeatureStep step;
    private final Frame prepared;
    private final FeatureRow row;
    private final Runnable release;
    private boolean isClosed;

    /** @param release gives the engine back, at the end */
    FrameStepper(
            Preprocessor preprocessor,
            FeatureEngine engine,
            FeatureReader features,
            List<FeatureColumn> columns,
            Runnable release) {
        preparer = new FramePreparer(preprocessor);
        this.release = release;
        step = new FeatureStep(engine, features);
        prepared = new Frame(engine.inputShape());
        row = new FeatureRow("", new FeatureTable(columns, Map.of()));
        engine.reset();
    }

    /**
     * The features of a frame, {@link FeatureRow#feature} for each column, with what they cost.
     *
     * @param frame of any size; not kept. One with {@link RgbFrame#discontinuity()} is computed from nothing
     * @return valid until the next call
     * @throws VideoException if the mask is of another shape than the frame
     */
    public FeatureRow step(RgbFrame frame) throws VideoException {
        if (isClosed) {
            throw new IllegalStateException("the stepper is closed");
        }
        preparer.prepare(frame, prepared);
        step.run(prepared, row);
        return row;
    }

    /** Forgets the frames so far: the next is computed from nothing. */
    public void reset() {
        step.reset();
    }

    /** Gives the engine back to the extractor. */
    @Override
    public void close() {
        if (!isClosed) {
            isClosed = true;
            release.run();
        }
    }
}

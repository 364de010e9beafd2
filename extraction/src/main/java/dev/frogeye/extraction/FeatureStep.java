package dev.frogeye.extraction;

import dev.frogeye.engine.FeatureEngine;
import dev.frogeye.engine.FrameCost;
import dev.frogeye.export.table.FeatureRow;

/** From one prepared frame to one row. */
final class FeatureStep {
    private final FeatureEngine engine;
    private final FeatureReader features;
    private final FrameCost cost = new FrameCost();

    FeatureStep(FeatureEngine engine, FeatureReader features) {
        this.engine = engine;
        this.features = features;
    }

    /** @param isBreak whether the frame does not continue the one before */
    void run(float[] pixels, boolean isBreak, long index, long ptsMicros, FeatureRow row) {
        if (isBreak) {
            engine.reset();
        }
        engine.step(pixels, cost);
        features.read(row);
        row.set(index, ptsMicros, cost, engine.denseMacs());
    }

    void reset() {
        engine.reset();
    }
}

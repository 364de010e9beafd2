package dev.frogeye.extraction;

import dev.frogeye.encoder.Frame;
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

    void run(Frame frame, FeatureRow row) {
        if (frame.isBreak()) {
            engine.reset();
        }
        engine.step(frame.values(), cost);
        features.read(row);
        row.set(frame.index(), frame.ptsMicros(), cost, engine.denseMacs());
    }

    void reset() {
        engine.reset();
    }
}

package dev.frogeye.comparison;

import dev.frogeye.engine.FeatureEngine;
import dev.frogeye.engine.FrameCost;
import dev.frogeye.extraction.FeatureReader;

/** An engine that takes part: runs blocks of frames, keeps what each took, and the features of the last block. */
final class Contender implements AutoCloseable {
    /** Sees what a frame cost and left behind, outside of the time that is taken. */
    @FunctionalInterface
    interface Observer {
        void after(int frameOfBlock);
    }

    private final String name;
    private final FeatureEngine engine;
    private final FeatureReader reader;
    private final FrameCost cost = new FrameCost();
    private final float[][] features;
    private Times times = new Times();

    Contender(String name, ComparedNetwork network, FeatureEngine engine, int blockFrames) {
        this.name = name;
        this.engine = engine;
        reader = network.reader(engine);
        features = new float[blockFrames][network.featureSize()];
    }

    String name() {
        return name;
    }

    FeatureEngine engine() {
        return engine;
    }

    FeatureReader reader() {
        return reader;
    }

    /** What the last frame cost. */
    FrameCost cost() {
        return cost;
    }

    /** Of frame {@code i} of the last block. */
    float[] features(int i) {
        return features[i];
    }

    Times times() {
        return times;
    }

    /** Forgets the times of an earlier clip or of warming up. */
    void beginClip() {
        times = new Times();
    }

    void beginPass() {
        engine.reset();
        times.beginPass();
    }

    /** Times every frame: from preprocessed pixels to feature vector. */
    void run(FrameBlock block, Observer observer) {
        for (int i = 0; i < block.count(); i++) {
            Interruptions.check();
            long start = System.nanoTime();
            if (block.frame(i).isBreak()) {
                engine.reset();
            }
            engine.step(block.frame(i).values(), cost);
            reader.read(0, features[i]);
            times.add((System.nanoTime() - start) / 1e6);
            observer.after(i);
        }
    }

    @Override
    public void close() {
        engine.close();
    }
}

package dev.frogeye.live;

import dev.frogeye.delta.DeltaNetwork;
import dev.frogeye.engine.FrameCost;
import dev.frogeye.extraction.FeatureReader;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * How far the features have drifted: every so many frames it computes one from nothing, exactly, and compares. On a thread
 * of its own; a frame that comes while it is still at work is not measured.
 */
final class DriftGauge implements AutoCloseable {
    private final DeltaNetwork exact;
    private final FeatureReader reader;
    private final int everyFrames;
    private final float[] pixels;
    private final float[] features;
    private final float[] expected;
    private final FrameCost cost = new FrameCost();
    private final Thread thread;
    private int framesToGo;
    private boolean isFull;
    private boolean isClosed;
    private double cosine = Double.NaN;

    /**
     * Begins to measure.
     *
     * @param everyFrames at least 1
     * @param readers makes what reads the features of the exact network as those of the other are read
     */
    DriftGauge(TunableNetwork network, Function<DeltaNetwork, FeatureReader> readers, int everyFrames) {
        exact = network.exact();
        reader = readers.apply(exact);
        this.everyFrames = everyFrames;
        framesToGo = everyFrames;
        pixels = new float[network.inputShape().size()];
        features = new float[reader.columns().get(0).size()];
        expected = new float[features.length];
        thread = new Thread(this::measure, "frogeye-drift");
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        thread.start();
    }

    /** Copies the frame if it is one to be measured. Never waits for a measurement. */
    synchronized void offer(float[] framePixels, float[] frameFeatures) {
        if (--framesToGo > 0 || isFull) {
            return;
        }
        framesToGo = everyFrames;
        System.arraycopy(framePixels, 0, pixels, 0, pixels.length);
        System.arraycopy(frameFeatures, 0, features, 0, features.length);
        isFull = true;
        notifyAll();
    }

    private void measure() {
        try {
            while (awaitFrame()) {
                exact.reset();
                exact.step(pixels, cost);
                reader.read(0, expected);
                done(cosine(features, expected));
            }
        } finally {
            exact.close();
        }
    }

    private synchronized boolean awaitFrame() {
        try {
            while (!isFull && !isClosed) {
                wait();
            }
            return !isClosed;
        } catch (InterruptedException e) {
            return false;
        }
    }

    private synchronized void done(double measured) {
        cosine = measured;
        isFull = false;
    }

    private static double cosine(float[] a, float[] b) {
        double dot = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            dot += (double) a[i] * b[i];
            aa += (double) a[i] * a[i];
            bb += (double) b[i] * b[i];
        }
        return aa == 0 && bb == 0 ? 1 : dot / Math.sqrt(aa * bb);
    }

    /** As last measured. */
    synchronized OptionalDouble cosine() {
        return Double.isNaN(cosine) ? OptionalDouble.empty() : OptionalDouble.of(cosine);
    }

    @Override
    public synchronized void close() {
        isClosed = true;
        notifyAll();
    }
}

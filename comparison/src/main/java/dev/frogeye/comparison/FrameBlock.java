package dev.frogeye.comparison;

import dev.frogeye.ingest.FrameSource;
import dev.frogeye.ingest.Preprocessor;
import dev.frogeye.ingest.RgbFrame;
import java.io.IOException;

/** Some consecutive frames, preprocessed and held, so that engines take turns on them and no decoding is in their times. */
final class FrameBlock {
    private final RgbFrame frame = new RgbFrame();
    private final Preprocessor preprocessor;
    private final float[][] pixels;
    private final long[] index;
    private final long[] ptsMicros;
    private final boolean[] discontinuity;
    private int count;
    private final double[] decodeMs;

    FrameBlock(ComparedNetwork network, int frames) {
        preprocessor = new Preprocessor(network.preprocessing());
        pixels = new float[frames][network.graph().input().shape().size()];
        index = new long[frames];
        ptsMicros = new long[frames];
        discontinuity = new boolean[frames];
        decodeMs = new double[frames];
    }

    /**
     * Replaces the frames by the next ones.
     *
     * @param limit at most so many
     * @return whether there was any
     */
    boolean read(FrameSource source, long limit) throws IOException {
        count = 0;
        while (count < pixels.length && count < limit) {
            Interruptions.check();
            long start = System.nanoTime();
            if (!source.read(frame)) {
                break;
            }
            preprocessor.apply(frame, pixels[count]);
            decodeMs[count] = (System.nanoTime() - start) / 1e6;
            index[count] = frame.index();
            ptsMicros[count] = frame.ptsMicros();
            discontinuity[count] = frame.discontinuity();
            count++;
        }
        return count > 0;
    }

    int capacity() {
        return pixels.length;
    }

    int count() {
        return count;
    }

    /** Time that decoding and preprocessing took. */
    double decodeMs(int i) {
        return decodeMs[i];
    }

    float[] pixels(int i) {
        return pixels[i];
    }

    long index(int i) {
        return index[i];
    }

    long ptsMicros(int i) {
        return ptsMicros[i];
    }

    boolean discontinuity(int i) {
        return discontinuity[i];
    }
}

package dev.frogeye.comparison;

import dev.frogeye.encoder.Frame;
import dev.frogeye.extraction.FramePreparer;
import dev.frogeye.ingest.FrameSource;
import dev.frogeye.ingest.Preprocessor;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** Some consecutive frames, preprocessed and held, so that engines take turns on them and no decoding is in their times. */
final class FrameBlock {
    private final FramePreparer preparer;
    private final List<Frame> frames;
    private final double[] decodeMs; // of each frame
    private int count;

    FrameBlock(ComparedNetwork network, int capacity) {
        preparer = new FramePreparer(new Preprocessor(network.preprocessing()));
        frames = Stream.generate(() -> new Frame(network.graph().input().shape()))
                .limit(capacity)
                .toList();
        decodeMs = new double[capacity];
    }

    /**
     * Replaces the frames by the next ones.
     *
     * @param limit at most so many
     * @return whether there was any
     */
    boolean read(FrameSource source, long limit) throws IOException {
        count = 0;
        while (count < frames.size() && count < limit) {
            Interruptions.check();
            long start = System.nanoTime();
            if (!preparer.read(source, frames.get(count))) {
                break;
            }
            decodeMs[count] = (System.nanoTime() - start) / 1e6;
            count++;
        }
        return count > 0;
    }

    int capacity() {
        return frames.size();
    }

    int count() {
        return count;
    }

    /** Time that decoding and preprocessing took. */
    double decodeMs(int i) {
        return decodeMs[i];
    }

    Frame frame(int i) {
        return frames.get(i);
    }
}

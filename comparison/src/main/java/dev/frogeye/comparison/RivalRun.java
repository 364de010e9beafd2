package dev.frogeye.comparison;

import dev.frogeye.comparison.RivalResult.Family;
import java.util.BitSet;

/**
 * A rival that computes some frames only, played on the reference's features of all of them. It is charged the
 * reference's time of the frames that it would have computed, and its own.
 */
abstract sealed class RivalRun permits HeldRun, InterpolatedRun {
    private final RecentFrames frames;
    private final AgreementTally tally;
    private final float[] made;
    private final BitSet computed = new BitSet();
    private long nanos;

    RivalRun(RecentFrames frames, AgreementTally tally, int size) {
        this.frames = frames;
        this.tally = tally;
        made = new float[size];
    }

    final RecentFrames frames() {
        return frames;
    }

    /** Sees the frame that was added last. */
    abstract void add();

    /** There is no further frame: makes the features of those that waited for one. */
    abstract void end();

    abstract Family family();

    /** Time that it needed of pictures. */
    abstract double pictureMs();

    /** The dense network runs on this frame. */
    final void compute(long frame) {
        computed.set(Math.toIntExact(frame));
    }

    /** The frame has the features that {@link #make} writes; frames come in order. */
    final void emit(long frame, float[] before, float[] after, float weight) {
        long start = System.nanoTime();
        make(before, after, weight, made);
        nanos += System.nanoTime() - start;
        tally.add(made, frames.features(frame));
    }

    /** Time that is no frame's: where to compute. */
    final void charge(long spent) {
        nanos += spent;
    }

    /** {@code before + (after - before) * weight}; {@code before} itself where the weight is 0. */
    static void make(float[] before, float[] after, float weight, float[] into) {
        if (weight == 0) {
            System.arraycopy(before, 0, into, 0, into.length);
            return;
        }
        for (int i = 0; i < into.length; i++) {
            into[i] = before[i] + (after[i] - before[i]) * weight;
        }
    }

    final BitSet computed() {
        return computed;
    }

    final RivalResult result(Rival rival, Times reference, long denseMacs, Variation variation) {
        double count = tally.frames();
        double ms = reference.meanOf(computed) + (nanos / 1e6 + pictureMs()) / count;
        return new RivalResult(
                rival.name(),
                family(),
                rival.delayFrames(),
                ms,
                reference.timing().meanMs() / ms,
                denseMacs * computed.cardinality() / count,
                tally.agreement(variation));
    }
}

package dev.frogeye.comparison;

import dev.frogeye.comparison.RivalResult.Family;

/**
 * Every n-th frame is computed, and the last; between two of them, further ones where the picture cannot be put together
 * from its neighbours. The features of all others are interpolated.
 */
final class InterpolatedRun extends RivalRun {
    private final int window;
    private final double bound;
    private long start;

    private InterpolatedRun(int window, double bound, RecentFrames frames, AgreementTally tally, int size) {
        super(frames, tally, size);
        this.window = window;
        this.bound = bound;
    }

    static InterpolatedRun everyNth(Rival.Linear rival, RecentFrames frames, AgreementTally tally, int size) {
        return new InterpolatedRun(rival.every(), Double.POSITIVE_INFINITY, frames, tally, size);
    }

    static InterpolatedRun byMotion(Rival.MotionLinear rival, RecentFrames frames, AgreementTally tally, int size) {
        return new InterpolatedRun(Rival.MOTION_WINDOW, rival.bound(), frames, tally, size);
    }

    @Override
    void add() {
        long frame = frames().last();
        if (frame == 0) {
            compute(0);
            emit(0, frames().features(0), frames().features(0), 0);
        } else if (frame - start == window) {
            close(frame);
        }
    }

    @Override
    void end() {
        if (frames().last() > start) {
            close(frames().last());
        }
    }

    private void close(long end) {
        compute(end);
        if (isByMotion()) {
            long before = System.nanoTime();
            place(start, end);
            charge(System.nanoTime() - before);
        }
        for (long from = start; from < end; ) {
            long to = computed().nextSetBit((int) from + 1);
            fill(from, to);
            from = to;
        }
        start = end;
    }

    /** Computes the frame in between that is missed most, until all are within the bound. */
    private void place(long from, long to) {
        long worst = -1;
        double most = bound;
        for (long frame = from + 1; frame < to; frame++) {
            double error = BlockMeans.error(
                    frames().means(from), frames().means(to), weight(from, to, frame), frames().means(frame));
            if (error > most) {
                most = error;
                worst = frame;
            }
        }
        if (worst >= 0) {
            compute(worst);
            place(from, worst);
            place(worst, to);
        }
    }

    private void fill(long from, long to) {
        float[] before = frames().features(from);
        float[] after = frames().features(to);
        for (long frame = from + 1; frame < to; frame++) {
            emit(frame, before, after, weight(from, to, frame));
        }
        emit(to, after, after, 0);
    }

    private static float weight(long from, long to, long frame) {
        return (float) (frame - from) / (to - from);
    }

    private boolean isByMotion() {
        return bound < Double.POSITIVE_INFINITY;
    }

    @Override
    Family family() {
        return isByMotion() ? Family.MOTION_LINEAR : Family.LINEAR;
    }

    @Override
    double pictureMs() {
        return isByMotion() ? frames().pictureMs() : 0;
    }
}

package dev.frogeye.comparison;

import dev.frogeye.comparison.RivalResult.Family;

/** Every n-th frame is computed, and its features stand for the frames up to the next. */
final class HeldRun extends RivalRun {
    private final int every;
    private final float[] held;

    HeldRun(int every, RecentFrames frames, AgreementTally tally, int size) {
        super(frames, tally, size);
        this.every = every;
        held = new float[size];
    }

    @Override
    void add() {
        long frame = frames().last();
        if (frame % every == 0) {
            compute(frame);
            System.arraycopy(frames().features(frame), 0, held, 0, held.length);
        }
        emit(frame, held, held, 0);
    }

    @Override
    void end() {}

    @Override
    Family family() {
        return Family.HOLD;
    }

    @Override
    double pictureMs() {
        return 0;
    }
}

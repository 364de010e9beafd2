package dev.frogeye.comparison;

/** The cheapest rival: the reference is run on every n-th frame, and its features stand for the frames up to the next. */
final class HeldFeatures {
    private final int every;
    private final float[] held;
    private final AgreementTally tally;

    HeldFeatures(int every, int size, AgreementTally tally) {
        this.every = every;
        this.tally = tally;
        held = new float[size];
    }

    /** Takes the reference's features of the next frame. */
    void add(float[] reference) {
        if (tally.frames() % every == 0) {
            System.arraycopy(reference, 0, held, 0, held.length);
        }
        tally.add(held, reference);
    }

    ClipResult.SkipResult result(Times reference, long denseMacs, Variation variation) {
        long frames = tally.frames();
        long computed = (frames + every - 1) / every;
        return new ClipResult.SkipResult(
                every,
                reference.meanOfEvery(every),
                (double) denseMacs * computed / frames,
                tally.agreement(variation));
    }
}

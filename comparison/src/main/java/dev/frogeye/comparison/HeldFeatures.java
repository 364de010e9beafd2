package dev.frogeye.comparison;

import java.util.ArrayList;
import java.util.List;

/** The cheapest rival: the reference is run on every n-th frame, and its features stand for the frames up to the next. */
final class HeldFeatures {
    private final int every;
    private final float[] held;
    private final List<Distance> distances = new ArrayList<>();

    HeldFeatures(int every, int size) {
        this.every = every;
        held = new float[size];
    }

    /** Takes the reference's features of the next frame. */
    void add(float[] reference) {
        if (distances.size() % every == 0) {
            System.arraycopy(reference, 0, held, 0, held.length);
        }
        distances.add(Distance.between(held, reference));
    }

    ClipResult.SkipResult result(Times reference, long denseMacs) {
        int frames = distances.size();
        int computed = (frames + every - 1) / every;
        return new ClipResult.SkipResult(
                every, reference.meanOfEvery(every), (double) denseMacs * computed / frames, Agreement.of(distances));
    }
}

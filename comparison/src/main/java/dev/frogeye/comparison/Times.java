package dev.frogeye.comparison;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** Milliseconds of one engine: for each pass over a clip, one a frame. */
final class Times {
    private final List<double[]> passes = new ArrayList<>();
    private int frame;

    void beginPass() {
        passes.add(new double[64]);
        frame = 0;
    }

    void add(double ms) {
        int last = passes.size() - 1;
        if (frame == passes.get(last).length) {
            passes.set(last, Arrays.copyOf(passes.get(last), 2 * frame));
        }
        passes.get(last)[frame++] = ms;
    }

    /** Frames of the last pass; every pass has as many. */
    private int frames() {
        return frame;
    }

    /** The time of a frame: the median of all passes. */
    double of(int wanted) {
        double[] all =
                passes.stream().mapToDouble(pass -> pass[wanted]).sorted().toArray();
        int middle = all.length / 2;
        return all.length % 2 == 1 ? all[middle] : (all[middle - 1] + all[middle]) / 2;
    }

    Timing timing() {
        return Timing.of(passes.stream()
                .flatMapToDouble(pass -> Arrays.stream(pass, 0, frames()))
                .toArray());
    }

    /** Mean time of a frame where only these are computed and the others cost nothing. */
    double meanOf(BitSet computed) {
        double sum = 0;
        for (double[] pass : passes) {
            sum += computed.stream().mapToDouble(i -> pass[i]).sum();
        }
        return sum / (passes.size() * (double) frames());
    }
}

package dev.frogeye.dense;

import java.util.Arrays;
import java.util.Optional;

/**
 * Places in memory visited by nested loops, the last axis fastest: what most transposes and slices are. A copy along a
 * walk takes a hundredth of the time of a gather.
 */
record MemoryWalk(int start, long[] extents, long[] strides) {
    private static final int MAX_RANK = 6;

    /** The walk that visits these places in this order, if there is one with strides above 0. */
    static Optional<MemoryWalk> through(int[] places) {
        long[] extents = new long[MAX_RANK];
        long[] strides = new long[MAX_RANK];
        int[] starts = places;
        int axis = MAX_RANK;
        while (starts.length > 1) {
            int stride = starts[1] - starts[0];
            int run = runLength(starts, stride);
            if (axis == 0 || stride <= 0 || !repeats(starts, stride, run)) {
                return Optional.empty();
            }
            axis--;
            extents[axis] = run;
            strides[axis] = stride;
            starts = everyNth(starts, run);
        }
        int rank = MAX_RANK - axis;
        if (rank == 0) {
            return Optional.of(new MemoryWalk(places[0], new long[] {1}, new long[] {1}));
        }
        return Optional.of(new MemoryWalk(places[0], tail(extents, rank), tail(strides, rank)));
    }

    private static int runLength(int[] places, int stride) {
        int run = 2;
        while (run < places.length && places[run] - places[run - 1] == stride) {
            run++;
        }
        return run;
    }

    /** Whether the places are runs of this length and stride throughout. */
    private static boolean repeats(int[] places, int stride, int run) {
        if (places.length % run != 0) {
            return false;
        }
        for (int i = 0; i < places.length; i++) {
            if (places[i] != places[i - i % run] + i % run * stride) {
                return false;
            }
        }
        return true;
    }

    private static int[] everyNth(int[] places, int n) {
        int[] chosen = new int[places.length / n];
        for (int i = 0; i < chosen.length; i++) {
            chosen[i] = places[i * n];
        }
        return chosen;
    }

    private static long[] tail(long[] values, int count) {
        return Arrays.copyOfRange(values, values.length - count, values.length);
    }
}

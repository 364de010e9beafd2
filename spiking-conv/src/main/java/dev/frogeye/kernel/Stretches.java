package dev.frogeye.kernel;

/**
 * Where one input pixel's spikes go: stretches of neighbouring output pixels, one or a few in each output row whose
 * windows cover the pixel. Reused for every pixel; one a thread.
 */
public final class Stretches {
    /** Offset of a stretch's first accumulator. */
    final int[] at;
    /** Offset of the weights that lead there from channel 0. */
    final int[] weightsAt;
    /** Accumulators of a stretch. */
    final int[] length;

    int count;

    /** Room for this many stretches. */
    public Stretches(int capacity) {
        at = new int[capacity];
        weightsAt = new int[capacity];
        length = new int[capacity];
    }

    /** Starts the next input pixel. */
    public void clear() {
        count = 0;
    }

    /** Adds a stretch; its length is a multiple of {@link CacheLines#FLOATS}. */
    public void add(int accumulatorAt, int firstWeight, int accumulators) {
        at[count] = accumulatorAt;
        weightsAt[count] = firstWeight;
        length[count] = accumulators;
        count++;
    }
}

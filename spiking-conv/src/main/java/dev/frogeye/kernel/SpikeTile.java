package dev.frogeye.kernel;

/**
 * Some output pixels and for each the run of spikes under its window: what {@link Kernels#gather} adds up at once. A
 * tile has many pixels so that a block's weights are used often while they are in the cache. Reused for every tile; one
 * a thread.
 */
public final class SpikeTile {
    private static final int PIXELS = 1 << 10;

    private int pixels;
    private int spikes;

    /** Offset of each pixel's accumulators. */
    final int[] accumulatorAt = new int[PIXELS];
    /** First spike of each pixel. */
    final int[] from = new int[PIXELS];
    /** Behind the last spike of each pixel. */
    final int[] to = new int[PIXELS];
    /** What is added to the position of a pixel's spikes to give rows of the {@link GatherWeights}. */
    final int[] weightRow = new int[PIXELS];

    /** What {@link GatherWeights#fetch} returned; kept, or the compiler would leave the reading out. */
    float fetched;

    /** Empties the tile. */
    public void clear() {
        pixels = 0;
        spikes = 0;
    }

    /** Whether there is no room for another pixel. */
    public boolean isFull() {
        return pixels == PIXELS;
    }

    /** Adds a pixel. */
    public void add(int pixelAccumulatorAt, int first, int end, int firstWeightRow) {
        accumulatorAt[pixels] = pixelAccumulatorAt;
        from[pixels] = first;
        to[pixels] = end;
        weightRow[pixels] = firstWeightRow;
        pixels++;
        spikes += end - first;
    }

    /** Pixels in the tile. */
    int pixels() {
        return pixels;
    }

    /** Spikes of all pixels. */
    int spikes() {
        return spikes;
    }
}

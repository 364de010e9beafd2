package dev.frogeye.kernel;

/**
 * The spikes under the windows of some output pixels, one run of them a pixel: what the event convolution adds up at
 * once. A run lies in the spikes themselves where a window is one row of neighbouring pixels; the rows of any other
 * window are copied behind one another first, which is repaid by every block of output channels. A tile has many pixels
 * so that a block's weights are used often while they are in the cache. Reused for every tile; one a thread.
 */
public final class SpikeTile {
    /** Kernels copy whole vectors: this many entries behind the last run are theirs. */
    private static final int SLACK = CacheLines.FLOATS;

    /** Spikes in a tile, if no single window holds more: 128 KB, an eighth of a common second-level cache. */
    private static final int SPIKES = 1 << 14;

    private static final int PIXELS = 1 << 10;

    private final int largestWindow;
    private final int[] copiedRow;
    private final float[] copiedValue;
    private int copied;
    private int pixels;
    private int spikes;

    /** Offset of each pixel's accumulators. */
    final int[] accumulatorAt = new int[PIXELS];
    /** First spike of each pixel. */
    final int[] from = new int[PIXELS];
    /** Behind the last spike of each pixel. */
    final int[] to = new int[PIXELS];
    /** What is added to the rows of a pixel's spikes to give rows of the {@link PackedWeights}. */
    final int[] shift = new int[PIXELS];

    int[] row;
    float[] value;
    float fetched;

    /** Room for windows that hold up to {@code largestWindow} values. */
    public SpikeTile(int largestWindow) {
        this.largestWindow = largestWindow;
        int capacity = Math.max(SPIKES, largestWindow) + SLACK;
        copiedRow = new int[capacity];
        copiedValue = new float[capacity];
    }

    /** Starts a tile whose runs are copied. */
    public void clear() {
        clear(copiedRow, copiedValue);
    }

    /** Starts a tile whose runs lie in these spikes. */
    public void clear(int[] position, float[] spikeValue) {
        row = position;
        value = spikeValue;
        pixels = 0;
        spikes = 0;
        copied = 0;
    }

    /** Whether the next pixel might not fit. */
    public boolean isFull() {
        return pixels == PIXELS || copied + largestWindow + SLACK > copiedRow.length;
    }

    /** Adds a pixel whose spikes are these; nothing if there are none. */
    public int add(int pixelAccumulatorAt, int first, int end, int weightRow) {
        if (first < end) {
            accumulatorAt[pixels] = pixelAccumulatorAt;
            from[pixels] = first;
            to[pixels] = end;
            shift[pixels] = weightRow;
            pixels++;
            spikes += end - first;
        }
        return end - first;
    }

    /** Copies spikes to the end of the run that {@link #addCopied} will add. */
    public void copy(Kernels kernels, int[] position, float[] spikeValue, int first, int end, int weightRow) {
        kernels.shift(position, spikeValue, first, end, weightRow, copiedRow, copiedValue, copied);
        copied += end - first;
    }

    /** Adds a pixel whose spikes are those copied since the last; nothing if there are none. */
    public int addCopied(int pixelAccumulatorAt) {
        int first = pixels == 0 ? 0 : to[pixels - 1];
        return add(pixelAccumulatorAt, first, copied, 0);
    }

    /** Pixels with spikes. */
    int pixels() {
        return pixels;
    }

    /** Spikes of all pixels. */
    int spikes() {
        return spikes;
    }
}

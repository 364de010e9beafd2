package dev.frogeye.kernel;

/**
 * The spikes under one output pixel's window, as runs of neighbouring spikes: one run a window row, or one a tap where
 * the window is dilated. The weight vector of a spike at {@code position} is row {@code weightRow + position} of the
 * {@link PackedWeights}. Reused for every pixel.
 */
public final class SpikeRuns {
    final int[] from;
    final int[] to;
    final int[] weightRow;
    int count;
    int spikes;

    /** Room for the runs of a window of this many taps. */
    public SpikeRuns(int taps) {
        from = new int[taps];
        to = new int[taps];
        weightRow = new int[taps];
    }

    /** Starts the next output pixel. */
    public void clear() {
        count = 0;
        spikes = 0;
    }

    /** Adds the spikes from {@code first} up to {@code end}; nothing if there are none. */
    public void add(int first, int end, int firstWeightRow) {
        if (first < end) {
            from[count] = first;
            to[count] = end;
            weightRow[count] = firstWeightRow;
            count++;
            spikes += end - first;
        }
    }

    /** Spikes in all runs. */
    public int spikes() {
        return spikes;
    }
}

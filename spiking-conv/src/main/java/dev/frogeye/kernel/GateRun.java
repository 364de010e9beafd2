package dev.frogeye.kernel;

/**
 * What {@link Kernels#gate} compares at once: the values of neighbouring pixels with what was last sent of them. Set up
 * once and moved from run to run; one a thread.
 */
public final class GateRun {
    float low = Float.NEGATIVE_INFINITY;
    float high = Float.POSITIVE_INFINITY;
    float threshold;
    float quantum;

    float[] source;
    int sourceAt;
    int sourceStep;
    int channels;

    float[] sent;
    int sentAt;
    int sentStep;

    int[] position;
    float[] value;
    int firstPosition;
    int positionStep;

    int[] end;
    int endAt;
    int endBase;

    int pixels;
    int count;

    /** What values are clamped to before they are compared. */
    public GateRun clampedTo(float lowest, float highest) {
        low = lowest;
        high = highest;
        return this;
    }

    /**
     * What moves.
     *
     * @param least smallest change that is sent, above 0; to send every change {@link Float#MIN_VALUE}
     * @param multiple 0, or what spikes are whole multiples of: then the difference is rounded to the nearest multiple,
     *     {@code sent} moves by what was rounded, and nothing is sent where that is 0
     */
    public GateRun thatMovedBy(float least, float multiple) {
        threshold = least;
        quantum = multiple;
        return this;
    }

    /** What is compared: {@code channels} values a pixel, pixels {@code step} apart. */
    public GateRun of(float[] values, int at, int step, int valuesAPixel) {
        source = values;
        sourceAt = at;
        sourceStep = step;
        channels = valuesAPixel;
        return this;
    }

    /** What it is compared with, and becomes where it moved. */
    public GateRun with(float[] values, int at, int step) {
        sent = values;
        sentAt = at;
        sentStep = step;
        return this;
    }

    /**
     * Where spikes go; room for {@link CacheLines#FLOATS} more may be overwritten.
     *
     * @param first position of the first value, see {@code Spikes}
     * @param step from one pixel's position to the next's
     */
    public GateRun into(int[] positions, float[] values, int first, int step) {
        position = positions;
        value = values;
        firstPosition = first;
        positionStep = step;
        return this;
    }

    /** Where it is noted how many spikes there are up to the end of each pixel, those before {@code base} left out. */
    public GateRun notedIn(int[] ends, int at, int base) {
        end = ends;
        endAt = at;
        endBase = base;
        return this;
    }

    /** How many pixels, and how many spikes there are already. */
    public GateRun over(int runPixels, int spikes) {
        pixels = runPixels;
        count = spikes;
        return this;
    }
}

package dev.frogeye.kernel;

/**
 * What {@link Kernels#add}, {@link Kernels#max}, {@link Kernels#multiplyAdd} and {@link Kernels#multiplyRows} do at once:
 * one row of the windows of neighbouring output pixels. Set up once and moved from run to run; one a thread.
 */
public final class TapRun {
    float[] source;
    int sourceAt;
    int tapStep;
    int pixelStep;

    float[] weights;
    int weightsAt;
    int weightStep;

    float[] sums;
    int sumsAt;
    int sumStep;

    int pixels;
    int taps;
    int length;

    /**
     * What the windows see.
     *
     * @param betweenTaps from one tap's values to the next's
     * @param betweenPixels from the first tap of one output pixel to the first tap of the next
     */
    public TapRun of(float[] values, int at, int betweenTaps, int betweenPixels) {
        source = values;
        sourceAt = at;
        tapStep = betweenTaps;
        pixelStep = betweenPixels;
        return this;
    }

    /** The weights of the first tap, and from one tap's to the next's. */
    public TapRun weighted(float[] values, int at, int step) {
        weights = values;
        weightsAt = at;
        weightStep = step;
        return this;
    }

    /** What the windows are added up in, and from one output pixel to the next. */
    public TapRun into(float[] values, int at, int step) {
        sums = values;
        sumsAt = at;
        sumStep = step;
        return this;
    }

    /**
     * How much of it.
     *
     * @param outputPixels neighbouring output pixels
     * @param tapCount taps of each
     * @param values of an output pixel
     */
    public TapRun over(int outputPixels, int tapCount, int values) {
        pixels = outputPixels;
        taps = tapCount;
        length = values;
        return this;
    }
}

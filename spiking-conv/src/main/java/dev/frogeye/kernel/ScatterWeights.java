package dev.frogeye.kernel;

/**
 * Weights of {@link Kernels#scatter}: {@code [inputChannel][kernelRow][tap][outputs]}, all that one spike meets in one
 * piece. The taps of a kernel row stand in the order of the output pixels that they lead to, so that a spike reaches
 * neighbouring output pixels by one stretch of memory: right to left, and, where the stride passes over pixels, first
 * the taps that meet the same input columns (a phase), then the others.
 */
public final class ScatterWeights implements PackedWeights {
    private final float[] data;
    private final int kernelHeight;
    private final int kernelWidth;
    private final int phases;
    private final int outputs;
    private final int stride;

    /**
     * Packs weights.
     *
     * @param weights {@code [kernelHeight][kernelWidth][inputs][outputs]}
     * @param phases taps {@code phase, phase + phases, ...} lead to neighbouring output pixels
     */
    public ScatterWeights(float[] weights, int kernelHeight, int kernelWidth, int phases, int inputs, int outputs) {
        this.kernelHeight = kernelHeight;
        this.kernelWidth = kernelWidth;
        this.phases = phases;
        this.outputs = outputs;
        stride = CacheLines.padded(outputs);
        data = CacheLines.rows(inputs * kernelHeight * kernelWidth, stride);
        for (int channel = 0; channel < inputs; channel++) {
            for (int ky = 0; ky < kernelHeight; ky++) {
                for (int kx = 0; kx < kernelWidth; kx++) {
                    int from = ((ky * kernelWidth + kx) * inputs + channel) * outputs;
                    int to = offset(ky, kx % phases) + channel * channelStride();
                    int place = taps(kx % phases) - 1 - kx / phases;
                    System.arraycopy(weights, from, data, to + place * stride, outputs);
                }
            }
        }
    }

    @Override
    public int outputs() {
        return outputs;
    }

    @Override
    public int stride() {
        return stride;
    }

    @Override
    public long bytes() {
        return (long) data.length * Float.BYTES;
    }

    /** Phases of a kernel row; phase {@code p} has the taps {@code p, p + phases(), ...}. */
    public int phases() {
        return phases;
    }

    /** Taps of a phase. */
    public int taps(int phase) {
        return (kernelWidth - phase + phases - 1) / phases;
    }

    /** Offset of input channel 0's weights in a kernel row and phase. */
    public int offset(int ky, int phase) {
        int before = 0;
        for (int p = 0; p < phase; p++) {
            before += taps(p);
        }
        return CacheLines.FIRST + (ky * kernelWidth + before) * stride;
    }

    float[] data() {
        return data;
    }

    /** From one input channel's weights to the next's. */
    int channelStride() {
        return kernelHeight * kernelWidth * stride;
    }
}

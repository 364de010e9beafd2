package dev.frogeye.kernel;

import dev.frogeye.model.Layer;
import dev.frogeye.model.Window;

/**
 * Weights of {@link Kernels#scatter}: {@code [inputChannel][kernelRow][tap][outputs]}, all that one spike meets in one
 * piece. The taps of a kernel row stand in the order of the output pixels that they lead to, so that a spike reaches
 * neighbouring output pixels by one stretch of memory: right to left, and, where the stride passes over pixels, first
 * the taps that meet the same input columns (a phase), then the others.
 */
public final class ScatterWeights extends PackedWeights {
    private final int kernelHeight;
    private final int kernelWidth;
    private final int phases;

    /**
     * Packs weights.
     *
     * @param weights {@code [kernelHeight][kernelWidth][inputs][outputs]}
     * @param phases taps {@code phase, phase + phases, ...} lead to neighbouring output pixels
     */
    public ScatterWeights(float[] weights, int kernelHeight, int kernelWidth, int phases, int inputs, int outputs) {
        super(kernelHeight * kernelWidth * inputs, outputs);
        this.kernelHeight = kernelHeight;
        this.kernelWidth = kernelWidth;
        this.phases = phases;
        for (int channel = 0; channel < inputs; channel++) {
            for (int ky = 0; ky < kernelHeight; ky++) {
                for (int kx = 0; kx < kernelWidth; kx++) {
                    int from = ((ky * kernelWidth + kx) * inputs + channel) * outputs;
                    int to = offset(ky, kx % phases) + channel * channelStride();
                    int place = taps(kx % phases) - 1 - kx / phases;
                    System.arraycopy(weights, from, data(), to + place * stride(), outputs);
                }
            }
        }
    }

    /** The weights of an ungrouped convolution. */
    public static ScatterWeights of(Layer.Convolution layer) {
        Window window = layer.window();
        return new ScatterWeights(
                layer.weights(),
                window.kernelHeight(),
                window.kernelWidth(),
                phases(window),
                layer.input().shape().channels(),
                layer.output().shape().channels());
    }

    /**
     * Into how many phases the taps of a kernel row fall: as many as the stride where the columns lie close, one a tap
     * where output pixels between two taps are reached by neither.
     */
    private static int phases(Window window) {
        boolean neighbours = window.strideX() % window.dilationX() == 0;
        return neighbours
                ? Math.min(window.strideX() / window.dilationX(), window.kernelWidth())
                : window.kernelWidth();
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
        return CacheLines.FIRST + (ky * kernelWidth + before) * stride();
    }

    /** From one input channel's weights to the next's. */
    int channelStride() {
        return kernelHeight * kernelWidth * stride();
    }
}

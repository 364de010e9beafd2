package dev.frogeye.kernel;

import dev.frogeye.model.Layer;

/**
 * Weights of {@link Kernels#gather}: {@code [block][row][BLOCK]}, a row being one (tap, input channel), a block
 * {@value #BLOCK} output channels (the last one fewer), so that what one spike meets in a block is one run of memory and
 * a block's accumulators fit in registers.
 */
public final class GatherWeights extends PackedWeights {
    /**
     * Output channels a block: eight 512-bit registers of accumulators. Measured a tenth to a fifth faster than four at
     * 1 to 10% of spikes: what it takes to start and to end a run of few spikes is paid half as often.
     */
    static final int BLOCK = 128;

    private final int rows;

    /**
     * Packs weights.
     *
     * @param weights {@code [rows][outputs]}, rows being {@code [kernelHeight][kernelWidth][inputChannels]}
     */
    public GatherWeights(float[] weights, int rows, int outputs) {
        super(rows, outputs);
        this.rows = rows;
        for (int block = 0; block < stride(); block += BLOCK) {
            int width = width(block);
            int used = Math.min(width, outputs - block);
            for (int row = 0; row < rows; row++) {
                System.arraycopy(weights, row * outputs + block, data(), offset(block) + row * width, used);
            }
        }
    }

    /** The weights of an ungrouped convolution. */
    public static GatherWeights of(Layer.Convolution layer) {
        return new GatherWeights(
                layer.weights(), rows(layer), layer.output().shape().channels());
    }

    /** Rows: taps times input channels. */
    int rows() {
        return rows;
    }

    /**
     * Brings a block into the cache. Since a frame of a large network other weights have taken its place, and reading it
     * in order, which the CPU foresees, is several times faster than waiting for one spike's row after the other.
     *
     * @return a number made of what was read, for the compiler to believe that it was needed
     */
    float fetch(int block) {
        float[] data = data();
        float sum = 0;
        int end = offset(block) + rows * width(block);
        for (int i = offset(block); i < end; i += CacheLines.FLOATS) {
            sum += data[i];
        }
        return sum;
    }

    /** Offset of the block that starts at output channel {@code block}. */
    int offset(int block) {
        return CacheLines.FIRST + block * rows;
    }

    /** Width of the block that starts at output channel {@code block}. */
    int width(int block) {
        return Math.min(BLOCK, stride() - block);
    }
}

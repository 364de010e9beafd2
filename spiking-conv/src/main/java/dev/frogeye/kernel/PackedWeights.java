package dev.frogeye.kernel;

import java.util.Arrays;

/**
 * Convolution weights laid out for the event kernel: {@code [block][row][BLOCK]}, a row being one (tap, input channel),
 * a block {@value #BLOCK} output channels (the last one fewer), so that what one spike meets in a block is one run of
 * memory and a block's accumulators fit in registers. Output channels are padded with zeros to a multiple of
 * {@value #ALIGNMENT}. Immutable, shared by every network of a model.
 */
public final class PackedWeights {
    /** Output channels a block: four 512-bit registers of accumulators. Measured a fifth faster than one pass over 256. */
    static final int BLOCK = 64;

    /** Channels of an accumulator are padded to a cache line, the widest vector there is, so kernels need no tail. */
    private static final int ALIGNMENT = 16;

    private final float[] data;
    private final int rows;
    private final int outputs;
    private final int stride;

    /**
     * Packs weights.
     *
     * @param weights {@code [rows][outputs]}, rows being {@code [kernelHeight][kernelWidth][inputChannels]}
     */
    public PackedWeights(float[] weights, int rows, int outputs) {
        this.rows = rows;
        this.outputs = outputs;
        stride = padded(outputs);
        data = new float[Math.multiplyExact(rows, stride)];
        for (int block = 0; block < stride; block += BLOCK) {
            int width = width(block);
            int used = Math.min(width, outputs - block);
            for (int row = 0; row < rows; row++) {
                System.arraycopy(weights, row * outputs + block, data, block * rows + row * width, used);
            }
        }
    }

    /** {@code channels} rounded up to the layout's alignment. */
    public static int padded(int channels) {
        return Math.multiplyExact((channels + ALIGNMENT - 1) / ALIGNMENT, ALIGNMENT);
    }

    /** The bias as a whole accumulator, padding included. */
    public float[] paddedBias(float[] bias) {
        return Arrays.copyOf(bias, stride);
    }

    /** Output channels. */
    public int outputs() {
        return outputs;
    }

    /** Output channels with padding: the length of an accumulator. */
    public int stride() {
        return stride;
    }

    /** Bytes of weights. */
    public long bytes() {
        return (long) data.length * Float.BYTES;
    }

    float[] data() {
        return data;
    }

    /** Offset of the block that starts at output channel {@code block}. */
    int offset(int block) {
        return block * rows;
    }

    /** Width of the block that starts at output channel {@code block}. */
    int width(int block) {
        return Math.min(BLOCK, stride - block);
    }
}

package dev.frogeye.kernel;

import dev.frogeye.model.Layer;
import java.util.Arrays;

/**
 * A convolution's weights laid out for the kernel that will read them: rows of output channels, padded with zeros to whole
 * cache lines. Immutable, shared by every network of a model.
 */
public abstract sealed class PackedWeights permits GatherWeights, ScatterWeights, RowWeights {
    private final float[] data;
    private final int outputs;
    private final int stride;

    PackedWeights(int rows, int outputs) {
        this.outputs = outputs;
        stride = CacheLines.padded(outputs);
        data = CacheLines.rows(rows, stride);
    }

    /** (tap, input channel) pairs that an output channel has weights for. */
    static int rows(Layer.Convolution layer) {
        return layer.window().taps() * (layer.input().shape().channels() / layer.groups());
    }

    /** Output channels. */
    public final int outputs() {
        return outputs;
    }

    /** Output channels with padding: the length of an accumulator, and from one row to the next. */
    public final int stride() {
        return stride;
    }

    /** Bytes of weights. */
    public final long bytes() {
        return (long) data.length * Float.BYTES;
    }

    /** All of them. Not copied, must not be modified. */
    public final float[] data() {
        return data;
    }

    /** The bias as a whole accumulator, padding included. */
    public final float[] paddedBias(float[] bias) {
        return Arrays.copyOf(bias, stride);
    }
}

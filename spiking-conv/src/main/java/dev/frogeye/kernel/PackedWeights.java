package dev.frogeye.kernel;

import java.util.Arrays;

/**
 * A convolution's weights laid out for the kernel that will read them. Output channels are padded with zeros to whole
 * cache lines. Immutable, shared by every network of a model.
 */
public sealed interface PackedWeights permits GatherWeights, ScatterWeights {
    /** Output channels. */
    int outputs();

    /** Output channels with padding: the length of an accumulator. */
    int stride();

    /** Bytes of weights. */
    long bytes();

    /** The bias as a whole accumulator, padding included. */
    default float[] paddedBias(float[] bias) {
        return Arrays.copyOf(bias, stride());
    }
}

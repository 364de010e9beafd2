package dev.frogeye.delta;

import java.util.Map;

/**
 * How large the values of each gated tensor are: the root mean square of its non-zero values. Zeros are left out because
 * a rectified tensor is mostly zeros, and how many says nothing about the size of the rest.
 *
 * @param rms by tensor name
 */
public record TensorScales(Map<String, Float> rms) {
    public TensorScales {
        rms = Map.copyOf(rms);
    }
}

package dev.frogeye.spiking;

import dev.frogeye.kernel.Kernels;
import dev.frogeye.model.Layer;

/** The maximum of each window. */
final class MaxPooling extends Pooling {
    MaxPooling(Layer.MaxPool layer, FeatureMap input, Kernels kernels, Team team) {
        super(layer, layer.window(), input, kernels, team);
    }

    @Override
    float neutral() {
        return Float.NEGATIVE_INFINITY;
    }

    @Override
    void combine(int inputAt, int taps, int at) {
        kernels.maxRows(input.values, inputAt, input.stride, taps, output.values, at, input.shape.channels());
    }

    @Override
    int finish(int oy, int ox, int taps, int at) {
        return 0;
    }
}

package dev.frogeye.delta;

import dev.frogeye.kernel.Kernels;
import dev.frogeye.kernel.TapRun;
import dev.frogeye.model.Layer;

/** The maximum of each window. */
final class MaxPoolStage extends PoolStage {
    MaxPoolStage(Layer.MaxPool layer, FeatureMap input, Kernels kernels, Team team) {
        super(layer, layer.window(), input, kernels, team);
    }

    @Override
    float neutral() {
        return Float.NEGATIVE_INFINITY;
    }

    @Override
    void combine(TapRun run) {
        kernels.max(run);
    }
}

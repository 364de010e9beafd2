package dev.frogeye.delta;

import dev.frogeye.kernel.Kernels;
import dev.frogeye.kernel.TapRun;
import dev.frogeye.model.Layer;

/**
 * The mean of each window. Adding the changes instead would be linear too, but costs the same additions and lets rounding
 * errors pile up.
 */
final class AveragePoolStage extends PoolStage {
    private final boolean countPadding;

    AveragePoolStage(Layer.AveragePool layer, FeatureMap input, Kernels kernels, Team team) {
        super(layer, layer.window(), input, kernels, team);
        countPadding = layer.countPadding();
    }

    @Override
    float neutral() {
        return 0;
    }

    @Override
    void combine(TapRun run) {
        kernels.add(run);
    }

    @Override
    public void finish(int oy, int from, int end) {
        int channels = output.shape.channels();
        for (int ox = from; ox < end; ox++) {
            int taps = windows.taps(oy, ox);
            int divisor = countPadding && taps < window.taps() ? tapsOnImageOrPadding(oy, ox) : taps;
            int at = output.at(oy * output.shape.width() + ox);
            for (int c = at; c < at + channels; c++) {
                output.values[c] /= divisor;
            }
        }
    }

    /** Taps that lie inside the image or on its padding; {@code ceil_mode} lets windows reach beyond that too. */
    private int tapsOnImageOrPadding(int oy, int ox) {
        int rows = 0;
        for (int ky = 0; ky < window.kernelHeight(); ky++) {
            rows += window.inputY(oy, ky) < input.shape.height() + window.padBottom() ? 1 : 0;
        }
        int columns = 0;
        for (int kx = 0; kx < window.kernelWidth(); kx++) {
            columns += window.inputX(ox, kx) < input.shape.width() + window.padRight() ? 1 : 0;
        }
        return rows * columns;
    }
}

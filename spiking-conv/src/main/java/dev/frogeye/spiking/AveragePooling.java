package dev.frogeye.spiking;

import dev.frogeye.cost.LayerCost;
import dev.frogeye.delta.Shape;
import dev.frogeye.kernel.Kernels;
import dev.frogeye.model.Layer;
import dev.frogeye.model.Window;
import java.util.Arrays;

/**
 * Re-evaluates the mean of each window in which anything changed. Adding the changes instead would be linear too, but
 * costs the same additions and lets rounding errors pile up.
 */
final class AveragePooling implements Recomputed {
    private final Window window;
    private final boolean countPadding;
    private final FeatureMap input;
    private final FeatureMap output;
    private final Kernels kernels;
    private final LayerCost cost;

    AveragePooling(Layer.AveragePool layer, FeatureMap input, Kernels kernels) {
        this.window = layer.window();
        this.countPadding = layer.countPadding();
        this.input = input;
        this.kernels = kernels;
        output = new FeatureMap(layer.output().shape());
        cost = new LayerCost(layer.name(), layer.operator(), 0);
    }

    @Override
    public void run(boolean key) {
        if (input.changed.isEmpty()) {
            return;
        }
        ChangedWindows.mark(window, input.shape, input.changed, output);
        for (int pixel = output.changed.next(0); pixel >= 0; pixel = output.changed.next(pixel + 1)) {
            evaluate(pixel);
        }
    }

    private void evaluate(int pixel) {
        Shape in = input.shape;
        int channels = in.channels();
        int oy = pixel / output.shape.width();
        int ox = pixel % output.shape.width();
        int at = output.at(pixel);
        int divisor = 0;
        Arrays.fill(output.values, at, at + channels, 0);
        for (int ky = 0; ky < window.kernelHeight(); ky++) {
            int y = window.inputY(oy, ky);
            for (int kx = 0; kx < window.kernelWidth(); kx++) {
                int x = window.inputX(ox, kx);
                if (y >= 0 && y < in.height() && x >= 0 && x < in.width()) {
                    kernels.add(input.values, input.at(y * in.width() + x), output.values, at, channels);
                    cost.addOverhead(channels);
                    divisor++;
                } else if (countPadding && isPadding(y, x)) {
                    divisor++;
                }
            }
        }
        for (int c = at; c < at + channels; c++) {
            output.values[c] /= divisor;
        }
        cost.addOverhead(channels);
    }

    /** Whether a place outside the image is padding; {@code ceil_mode} lets windows reach beyond that too. */
    private boolean isPadding(int y, int x) {
        return y < input.shape.height() + window.padBottom() && x < input.shape.width() + window.padRight();
    }

    @Override
    public FeatureMap output() {
        return output;
    }

    @Override
    public LayerCost cost() {
        return cost;
    }
}

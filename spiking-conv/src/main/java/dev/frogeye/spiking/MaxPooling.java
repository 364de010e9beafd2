package dev.frogeye.spiking;

import dev.frogeye.cost.LayerCost;
import dev.frogeye.delta.Shape;
import dev.frogeye.kernel.Kernels;
import dev.frogeye.model.Layer;
import dev.frogeye.model.Window;
import java.util.Arrays;

/** Re-evaluates the maximum of each window in which anything changed. */
final class MaxPooling implements Recomputed {
    private final Window window;
    private final FeatureMap input;
    private final FeatureMap output;
    private final Kernels kernels;
    private final LayerCost cost;

    MaxPooling(Layer.MaxPool layer, FeatureMap input, Kernels kernels) {
        this.window = layer.window();
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
        Arrays.fill(output.values, at, at + channels, Float.NEGATIVE_INFINITY);
        for (int ky = 0; ky < window.kernelHeight(); ky++) {
            int y = window.inputY(oy, ky);
            if (y < 0 || y >= in.height()) {
                continue;
            }
            for (int kx = 0; kx < window.kernelWidth(); kx++) {
                int x = window.inputX(ox, kx);
                if (x >= 0 && x < in.width()) {
                    kernels.max(input.values, input.at(y * in.width() + x), output.values, at, channels);
                    cost.addOverhead(channels);
                }
            }
        }
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

package dev.frogeye.spiking;

import dev.frogeye.cost.LayerCost;
import dev.frogeye.delta.Shape;
import dev.frogeye.kernel.Kernels;
import dev.frogeye.model.Layer;
import dev.frogeye.model.Window;
import java.util.Arrays;

/** Re-evaluates each window in which anything changed, a row of neighbouring pixels at a time. */
abstract sealed class Pooling implements Recomputed permits MaxPooling, AveragePooling {
    final Window window;
    final FeatureMap input;
    final FeatureMap output;
    final Kernels kernels;
    final LayerCost cost;

    Pooling(Layer layer, Window window, FeatureMap input, Kernels kernels) {
        this.window = window;
        this.input = input;
        this.kernels = kernels;
        output = new FeatureMap(layer.output().shape());
        cost = new LayerCost(layer.name(), layer.operator(), 0);
    }

    /** What a window begins with. */
    abstract float neutral();

    /** Combines {@code taps} neighbouring pixels with the output pixel at {@code at}. */
    abstract void combine(int inputAt, int taps, int at);

    /** Finishes the output pixel, of whose window {@code taps} lie inside the image. */
    abstract void finish(int oy, int ox, int taps, int at);

    @Override
    public final void run(boolean key) {
        if (input.changed.isEmpty()) {
            return;
        }
        ChangedWindows.mark(window, input.shape, input.changed, output);
        for (int pixel = output.changed.next(0); pixel >= 0; pixel = output.changed.next(pixel + 1)) {
            evaluate(pixel / output.shape.width(), pixel % output.shape.width(), output.at(pixel));
        }
    }

    private void evaluate(int oy, int ox, int at) {
        Shape in = input.shape;
        Arrays.fill(output.values, at, at + in.channels(), neutral());
        int run = window.dilationX() == 1 ? window.kernelWidth() : 1;
        int inside = 0;
        for (int ky = 0; ky < window.kernelHeight(); ky++) {
            int y = window.inputY(oy, ky);
            for (int kx = 0; y >= 0 && y < in.height() && kx < window.kernelWidth(); kx += run) {
                int left = window.inputX(ox, kx);
                int x = Math.max(left, 0);
                int taps = Math.min(left + run, in.width()) - x;
                if (taps > 0) {
                    combine(input.at(y * in.width() + x), taps, at);
                    inside += taps;
                }
            }
        }
        finish(oy, ox, inside, at);
        cost.addOverhead((long) inside * in.channels());
    }

    @Override
    public final FeatureMap output() {
        return output;
    }

    @Override
    public final LayerCost cost() {
        return cost;
    }
}

package dev.frogeye.spiking;

import dev.frogeye.cost.LayerCost;
import dev.frogeye.delta.Shape;
import dev.frogeye.kernel.Kernels;
import dev.frogeye.model.Layer;
import dev.frogeye.model.Window;
import java.util.Arrays;

/** Re-evaluates each window in which anything changed, a row of neighbouring pixels at a time. */
abstract sealed class Pooling implements Recomputed, Team.Banded permits MaxPooling, AveragePooling {
    final Window window;
    final FeatureMap input;
    final FeatureMap output;
    final Kernels kernels;
    private final LayerCost cost;
    private final Team team;

    Pooling(Layer layer, Window window, FeatureMap input, Kernels kernels, Team team) {
        this.window = window;
        this.input = input;
        this.kernels = kernels;
        this.team = team;
        output = new FeatureMap(layer.output().shape());
        cost = new LayerCost(layer.name(), layer.operator(), 0);
    }

    /** What a window begins with. */
    abstract float neutral();

    /** Combines {@code taps} neighbouring pixels with the output pixel at {@code at}. */
    abstract void combine(int inputAt, int taps, int at);

    /** Finishes the output pixel, of whose window {@code taps} lie inside the image; returns the operations it took. */
    abstract int finish(int oy, int ox, int taps, int at);

    @Override
    public final void run(boolean key) {
        if (input.changed.isEmpty()) {
            return;
        }
        ChangedWindows.mark(window, input.shape, input.changed, output);
        long operations = team.run(output.shape.height(), this);
        cost.addOverhead(operations);
    }

    @Override
    public final long runBand(int fromRow, int endRow, int band, int thread) {
        int width = output.shape.width();
        long operations = 0;
        for (int oy = fromRow; oy < endRow; oy++) {
            int rowEnd = (oy + 1) * width;
            for (int pixel = output.changed.next(oy * width, rowEnd);
                    pixel >= 0;
                    pixel = output.changed.next(pixel + 1, rowEnd)) {
                operations += evaluate(oy, pixel - oy * width, output.at(pixel));
            }
        }
        return operations;
    }

    private long evaluate(int oy, int ox, int at) {
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
        return (long) inside * in.channels() + finish(oy, ox, inside, at);
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

package dev.frogeye.delta;

import dev.frogeye.engine.LayerCost;
import dev.frogeye.kernel.Kernels;
import dev.frogeye.kernel.TapRun;
import dev.frogeye.model.Layer;
import dev.frogeye.model.Window;
import java.util.Arrays;
import java.util.stream.Stream;

/** Evaluates each window anew in which anything changed. */
abstract sealed class PoolStage implements Recomputed, Team.Banded<FeatureMap>, WindowRuns.Visitor
        permits MaxPoolStage, AveragePoolStage {
    final Window window;
    final FeatureMap input;
    final FeatureMap output;
    final Kernels kernels;
    private final LayerCost cost;
    final WindowRuns windows;
    private final Team team;
    private final TapRun[] runs;
    private final float[] neutral;

    PoolStage(Layer layer, Window window, FeatureMap input, Kernels kernels, Team team) {
        this.window = window;
        this.input = input;
        this.kernels = kernels;
        this.team = team;
        output = new FeatureMap(layer.output().shape());
        windows = new WindowRuns(window, input.shape, output.shape);
        runs = Stream.generate(TapRun::new).limit(team.threads()).toArray(TapRun[]::new);
        neutral = new float[output.stride];
        Arrays.fill(neutral, 0, output.shape.channels(), neutral());
        cost = new LayerCost(layer.name(), layer.operator(), 0);
    }

    /** What a window begins with. */
    abstract float neutral();

    /** Combines the taps of a run of windows with what there is of their outputs. */
    abstract void combine(TapRun run);

    @Override
    public final void run(boolean key) {
        if (input.changed.isEmpty()) {
            return;
        }
        ChangedWindows.mark(window, input.shape, input.changed, output);
        long operations = team.run(output.shape.height(), this, input);
        cost.addOverhead(operations);
    }

    @Override
    public final long runBand(FeatureMap source, int fromRow, int endRow, int band, int thread) {
        return windows.evaluate(source, output.changed, fromRow, endRow, this, thread) * output.shape.channels();
    }

    @Override
    public final void begin(int pixel, int pixels) {
        output.fill(pixel, pixels, neutral);
    }

    @Override
    public final void add(FeatureMap source, int pixel, int pixels, int inputPixel, int tap, int taps, int thread) {
        combine(runs[thread]
                .of(source.values, source.at(inputPixel), source.stride, window.strideX() * source.stride)
                .into(output.values, output.at(pixel), output.stride)
                .over(pixels, taps, source.shape.channels()));
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

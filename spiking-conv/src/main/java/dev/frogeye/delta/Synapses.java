package dev.frogeye.delta;

import dev.frogeye.engine.LayerCost;
import dev.frogeye.kernel.Kernels;
import dev.frogeye.kernel.PackedWeights;
import dev.frogeye.model.Layer;
import dev.frogeye.model.Window;

/** A linear layer driven by spikes: adds {@code W * spikes} to its accumulator and touches nothing else. */
abstract sealed class Synapses implements Team.Banded<SentTensor>
        permits GatherConvolution, ScatterConvolution, WindowConvolution, GroupedConvolution {
    final Window window;
    final Kernels kernels;
    final FeatureMap accumulator;
    final float[] bias;
    private final Team team;
    private final LayerCost cost;

    Synapses(Layer.Convolution layer, PackedWeights weights, Kernels kernels, Team team) {
        window = layer.window();
        this.kernels = kernels;
        this.team = team;
        accumulator = new FeatureMap(layer.output().shape());
        bias = weights.paddedBias(layer.bias());
        cost = new LayerCost(layer.name(), layer.operator(), layer.macs());
    }

    /** Adds what the spikes of the input tensor cause, and marks the output pixels they reach. */
    final void accumulate(SentTensor input) {
        ChangedWindows.mark(window, input.values().shape, input.values().changed, accumulator);
        long macs = team.run(accumulator.shape.height(), this, input);
        cost.addMacs(macs);
        cost.addSynops(synops(input, macs));
    }

    /** Does the output rows from {@code fromRow} up to {@code endRow} and returns the multiply-adds it took. */
    @Override
    public abstract long runBand(SentTensor input, int fromRow, int endRow, int band, int thread);

    /** How many of the multiply-adds a spike caused: all, unless windows were recomputed. */
    long synops(SentTensor input, long macs) {
        return macs;
    }

    /** Sets the accumulator to the bias, as before the first spike, and marks every pixel. */
    final void restart() {
        accumulator.fillPixels(bias);
    }

    /** The running pre-activation sums {@code W * sent + b}. */
    final FeatureMap accumulator() {
        return accumulator;
    }

    /** What it did in this frame. */
    final LayerCost cost() {
        return cost;
    }
}

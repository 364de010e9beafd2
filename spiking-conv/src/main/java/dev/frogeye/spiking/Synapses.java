package dev.frogeye.spiking;

import dev.frogeye.cost.LayerCost;
import dev.frogeye.delta.Spikes;
import dev.frogeye.kernel.Kernels;
import dev.frogeye.kernel.PackedWeights;
import dev.frogeye.model.Layer;
import dev.frogeye.model.Window;

/** A linear layer driven by spikes: adds {@code W * spikes} to its accumulator and touches nothing else. */
abstract sealed class Synapses implements Team.Banded
        permits GatherConvolution, ScatterConvolution, WindowConvolution, GroupedConvolution {
    final Window window;
    final Kernels kernels;
    final FeatureMap accumulator;
    final float[] bias;
    Spikes spikes;
    FeatureMap sent;
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

    /**
     * Adds what these spikes of the input tensor cause, and marks the output pixels they reach.
     *
     * @param newSent the input tensor with these spikes added; no spike lies outside of its changed pixels
     */
    final void accumulate(Spikes newSpikes, FeatureMap newSent) {
        spikes = newSpikes;
        sent = newSent;
        ChangedWindows.mark(window, sent.shape, sent.changed, accumulator);
        prepare();
        long macs = team.run(accumulator.shape.height(), this);
        cost.addMacs(macs);
        cost.addSynops(synops(macs));
    }

    /** Called when the output pixels are marked, before the bands. */
    void prepare() {}

    /** Does the output rows from {@code fromRow} up to {@code endRow} and returns the multiply-adds it took. */
    @Override
    public abstract long runBand(int fromRow, int endRow, int band, int thread);

    /** How many of the multiply-adds a spike caused: all, unless windows were evaluated anew. */
    long synops(long macs) {
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

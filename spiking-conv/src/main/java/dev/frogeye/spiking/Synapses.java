package dev.frogeye.spiking;

import dev.frogeye.cost.LayerCost;
import dev.frogeye.delta.Spikes;

/** A linear layer driven by spikes: adds {@code W * spikes} to its accumulator and touches nothing else. */
sealed interface Synapses permits GatherConvolution, ScatterConvolution, WindowConvolution, GroupedConvolution {
    /**
     * Adds what these spikes of the input tensor cause, and marks the output pixels they reach.
     *
     * @param sent the input tensor with these spikes added; no spike lies outside of its changed pixels
     */
    void accumulate(Spikes spikes, FeatureMap sent);

    /** Sets the accumulator to the bias, as before the first spike, and marks every pixel. */
    void restart();

    /** The running pre-activation sums {@code W * sent + b}. */
    FeatureMap accumulator();

    /** What it did in this frame. */
    LayerCost cost();
}

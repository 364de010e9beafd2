package dev.frogeye.spiking;

import dev.frogeye.cost.LayerCost;
import dev.frogeye.delta.Spikes;

/** A linear layer driven by spikes: adds {@code W * spikes} to its accumulator and touches nothing else. */
sealed interface Synapses permits GatherConvolution, ScatterConvolution, GroupedConvolution {
    /**
     * Adds what these spikes of the input tensor cause, and marks the output pixels they reach.
     *
     * @param spiking pixels of the input tensor outside of which there is no spike
     */
    void accumulate(Spikes spikes, PixelSet spiking);

    /** Sets the accumulator to the bias, as before the first spike, and marks every pixel. */
    void restart();

    /** The running pre-activation sums {@code W * sent + b}. */
    FeatureMap accumulator();

    /** What it did in this frame. */
    LayerCost cost();
}

package dev.frogeye.delta;

import dev.frogeye.kernel.GatherWeights;
import dev.frogeye.kernel.Kernels;
import dev.frogeye.kernel.PackedWeights;
import dev.frogeye.kernel.RowWeights;
import dev.frogeye.kernel.ScatterWeights;
import dev.frogeye.model.Layer;

/**
 * How a linear layer is added up, chosen once for a model by the shape of its windows: holds the weights as that way reads
 * them. Immutable, shared by every network of the model.
 */
sealed interface ConvolutionPlan {
    /**
     * The way that suits a layer.
     *
     * @param readsImage whether its input is the network's
     */
    static ConvolutionPlan of(Layer.Convolution layer, boolean readsImage) {
        if (readsImage && WindowConvolution.suits(layer)) {
            return new Windowed(layer, RowWeights.of(layer));
        }
        if (layer.groups() > 1) {
            return new Grouped(layer, RowWeights.of(layer));
        }
        return GatherConvolution.suits(layer.window())
                ? new Gathered(layer, GatherWeights.of(layer))
                : new Scattered(layer, ScatterWeights.of(layer));
    }

    PackedWeights weights();

    /** The layer in one network, with an accumulator of its own. */
    Synapses synapses(Kernels kernels, Team team);

    /** By {@link WindowConvolution}. */
    record Windowed(Layer.Convolution layer, RowWeights weights) implements ConvolutionPlan {
        @Override
        public Synapses synapses(Kernels kernels, Team team) {
            return new WindowConvolution(layer, weights, kernels, team);
        }
    }

    /** By {@link GroupedConvolution}. */
    record Grouped(Layer.Convolution layer, RowWeights weights) implements ConvolutionPlan {
        @Override
        public Synapses synapses(Kernels kernels, Team team) {
            return new GroupedConvolution(layer, weights, kernels, team);
        }
    }

    /** By {@link GatherConvolution}. */
    record Gathered(Layer.Convolution layer, GatherWeights weights) implements ConvolutionPlan {
        @Override
        public Synapses synapses(Kernels kernels, Team team) {
            return new GatherConvolution(layer, weights, kernels, team);
        }
    }

    /** By {@link ScatterConvolution}. */
    record Scattered(Layer.Convolution layer, ScatterWeights weights) implements ConvolutionPlan {
        @Override
        public Synapses synapses(Kernels kernels, Team team) {
            return new ScatterConvolution(layer, weights, kernels, team);
        }
    }
}

package dev.frogeye.spiking;

import dev.frogeye.cost.FrameCost;
import dev.frogeye.kernel.GatherWeights;
import dev.frogeye.kernel.Kernels;
import dev.frogeye.kernel.PackedWeights;
import dev.frogeye.kernel.RowWeights;
import dev.frogeye.kernel.ScatterWeights;
import dev.frogeye.model.Graph;
import dev.frogeye.model.Layer;
import dev.frogeye.model.Tensor;
import dev.frogeye.model.UnsupportedModelException;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * A graph made ready to run: weights packed for the kernels. Immutable; every video gets its own {@link #network} of
 * state, all networks share the weights.
 */
public final class SpikingModel {
    private final Graph graph;
    private final Kernels kernels;
    private final Map<Layer.Convolution, PackedWeights> weights = new IdentityHashMap<>();
    private final long networkBytes;

    private SpikingModel(Graph graph, Kernels kernels) {
        networkBytes = networkBytes(graph);
        requireMemory(graph);
        this.graph = graph;
        this.kernels = kernels;
        for (Layer layer : graph.layers()) {
            if (layer instanceof Layer.Convolution convolution) {
                weights.put(
                        convolution, evaluatesWindowsOf(convolution) ? RowWeights.of(convolution) : pack(convolution));
            }
        }
    }

    /** Whether the layer's windows are evaluated anew, see {@link WindowConvolution}. */
    boolean evaluatesWindowsOf(Layer.Convolution layer) {
        return layer.input().name().equals(graph.input().name()) && WindowConvolution.suits(layer);
    }

    /** Weights laid out for the way in which the layer will add them up. */
    static PackedWeights pack(Layer.Convolution layer) {
        if (layer.groups() > 1) {
            return RowWeights.of(layer);
        }
        return GatherConvolution.suits(layer.window()) ? GatherWeights.of(layer) : ScatterWeights.of(layer);
    }

    private void requireMemory(Graph graph) {
        long parameters = 0;
        for (Layer layer : graph.layers()) {
            parameters += layer instanceof Layer.Convolution convolution ? convolution.parameters() : 0;
        }
        long needed = parameters * Float.BYTES + networkBytes >> 20;
        long available = Runtime.getRuntime().maxMemory() >> 20;
        if (needed > available) {
            throw new UnsupportedModelException(graph.name() + " needs about " + needed
                    + " MiB of memory, Java may use " + available + "; raise that with java -Xmx");
        }
    }

    /** For each tensor an accumulator, what was sent of it, and room for its spikes; for each move what goes where. */
    private static long networkBytes(Graph graph) {
        long values = 4L * graph.input().shape().size();
        for (Layer layer : graph.layers()) {
            values += 3L * layer.output().shape().size();
            values += Rearrangement.mostNumbers(layer);
        }
        return values * Float.BYTES;
    }

    /** About what one network takes of Java's memory, in bytes. */
    public long networkBytes() {
        return networkBytes;
    }

    /** Bytes of the weights as the kernels read them, shared by all networks; biases left out. */
    public long weightBytes() {
        return weights.values().stream().mapToLong(PackedWeights::bytes).sum();
    }

    /**
     * Packs the weights of {@code graph} for {@code kernels}.
     *
     * @throws UnsupportedModelException if its state would not fit into memory
     */
    public static SpikingModel of(Graph graph, Kernels kernels) {
        return new SpikingModel(graph, kernels);
    }

    /** Packs the weights of {@code graph} for the fastest kernels of this JVM. */
    public static SpikingModel of(Graph graph) {
        return of(graph, Kernels.best());
    }

    /** State for one video, whose first frame will be a key frame. */
    public SpikingNetwork network(List<Tensor> taps, Thresholds thresholds) {
        return network(taps, SpikingOptions.of(thresholds));
    }

    /** State for one video, whose first frame will be a key frame. */
    public SpikingNetwork network(List<Tensor> taps, SpikingOptions options) {
        return new SpikingNetwork(this, taps, options);
    }

    /**
     * Runs one frame exactly and measures the scale of every gated tensor.
     *
     * @param frame preprocessed values, channels-last
     */
    public TensorScales measureScales(float[] frame) {
        SpikingNetwork network =
                network(graph.outputs(), Thresholds.exact(graph.input().shape().channels()));
        network.step(frame, new FrameCost());
        return network.scales();
    }

    /** What is computed. */
    public Graph graph() {
        return graph;
    }

    /** What computes it. */
    public Kernels kernels() {
        return kernels;
    }

    PackedWeights weights(Layer.Convolution layer) {
        return weights.get(layer);
    }
}

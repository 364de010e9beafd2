package dev.frogeye.delta;

import dev.frogeye.engine.FrameCost;
import dev.frogeye.kernel.Kernels;
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
public final class DeltaModel {
    private final Graph graph;
    private final Kernels kernels;
    private final Map<Layer.Convolution, ConvolutionPlan> plans = new IdentityHashMap<>();
    private final long networkBytes;

    private DeltaModel(Graph graph, Kernels kernels) {
        networkBytes = networkBytes(graph);
        requireMemory(graph);
        this.graph = graph;
        this.kernels = kernels;
        for (Layer layer : graph.layers()) {
            if (layer instanceof Layer.Convolution convolution) {
                boolean readsImage =
                        convolution.input().name().equals(graph.input().name());
                plans.put(convolution, ConvolutionPlan.of(convolution, readsImage));
            }
        }
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
            values += RearrangeStage.mostNumbers(layer);
        }
        return values * Float.BYTES;
    }

    /** About what one network takes of Java's memory, in bytes. */
    public long networkBytes() {
        return networkBytes;
    }

    /** Bytes of the weights as the kernels read them, shared by all networks; biases left out. */
    public long weightBytes() {
        return plans.values().stream().mapToLong(plan -> plan.weights().bytes()).sum();
    }

    /**
     * Packs the weights of {@code graph} for {@code kernels}.
     *
     * @throws UnsupportedModelException if its state would not fit into memory
     */
    public static DeltaModel of(Graph graph, Kernels kernels) {
        return new DeltaModel(graph, kernels);
    }

    /** Packs the weights of {@code graph} for the fastest kernels of this JVM. */
    public static DeltaModel of(Graph graph) {
        return of(graph, Kernels.best());
    }

    /** State for one video, whose first frame will be a key frame. */
    public DeltaNetwork network(List<Tensor> requested, Thresholds thresholds) {
        return network(requested, DeltaOptions.of(thresholds));
    }

    /** State for one video, whose first frame will be a key frame. */
    public DeltaNetwork network(List<Tensor> requested, DeltaOptions options) {
        return new DeltaNetwork(this, requested, options);
    }

    /**
     * Runs one frame exactly and measures the scale of every gated tensor.
     *
     * @param frame preprocessed values, channels-last
     */
    public TensorScales measureScales(float[] frame) {
        DeltaNetwork network =
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

    ConvolutionPlan plan(Layer.Convolution layer) {
        return plans.get(layer);
    }
}

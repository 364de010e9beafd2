package dev.frogeye.dense;

import dev.frogeye.encoder.Shape;
import dev.frogeye.engine.FeatureEngine;
import dev.frogeye.engine.FrameCost;
import dev.frogeye.model.Graph;
import dev.frogeye.model.Tensor;
import java.util.List;
import java.util.Optional;

/** What the frame-by-frame engines share: the checks at the edge and the cost, the same for every frame. */
abstract class DenseEngine implements FeatureEngine {
    private final String name;
    private final Shape inputShape;
    private final List<Tensor> requested;
    private final long denseMacs;
    private boolean stepped;
    private boolean closed;

    DenseEngine(String name, Graph graph, List<Tensor> requested) {
        this.name = name;
        inputShape = graph.input().shape();
        this.requested = List.copyOf(requested);
        denseMacs = graph.macs();
    }

    /** Fails unless the engine has something to compute, all of it in the graph, and threads to do it with. */
    static void check(Graph graph, List<Tensor> requested, int threads) {
        if (requested.isEmpty()) {
            throw new IllegalArgumentException(
                    "no tensor of " + graph.name() + " is asked for; name at least one tensor");
        }
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, was " + threads);
        }
        for (Tensor tensor : requested) {
            if (!graph.tensor(tensor.name()).equals(Optional.of(tensor))) {
                throw new IllegalArgumentException(graph.name() + " has no tensor '" + tensor.name() + "' of "
                        + tensor.dimsText() + "; take tensors from the graph");
            }
        }
    }

    /** Runs the network on checked pixels. */
    abstract void compute(float[] pixels);

    /** Copies a requested tensor into a destination that is long enough. */
    abstract void copy(int index, float[] destination);

    /** Frees the native memory; called once. */
    abstract void release();

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final Shape inputShape() {
        return inputShape;
    }

    @Override
    public final List<Tensor> requested() {
        return requested;
    }

    @Override
    public final long denseMacs() {
        return denseMacs;
    }

    /** Every frame is a key frame already; nothing to forget. */
    @Override
    public final void reset() {
        requireOpen();
    }

    @Override
    public final void step(float[] pixels, FrameCost cost) {
        requireOpen();
        if (pixels.length != inputShape.size()) {
            throw new IllegalArgumentException(
                    "a frame of " + inputShape + " has " + inputShape.size() + " values, got " + pixels.length);
        }
        compute(pixels);
        stepped = true;
        cost.begin(true);
        cost.setChangeRatio(1);
        cost.addMacs(denseMacs);
    }

    @Override
    public final void read(int index, float[] destination) {
        requireOpen();
        if (!stepped) {
            throw new IllegalStateException("there is no frame to read yet; call step first");
        }
        Tensor tensor = requested.get(index);
        if (destination.length < tensor.shape().size()) {
            throw new IllegalArgumentException(
                    "'" + tensor.name() + "' has " + tensor.shape().size() + " values, room for " + destination.length);
        }
        copy(index, destination);
    }

    @Override
    public final void close() {
        if (!closed) {
            closed = true;
            release();
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the " + name + " engine is closed");
        }
    }
}

package dev.frogeye.comparison;

import dev.frogeye.delta.DeltaModel;
import dev.frogeye.delta.DeltaNetwork;
import dev.frogeye.delta.DeltaOptions;
import dev.frogeye.dense.OnnxRuntimeEngine;
import dev.frogeye.encoder.Shape;
import dev.frogeye.engine.FeatureEngine;
import dev.frogeye.export.table.Pooling;
import dev.frogeye.export.table.VectorNormalization;
import dev.frogeye.extraction.ExtractionModel;
import dev.frogeye.extraction.FeatureReader;
import dev.frogeye.hybrid.HybridEngine;
import dev.frogeye.ingest.Preprocessing;
import dev.frogeye.model.Graph;
import dev.frogeye.model.Layer;
import dev.frogeye.model.Tensor;
import dev.frogeye.model.onnx.OnnxModel;
import java.util.List;
import java.util.Optional;

/**
 * The network that is measured, and how a feature vector comes of it.
 *
 * @param model the ONNX file
 * @param graph the part of it that the features need, and no more
 * @param spiking the same, ready to run
 * @param requested where the features are taken from
 * @param layer what that tensor was asked for as
 * @param pooling how they become a vector
 * @param normalization what is done to it
 * @param preprocessing how a frame becomes the image, of the graph's input size
 * @param preprocessingSource where that is from
 */
public record ComparedNetwork(
        OnnxModel model,
        Graph graph,
        DeltaModel spiking,
        Tensor requested,
        String layer,
        Pooling pooling,
        VectorNormalization normalization,
        Preprocessing preprocessing,
        String preprocessingSource) {
    /** Fewer scores are not called classes. */
    private static final int FEWEST_CLASSES = 10;

    /** The features of the first of the requested tensors. */
    public static ComparedNetwork of(
            ExtractionModel model, Optional<Pooling> pooling, VectorNormalization normalization) {
        Tensor requested = model.requested().get(0);
        return new ComparedNetwork(
                model.file(),
                model.graph(),
                DeltaModel.of(model.graph()),
                requested,
                model.layers().get(0),
                Pooling.of(requested, pooling),
                normalization,
                model.preprocessing(),
                model.preprocessingSource());
    }

    DeltaNetwork network(DeltaOptions options) {
        return spiking.network(List.of(requested), options);
    }

    /** The same, which hands frames over to ONNX Runtime, opened at once so that no frame waits for it. */
    HybridEngine hybrid(DeltaOptions options) {
        HybridEngine engine = new HybridEngine(
                spiking,
                List.of(requested),
                options,
                () -> OnnxRuntimeEngine.open(model, graph, List.of(requested), options.threads()));
        engine.open();
        return engine;
    }

    int featureSize() {
        return pooling.pooled(requested.shape()).size();
    }

    /** Extent of the features where they are a map: rows and columns of an image, and channels. */
    Optional<Shape> map() {
        Shape shape = pooling.pooled(requested.shape());
        return requested.dims().size() == 4 && shape.height() > 1 && shape.width() > 1
                ? Optional.of(shape)
                : Optional.empty();
    }

    /** Reads the vectors of an engine of this network, in its only column. */
    FeatureReader reader(FeatureEngine engine) {
        return new FeatureReader(engine, List.of(layer), List.of(pooling), normalization);
    }

    /** What to say of it. */
    ModelSummary summary() {
        return new ModelSummary(
                model.name(),
                model.sha256(),
                graph.input().dimsText(),
                requested.name(),
                pooling.text(),
                featureSize(),
                classifies(),
                preprocessing.toString(),
                preprocessingSource,
                graph.macs(),
                graph.parameters());
    }

    /** All values that the frame-by-frame network computes for a frame, as float32. */
    long activationBytes() {
        return Float.BYTES
                * graph.layers().stream()
                        .mapToLong(layer -> layer.output().shape().size())
                        .sum();
    }

    /** Whether the requested tensor ends in a softmax or a fully connected layer with a score for each of some classes. */
    private boolean classifies() {
        if (requested.shape().pixels() != 1 || requested.shape().channels() < FEWEST_CLASSES) {
            return false;
        }
        Optional<Layer> last = producer(requested);
        while (last.isPresent() && last.get() instanceof Layer.View view) {
            last = producer(view.input());
        }
        return last.isPresent()
                && (last.get() instanceof Layer.Softmax
                        || last.get() instanceof Layer.Convolution layer
                                && !layer.operator().equals("Conv"));
    }

    private Optional<Layer> producer(Tensor tensor) {
        return graph.layers().stream()
                .filter(layer -> layer.output().equals(tensor))
                .findFirst();
    }
}

package dev.frogeye.cli;

import dev.frogeye.baseline.Nd4jEngine;
import dev.frogeye.baseline.OnnxRuntimeEngine;
import dev.frogeye.ingest.Preprocessing;
import dev.frogeye.model.Graph;
import dev.frogeye.model.Tensor;
import dev.frogeye.model.onnx.OnnxModel;
import dev.frogeye.spiking.FeatureEngine;
import dev.frogeye.spiking.SpikingModel;
import dev.frogeye.spiking.SpikingOptions;
import java.util.List;

/** Opens the engine that {@code --engine} names. */
final class Engines {
    private Engines() {}

    /**
     * An engine.
     *
     * @param kernel what it computes with, for the metadata
     */
    record Opened(FeatureEngine engine, String kernel) {}

    static Opened open(
            NetworkOptions options, OnnxModel model, Graph graph, List<Tensor> taps, Preprocessing preprocessing) {
        int threads = options.threads();
        return switch (options.engine()) {
            case DELTA -> {
                SpikingModel spiking = SpikingModel.of(graph);
                yield new Opened(
                        spiking.network(
                                taps,
                                new SpikingOptions(
                                        options.thresholds().of(spiking, preprocessing),
                                        options.coding(),
                                        options.refresh())),
                        spiking.kernels().name());
            }
            case ONNXRUNTIME ->
                new Opened(
                        OnnxRuntimeEngine.open(model, graph, taps, threads),
                        "onnxruntime " + Versions.library("onnxruntime"));
            case ND4J -> new Opened(Nd4jEngine.open(graph, taps, threads), "nd4j " + Versions.library("nd4j"));
        };
    }
}

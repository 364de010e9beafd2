package dev.frogeye.cli;

import dev.frogeye.baseline.Nd4jEngine;
import dev.frogeye.baseline.OnnxRuntimeEngine;
import dev.frogeye.ingest.Preprocessing;
import dev.frogeye.model.Graph;
import dev.frogeye.model.OnnxModel;
import dev.frogeye.model.Tensor;
import dev.frogeye.spiking.FeatureEngine;
import dev.frogeye.spiking.SpikingModel;
import java.util.List;

/** Opens the engine that {@code --engine} names. */
final class Engines {
    /** As the delta engine has, so that their times compare. */
    private static final int THREADS = 1;

    private Engines() {}

    /**
     * An engine.
     *
     * @param kernel what it computes with, for the metadata
     */
    record Opened(FeatureEngine engine, String kernel) {}

    static Opened open(
            NetworkOptions options, OnnxModel model, Graph graph, List<Tensor> taps, Preprocessing preprocessing) {
        return switch (options.engine()) {
            case DELTA -> {
                SpikingModel spiking = SpikingModel.of(graph);
                yield new Opened(
                        spiking.network(taps, options.thresholds().of(spiking, preprocessing)),
                        spiking.kernels().name());
            }
            case ONNXRUNTIME ->
                new Opened(
                        OnnxRuntimeEngine.open(model, graph, taps, THREADS),
                        "onnxruntime " + Versions.library("onnxruntime"));
            case ND4J -> new Opened(Nd4jEngine.open(graph, taps, THREADS), "nd4j " + Versions.library("nd4j"));
        };
    }
}

package dev.frogeye.cli;

import dev.frogeye.baseline.HybridEngine;
import dev.frogeye.baseline.Nd4jEngine;
import dev.frogeye.baseline.OnnxRuntimeEngine;
import dev.frogeye.model.Graph;
import dev.frogeye.model.Tensor;
import dev.frogeye.spiking.FeatureEngine;
import dev.frogeye.spiking.SpikingModel;
import dev.frogeye.spiking.SpikingOptions;
import java.util.List;
import java.util.function.Supplier;

/**
 * Engines as {@code --engine} names them, one for each video that is extracted at a time.
 *
 * @param kernel what they compute with, for the metadata
 * @param heapBytes about what each of them takes of Java's memory
 * @param opener opens one more; what can be shared among them is
 */
record Engines(String kernel, long heapBytes, Supplier<FeatureEngine> opener) {
    static Engines of(NetworkOptions options, OpenModel model, DeltaSettings delta) {
        Graph graph = model.graph();
        List<Tensor> taps = model.taps();
        int threads = options.threads();
        return switch (options.engine()) {
            case DELTA -> {
                SpikingModel spiking = SpikingModel.of(graph);
                SpikingOptions spikingOptions = delta.of(spiking, model, threads);
                Supplier<FeatureEngine> opener = delta.handsOver()
                        ? () -> new HybridEngine(
                                spiking,
                                taps,
                                spikingOptions,
                                () -> OnnxRuntimeEngine.open(model.file(), graph, taps, threads))
                        : () -> spiking.network(taps, spikingOptions);
                yield new Engines(spiking.kernels().name(), spiking.networkBytes(), opener);
            }
            case ONNXRUNTIME ->
                new Engines(
                        "onnxruntime " + Versions.library("onnxruntime"),
                        0,
                        () -> OnnxRuntimeEngine.open(model.file(), graph, taps, threads));
            case ND4J ->
                new Engines("nd4j " + Versions.library("nd4j"), 0, () -> Nd4jEngine.open(graph, taps, threads));
        };
    }
}

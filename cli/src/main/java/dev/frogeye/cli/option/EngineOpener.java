package dev.frogeye.cli.option;

import dev.frogeye.calibration.CalibrationFrames;
import dev.frogeye.cli.text.Versions;
import dev.frogeye.delta.DeltaModel;
import dev.frogeye.delta.DeltaOptions;
import dev.frogeye.dense.Int8Model;
import dev.frogeye.dense.Nd4jEngine;
import dev.frogeye.dense.OnnxRuntimeEngine;
import dev.frogeye.engine.FeatureEngine;
import dev.frogeye.extraction.ExtractionSettings.Calibration;
import dev.frogeye.hybrid.HybridEngine;
import dev.frogeye.model.Graph;
import dev.frogeye.model.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * EngineOpener as {@code --engine} names them, one for each video that is extracted at a time.
 *
 * @param kernel what they compute with, for the metadata
 * @param heapBytes about what each of them takes of Java's memory
 * @param opener opens one more; what can be shared among them is
 * @param calibration of those that are quantised
 * @param notes what a user should know about them, a sentence each
 */
public record EngineOpener(
        String kernel,
        long heapBytes,
        Supplier<FeatureEngine> opener,
        Optional<Calibration> calibration,
        List<String> notes) {
    /** How many operators a note names. */
    private static final int NAMED = 3;

    private EngineOpener(String kernel, long heapBytes, Supplier<FeatureEngine> opener) {
        this(kernel, heapBytes, opener, Optional.empty(), List.of());
    }

    public static EngineOpener of(NetworkOptions options, OpenModel model, DeltaSettings delta) throws IOException {
        Graph graph = model.graph();
        List<Tensor> taps = model.taps();
        int threads = options.threads();
        return switch (options.engine()) {
            case DELTA -> {
                DeltaModel spiking = DeltaModel.of(graph);
                DeltaOptions spikingOptions = delta.of(spiking, model, threads);
                Supplier<FeatureEngine> opener = delta.handsOver()
                        ? () -> new HybridEngine(
                                spiking,
                                taps,
                                spikingOptions,
                                () -> OnnxRuntimeEngine.open(model.file(), graph, taps, threads))
                        : () -> spiking.network(taps, spikingOptions);
                yield new EngineOpener(spiking.kernels().name(), spiking.networkBytes(), opener);
            }
            case ONNXRUNTIME ->
                new EngineOpener(
                        "onnxruntime " + Versions.library("onnxruntime"),
                        0,
                        () -> OnnxRuntimeEngine.open(model.file(), graph, taps, threads));
            case ONNXRUNTIME_INT8 -> quantized(options.calibration(), model, threads);
            case ND4J ->
                new EngineOpener("nd4j " + Versions.library("nd4j"), 0, () -> Nd4jEngine.open(graph, taps, threads));
        };
    }

    private static EngineOpener quantized(CalibrateOnOption calibration, OpenModel model, int threads)
            throws IOException {
        CalibrationFrames frames = calibration.frames(model.preprocessing());
        Int8Model quantized = Int8Model.of(model.file(), model.graph(), model.taps(), frames.frames());
        List<String> notes = new ArrayList<>();
        if (quantized.isOriginal()) {
            notes.add(model.file().name() + " is quantised already and runs as it is");
        } else if (calibration.isDefault()) {
            notes.add("quantised with the ranges that noise like natural pictures gives; clips like these, named with "
                    + CalibrateOnOption.NAME + ", bring the features closer to those of float32");
        }
        if (!quantized.floats().isEmpty()) {
            notes.add(floats(quantized));
        }
        return new EngineOpener(
                "onnxruntime " + Versions.library("onnxruntime"),
                0,
                () -> quantized.open(threads),
                quantized.isOriginal()
                        ? Optional.empty()
                        : Optional.of(new Calibration(frames.source(), frames.sha256())),
                notes);
    }

    private static String floats(Int8Model quantized) {
        List<String> named = quantized.floats().entrySet().stream()
                .limit(NAMED)
                .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
                .toList();
        int more = quantized.floats().size() - named.size();
        return "not quantised: " + String.join(", ", named) + (more == 0 ? "" : " and " + more + " more");
    }
}

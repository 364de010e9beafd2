package dev.frogeye.extraction;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Opens engines of one model, one for each video that is extracted at a time.
 *
 * @param kernel what they compute with, for the metadata
 * @param heapBytes about what each of them takes of Java's memory
 * @param opener opens one more; what can be shared among them is
 * @param delta the model that delta engines share; the others have none
 * @param calibration of those that are quantised
 * @param notes what a user should know about them, a sentence each
 */
record EngineOpener(
        String kernel,
        long heapBytes,
        Supplier<FeatureEngine> opener,
        Optional<DeltaModel> delta,
        Optional<Calibration> calibration,
        List<String> notes) {
    /** How many operators a note names. */
    private static final int NAMED = 3;

    private EngineOpener(String kernel, long heapBytes, Supplier<FeatureEngine> opener) {
        this(kernel, heapBytes, opener, Optional.empty(), Optional.empty(), List.of());
    }

    static EngineOpener of(ExtractionModel model, ExtractorOptions options) {
        Graph graph = model.graph();
        List<Tensor> requested = model.requested();
        int threads = options.threads();
        return switch (options.engine()) {
            case DELTA -> delta(model, options);
            case ONNXRUNTIME ->
                new EngineOpener(
                        onnxRuntime(), 0, () -> OnnxRuntimeEngine.open(model.file(), graph, requested, threads));
            case ONNXRUNTIME_INT8 -> quantized(model, options);
            case ND4J ->
                new EngineOpener(
                        "nd4j " + Version.library("nd4j"), 0, () -> Nd4jEngine.open(graph, requested, threads));
        };
    }

    private static EngineOpener delta(ExtractionModel model, ExtractorOptions options) {
        DeltaModel delta = DeltaModel.of(model.graph());
        DeltaOptions deltaOptions = options.delta().of(delta, model.preprocessing(), options.threads());
        Supplier<FeatureEngine> opener = options.delta().delegates()
                ? () -> new HybridEngine(
                        delta,
                        model.requested(),
                        deltaOptions,
                        () -> OnnxRuntimeEngine.open(model.file(), model.graph(), model.requested(), options.threads()))
                : () -> delta.network(model.requested(), deltaOptions);
        return new EngineOpener(
                delta.kernels().name(), delta.networkBytes(), opener, Optional.of(delta), Optional.empty(), List.of());
    }

    private static EngineOpener quantized(ExtractionModel model, ExtractorOptions options) {
        CalibrationFrames frames =
                options.calibration().orElseGet(() -> CalibrationFrames.noise(model.preprocessing()));
        Int8Model quantized = Int8Model.of(model.file(), model.graph(), model.requested(), frames.frames());
        List<String> notes = new ArrayList<>();
        if (quantized.isOriginal()) {
            notes.add(model.file().name() + " is quantised already and runs as it is");
        } else if (options.calibration().isEmpty()) {
            notes.add("quantised with the ranges that noise like natural pictures gives; clips like these, named with"
                    + " --calibrate-on, bring the features closer to those of float32");
        }
        if (!quantized.floats().isEmpty()) {
            notes.add(floats(quantized));
        }
        return new EngineOpener(
                onnxRuntime(),
                0,
                () -> quantized.open(options.threads()),
                Optional.empty(),
                quantized.isOriginal()
                        ? Optional.empty()
                        : Optional.of(new Calibration(frames.source(), frames.sha256())),
                notes);
    }

    private static String onnxRuntime() {
        return "onnxruntime " + Version.library("onnxruntime");
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

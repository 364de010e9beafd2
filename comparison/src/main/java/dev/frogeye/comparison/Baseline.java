package dev.frogeye.comparison;

import dev.frogeye.dense.Nd4jEngine;
import dev.frogeye.dense.OnnxRuntimeEngine;
import dev.frogeye.engine.FeatureEngine;
import java.util.List;
import java.util.Locale;

/** A runtime that computes every frame whole. */
public enum Baseline {
    /** Microsoft's ONNX Runtime. */
    ONNXRUNTIME,
    /** ND4J on OpenBLAS. */
    ND4J;

    /** As engines call themselves. */
    public String engineName() {
        return name().toLowerCase(Locale.ROOT);
    }

    FeatureEngine open(ComparedNetwork network, int threads) {
        return switch (this) {
            case ONNXRUNTIME ->
                OnnxRuntimeEngine.open(network.model(), network.graph(), List.of(network.requested()), threads);
            case ND4J -> Nd4jEngine.open(network.graph(), List.of(network.requested()), threads);
        };
    }
}

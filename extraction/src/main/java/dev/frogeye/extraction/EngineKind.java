package dev.frogeye.extraction;

import java.util.Locale;

/** What computes the features. */
public enum EngineKind {
    /** The delta network, which computes what changed. */
    DELTA,
    /** ONNX Runtime, every frame whole. */
    ONNXRUNTIME,
    /** ONNX Runtime on the network quantised to 8 bits. */
    ONNXRUNTIME_INT8,
    /** ND4J, every frame whole. */
    ND4J;

    /** As engines call themselves and {@code --engine} has it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

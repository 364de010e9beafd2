package dev.frogeye.cli;

/** What computes the features. */
enum EngineKind {
    DELTA,
    ONNXRUNTIME,
    ONNXRUNTIME_INT8,
    ND4J
}

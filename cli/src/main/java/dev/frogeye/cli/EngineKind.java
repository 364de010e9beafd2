package dev.frogeye.cli;

/** What computes the features. */
enum EngineKind {
    DELTA,
    ONNXRUNTIME,
    ND4J
}

package dev.frogeye.cli.option;

import java.util.Locale;

/** What computes the features. */
enum EngineKind {
    DELTA,
    ONNXRUNTIME,
    ONNXRUNTIME_INT8,
    ND4J;

    /** As {@code --engine} has it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

package dev.frogeye.model;

import dev.frogeye.encoder.Shape;

/** One side of a {@link Layer.Binary}: a tensor that moves or a constant that does not. */
public sealed interface Operand permits Tensor, Constant {
    Shape shape();
}

package dev.frogeye.model;

import dev.frogeye.encoder.Shape;

/**
 * A constant operand, stored channels-last like a {@link Tensor}.
 *
 * @param shape extents; an extent of 1 is broadcast
 * @param values the values in the stored order; not copied, must not be modified
 */
public record Constant(Shape shape, float[] values) implements Operand {
    public Constant {
        if (values.length != shape.size()) {
            throw new IllegalArgumentException(values.length + " values do not fill a constant of " + shape);
        }
    }
}

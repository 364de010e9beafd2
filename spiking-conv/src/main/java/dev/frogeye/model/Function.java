package dev.frogeye.model;

/**
 * A function applied to each value by itself; per-channel parameters have one entry a channel of the tensor.
 * Arrays are not copied and must not be modified.
 */
public sealed interface Function {
    /** {@code min(max(x, low), high)}: ReLU is {@code [0, inf]}, ReLU6 {@code [0, 6]}. */
    record Clamp(float low, float high) implements Function {
        public static final Clamp RELU = new Clamp(0, Float.POSITIVE_INFINITY);
    }

    /** {@code x < 0 ? slope * x : x}. */
    record LeakyRelu(float slope) implements Function {}

    /** {@code x < 0 ? slope[c] * x : x}. */
    record PRelu(float[] slope) implements Function {}

    /** {@code scale[c] * x + shift[c]}: batch normalisation that could not be folded, scaling by constants. */
    record Affine(float[] scale, float[] shift) implements Function {}

    /** {@code 1 / (1 + exp(-x))}. */
    record Sigmoid() implements Function {}

    /** {@code clamp(alpha * x + beta, 0, 1)}. */
    record HardSigmoid(float alpha, float beta) implements Function {}

    /** {@code x * clamp(x / 6 + 1/2, 0, 1)}. */
    record HardSwish() implements Function {}

    /** {@code tanh(x)}. */
    record Tanh() implements Function {}

    /** {@code exp(x)}. */
    record Exp() implements Function {}
}

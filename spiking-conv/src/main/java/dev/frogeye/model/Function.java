package dev.frogeye.model;

/**
 * A function applied to each value by itself; per-channel parameters have one entry a channel of the tensor.
 * Arrays are not copied and must not be modified.
 */
public sealed interface Function {
    /**
     * Applies the function in place to neighbouring channels of one pixel.
     *
     * @param values holds the channels from {@code at} on
     * @param firstChannel which channel {@code values[at]} is, for per-channel parameters
     */
    void applyInPlace(float[] values, int at, int length, int firstChannel);

    /** {@code min(max(x, low), high)}: ReLU is {@code [0, inf]}, ReLU6 {@code [0, 6]}. */
    record Clamp(float low, float high) implements Function {
        public static final Clamp RELU = new Clamp(0, Float.POSITIVE_INFINITY);

        @Override
        public void applyInPlace(float[] values, int at, int length, int firstChannel) {
            for (int i = at; i < at + length; i++) {
                values[i] = Math.min(Math.max(values[i], low), high);
            }
        }
    }

    /** {@code x < 0 ? slope * x : x}. */
    record LeakyRelu(float slope) implements Function {
        @Override
        public void applyInPlace(float[] values, int at, int length, int firstChannel) {
            for (int i = at; i < at + length; i++) {
                values[i] = values[i] < 0 ? slope * values[i] : values[i];
            }
        }
    }

    /** {@code x < 0 ? slope[c] * x : x}. */
    record PRelu(float[] slope) implements Function {
        @Override
        public void applyInPlace(float[] values, int at, int length, int firstChannel) {
            for (int i = 0; i < length; i++) {
                float x = values[at + i];
                values[at + i] = x < 0 ? slope[firstChannel + i] * x : x;
            }
        }
    }

    /** {@code scale[c] * x + shift[c]}: batch normalisation that could not be folded, scaling by constants. */
    record Affine(float[] scale, float[] shift) implements Function {
        @Override
        public void applyInPlace(float[] values, int at, int length, int firstChannel) {
            for (int i = 0; i < length; i++) {
                values[at + i] = scale[firstChannel + i] * values[at + i] + shift[firstChannel + i];
            }
        }
    }

    /** {@code 1 / (1 + exp(-x))}. */
    record Sigmoid() implements Function {
        @Override
        public void applyInPlace(float[] values, int at, int length, int firstChannel) {
            for (int i = at; i < at + length; i++) {
                values[i] = (float) (1 / (1 + Math.exp(-values[i])));
            }
        }
    }

    /** {@code clamp(alpha * x + beta, 0, 1)}. */
    record HardSigmoid(float alpha, float beta) implements Function {
        @Override
        public void applyInPlace(float[] values, int at, int length, int firstChannel) {
            for (int i = at; i < at + length; i++) {
                values[i] = Math.min(Math.max(alpha * values[i] + beta, 0), 1);
            }
        }
    }

    /** {@code x * clamp(x / 6 + 1/2, 0, 1)}. */
    record HardSwish() implements Function {
        @Override
        public void applyInPlace(float[] values, int at, int length, int firstChannel) {
            for (int i = at; i < at + length; i++) {
                values[i] *= Math.min(Math.max(values[i] / 6 + 0.5f, 0), 1);
            }
        }
    }

    /** {@code tanh(x)}. */
    record Tanh() implements Function {
        @Override
        public void applyInPlace(float[] values, int at, int length, int firstChannel) {
            for (int i = at; i < at + length; i++) {
                values[i] = (float) Math.tanh(values[i]);
            }
        }
    }

    /** {@code exp(x)}. */
    record Exp() implements Function {
        @Override
        public void applyInPlace(float[] values, int at, int length, int firstChannel) {
            for (int i = at; i < at + length; i++) {
                values[i] = (float) Math.exp(values[i]);
            }
        }
    }
}

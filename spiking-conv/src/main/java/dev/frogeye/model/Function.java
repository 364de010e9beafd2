package dev.frogeye.model;

import java.util.Arrays;
import java.util.List;

/**
 * A function applied to each value by itself; per-channel parameters have one entry a channel of the tensor. Those
 * without parameters are in {@link Unary}. Arrays are not copied and must not be modified.
 *
 * <p>The cheap functions have loops of their own: there the call is what costs.
 */
public sealed interface Function
        permits Unary,
                Function.Clamp,
                Function.LeakyRelu,
                Function.PRelu,
                Function.Affine,
                Function.HardSigmoid,
                Function.HardSwish,
                Function.Swish,
                Function.Elu,
                Function.ThresholdedRelu,
                Function.Shrink,
                Function.Power,
                Function.Quantize,
                Function.Composed,
                Function.Combined {
    /** The function of one value of a channel. */
    float of(float x, int channel);

    /**
     * Applies the function in place to neighbouring channels of one pixel.
     *
     * @param values holds the channels from {@code at} on
     * @param firstChannel which channel {@code values[at]} is, for per-channel parameters
     */
    default void applyInPlace(float[] values, int at, int length, int firstChannel) {
        for (int i = 0; i < length; i++) {
            values[at + i] = of(values[at + i], firstChannel + i);
        }
    }

    /** {@code min(max(x, low), high)}: ReLU is {@code [0, inf]}, ReLU6 {@code [0, 6]}. */
    record Clamp(float low, float high) implements Function {
        public static final Clamp RELU = new Clamp(0, Float.POSITIVE_INFINITY);

        @Override
        public float of(float x, int channel) {
            return Math.min(Math.max(x, low), high);
        }

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
        public float of(float x, int channel) {
            return x < 0 ? slope * x : x;
        }

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
        public float of(float x, int channel) {
            return x < 0 ? slope[channel] * x : x;
        }

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
        /** The same scale and shift for every channel. */
        public static Affine uniform(int channels, float scale, float shift) {
            float[] scales = new float[channels];
            float[] shifts = new float[channels];
            Arrays.fill(scales, scale);
            Arrays.fill(shifts, shift);
            return new Affine(scales, shifts);
        }

        @Override
        public float of(float x, int channel) {
            return scale[channel] * x + shift[channel];
        }

        @Override
        public void applyInPlace(float[] values, int at, int length, int firstChannel) {
            for (int i = 0; i < length; i++) {
                values[at + i] = scale[firstChannel + i] * values[at + i] + shift[firstChannel + i];
            }
        }
    }

    /** {@code clamp(alpha * x + beta, 0, 1)}. */
    record HardSigmoid(float alpha, float beta) implements Function {
        @Override
        public float of(float x, int channel) {
            return Math.min(Math.max(alpha * x + beta, 0), 1);
        }

        @Override
        public void applyInPlace(float[] values, int at, int length, int firstChannel) {
            for (int i = at; i < at + length; i++) {
                values[i] = Math.min(Math.max(alpha * values[i] + beta, 0), 1);
            }
        }
    }

    /** {@code x * clamp(alpha * x + beta, 0, 1)}. */
    record HardSwish(float alpha, float beta) implements Function {
        /** That of ONNX: {@code alpha} of 1/6 and {@code beta} of 1/2. */
        public HardSwish() {
            this(1 / 6f, 0.5f);
        }

        @Override
        public float of(float x, int channel) {
            return x * Math.min(Math.max(alpha * x + beta, 0), 1);
        }

        @Override
        public void applyInPlace(float[] values, int at, int length, int firstChannel) {
            for (int i = at; i < at + length; i++) {
                values[i] *= Math.min(Math.max(alpha * values[i] + beta, 0), 1);
            }
        }
    }

    /** {@code x / (1 + exp(-alpha * x))}; with {@code alpha} of 1 also named SiLU. */
    record Swish(float alpha) implements Function {
        @Override
        public float of(float x, int channel) {
            return (float) (x * Unary.SIGMOID.of((double) alpha * x));
        }
    }

    /** {@code x > 0 ? scale * x : scale * alpha * (exp(x / width) - 1)}: ELU, SELU and CELU. */
    record Elu(float scale, float alpha, float width) implements Function {
        @Override
        public float of(float x, int channel) {
            return x > 0 ? scale * x : (float) (scale * alpha * Math.expm1((double) x / width));
        }
    }

    /** {@code x > threshold ? x : 0}. */
    record ThresholdedRelu(float threshold) implements Function {
        @Override
        public float of(float x, int channel) {
            return x > threshold ? x : 0;
        }
    }

    /** Brings values beyond {@code threshold}, above or below 0, nearer by {@code bias}; all others become 0. */
    record Shrink(float threshold, float bias) implements Function {
        @Override
        public float of(float x, int channel) {
            if (x > threshold) {
                return x - bias;
            }
            return x < -threshold ? x + bias : 0;
        }
    }

    /** {@code x} to a constant power. */
    record Power(float exponent) implements Function {
        @Override
        public float of(float x, int channel) {
            if (exponent == 2) {
                return x * x;
            }
            return exponent == 3 ? x * x * x : (float) Math.pow(x, exponent);
        }
    }

    /** {@code clamp(round(x / scale[c]) + zero[c], low, high)}, halves to even: integers, held as floats. */
    record Quantize(float[] scale, float[] zero, float low, float high) implements Function {
        @Override
        public float of(float x, int channel) {
            return Math.min(Math.max((float) Math.rint(x / scale[channel]) + zero[channel], low), high);
        }
    }

    /** One function after the other; none leaves the value as it is. */
    record Composed(List<Function> functions) implements Function {
        public Composed {
            functions = List.copyOf(functions);
        }

        @Override
        public float of(float x, int channel) {
            float y = x;
            for (int i = 0; i < functions.size(); i++) {
                y = functions.get(i).of(y, channel);
            }
            return y;
        }

        @Override
        public void applyInPlace(float[] values, int at, int length, int firstChannel) {
            for (int i = 0; i < functions.size(); i++) {
                functions.get(i).applyInPlace(values, at, length, firstChannel);
            }
        }
    }

    /** Two functions of the same value, combined: {@code x * sigmoid(x)}. */
    record Combined(Layer.Arithmetic arithmetic, Function left, Function right) implements Function {
        @Override
        public float of(float x, int channel) {
            return arithmetic.of(left.of(x, channel), right.of(x, channel));
        }
    }
}

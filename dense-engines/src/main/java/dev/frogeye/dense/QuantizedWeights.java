package dev.frogeye.dense;

import dev.frogeye.model.onnx.proto.Onnx.TensorProto;

/**
 * The weights of a linear layer in signed bytes, symmetric, with a scale for each output channel, and its bias in 32-bit
 * integers of the scale that products have.
 *
 * @param values row-major, as the weights were
 * @param scales one a channel, above 0
 * @param bias one a channel
 * @param biasScales one a channel: those of the weights times that of the input
 */
record QuantizedWeights(byte[] values, float[] scales, int[] bias, float[] biasScales) {
    private static final int STEPS = 127;
    /** Leaves room for the sum of the products. */
    private static final double LARGEST_BIAS = 1 << 30;

    /**
     * Quantises a layer.
     *
     * <p>Rounded weights give other sums on average. What that makes of the mean input is taken from the bias (Nagel et
     * al. 2019, "Data-free quantization through weight equalization and bias correction", section 4.2).
     *
     * @param input bytes of its input
     * @param means of the channels of its input
     * @param shift what is subtracted from its input; the bias adds what that takes away
     * @param correction of the bias, one value a channel
     */
    static QuantizedWeights of(LinearNode layer, Affine input, float[] means, float shift, float[] correction) {
        float[] weights = FloatTensors.values(layer.weights());
        int channels = layer.channels();
        float[] bias = layer.bias().map(FloatTensors::values).orElseGet(() -> new float[channels]);
        int inner = inner(layer.weights(), layer.axis());
        float[] scales = scales(weights, channels, inner, bias, input);
        byte[] values = new byte[weights.length];
        int[] wholes = new int[channels];
        float[] biasScales = new float[channels];
        int stride = layer.axis() == 0 ? 1 : channels;
        double[] steps = new double[weights.length / channels];
        for (int c = 0; c < channels; c++) {
            int first = layer.axis() == 0 ? c * steps.length : c;
            for (int i = 0; i < steps.length; i++) {
                steps[i] = Math.max(-STEPS, Math.min(STEPS, weights[first + i * stride] / (double) scales[c]));
            }
            float[] read = read(layer, means, c, shift);
            int[] rounded = WeightRounding.round(steps, read);
            int taps = steps.length / read.length;
            double lacking = 0;
            for (int i = 0; i < steps.length; i++) {
                values[first + i * stride] = (byte) rounded[i];
                lacking += rounded[i] * (double) shift + (steps[i] - rounded[i]) * read[i / taps];
            }
            biasScales[c] = scales[c] * input.scale();
            wholes[c] = (int) Math.round((bias[c] + correction[c] + lacking * scales[c]) / biasScales[c]);
        }
        return new QuantizedWeights(values, scales, wholes, biasScales);
    }

    /** Means of the inputs that an output channel reads, as they are multiplied; 0 where they are not of channels. */
    private static float[] read(LinearNode layer, float[] means, int channel, float shift) {
        int inputs = (int) layer.weights().getDims(1 - layer.axis());
        float[] read = new float[inputs];
        int first = channel / (layer.channels() / layer.groups()) * inputs;
        if (means.length >= first + inputs) {
            for (int i = 0; i < inputs; i++) {
                read[i] = means[first + i] - shift;
            }
        }
        return read;
    }

    /** Values between one channel and the next. */
    private static int inner(TensorProto weights, int axis) {
        int inner = 1;
        for (int i = axis + 1; i < weights.getDimsCount(); i++) {
            inner *= (int) weights.getDims(i);
        }
        return inner;
    }

    private static float[] scales(float[] weights, int channels, int inner, float[] bias, Affine input) {
        float[] largest = new float[channels];
        for (int i = 0; i < weights.length; i++) {
            int channel = i / inner % channels;
            largest[channel] = Math.max(largest[channel], Math.abs(weights[i]));
        }
        float[] scales = new float[channels];
        for (int c = 0; c < channels; c++) {
            // A channel of tiny weights and a large bias needs coarser steps, or the bias would not fit.
            double forBias = Math.abs(bias[c]) / (LARGEST_BIAS * input.scale());
            double scale = Math.max((double) largest[c] / STEPS, forBias);
            scales[c] = scale < Float.MIN_NORMAL ? 1 : (float) scale;
        }
        return scales;
    }
}

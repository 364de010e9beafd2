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
     */
    static QuantizedWeights of(LinearNode layer, Affine input, float[] means, float shift) {
        float[] weights = FloatTensors.values(layer.weights());
        int channels = layer.channels();
        float[] bias = layer.bias().map(FloatTensors::values).orElseGet(() -> new float[channels]);
        int inner = inner(layer.weights(), layer.axis());
        float[] scales = scales(weights, channels, inner, bias, input);
        byte[] values = new byte[weights.length];
        double[] surplus = new double[channels];
        for (int i = 0; i < weights.length; i++) {
            int channel = i / inner % channels;
            values[i] = (byte) Math.max(-STEPS, Math.min(STEPS, Math.round(weights[i] / scales[channel])));
            double rounded = (double) values[i] * scales[channel];
            float mean = means[inputChannel(layer, i, channel, inner)];
            surplus[channel] += rounded * (mean - shift) - (double) weights[i] * mean;
        }
        int[] wholes = new int[channels];
        float[] biasScales = new float[channels];
        for (int c = 0; c < channels; c++) {
            biasScales[c] = scales[c] * input.scale();
            wholes[c] = (int) Math.round((bias[c] - surplus[c]) / biasScales[c]);
        }
        return new QuantizedWeights(values, scales, wholes, biasScales);
    }

    /** Values between one channel and the next. */
    private static int inner(TensorProto weights, int axis) {
        int inner = 1;
        for (int i = axis + 1; i < weights.getDimsCount(); i++) {
            inner *= (int) weights.getDims(i);
        }
        return inner;
    }

    private static int inputChannel(LinearNode layer, int index, int channel, int inner) {
        if (layer.axis() == 1) {
            return index / layer.channels();
        }
        int perGroup = (int) layer.weights().getDims(1);
        int group = channel / (layer.channels() / layer.groups());
        return group * perGroup + index % inner / (inner / perGroup);
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

package dev.frogeye.model.onnx.constant;

import dev.frogeye.model.Function;
import dev.frogeye.model.onnx.file.Node;

/** {@code QuantizeLinear} and {@code DequantizeLinear} on constants: quantised weights, mostly. */
final class FoldedQuantization {
    private FoldedQuantization() {}

    static Literal quantize(Node node, Constants constants) {
        Literal.Floats data = constants.floats(node, 0);
        QuantizationParameters parameters = QuantizationParameters.of(node, constants, data.dims());
        Function.Quantize rounding = parameters.rounding(node, parameters.scale(), parameters.zero());
        int[] strides = Dims.rowMajorStrides(data.dims());
        long[] values = new long[constants.reserveFolded(node, data.dims())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (long) rounding.of(data.values()[i], parameters.index(i, strides, data.dims()));
        }
        return new Literal.Integers(data.dims(), values, parameters.resultType(node));
    }

    static Literal dequantize(Node node, Constants constants) {
        if (!(constants.literal(node, 0) instanceof Literal.Integers data)) {
            throw node.error("must have integers, 8-bit floats are not supported");
        }
        QuantizationParameters parameters = QuantizationParameters.of(node, constants, data.dims());
        int[] strides = Dims.rowMajorStrides(data.dims());
        float[] values = constants.reserveWeights(node, new float[data.size()]);
        for (int i = 0; i < values.length; i++) {
            int index = parameters.index(i, strides, data.dims());
            values[i] = (data.values()[i] - (long) parameters.zero()[index])
                    * parameters.scale()[index];
        }
        return new Literal.Floats(data.dims(), values);
    }
}

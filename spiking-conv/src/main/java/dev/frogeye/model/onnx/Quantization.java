package dev.frogeye.model.onnx;

import dev.frogeye.model.Function;
import dev.frogeye.model.ModelText;
import dev.frogeye.model.Tensor;
import java.util.List;

/**
 * {@code QuantizeLinear} and {@code DequantizeLinear}. A quantised tensor that moves holds its integers as floats; of
 * quantised weights only what they stand for is kept.
 */
final class Quantization {
    /** Scale and zero point, one for all values or one for each index of an axis. */
    private record Parameters(float[] scale, float[] zero, ElementType type, int axis) {
        private static Parameters of(Node node, Assembly net, List<Integer> dims) {
            node.requireInputs(2, 3);
            if (node.attributes().integer("block_size", 0) != 0) {
                throw node.error("quantises in blocks, which is not supported; export one scale a tensor or channel");
            }
            Literal.Floats scale = net.floats(node, 1);
            boolean perTensor = scale.size() == 1;
            int axis = perTensor ? -1 : Dims.axisOf(node, 1, dims.size());
            int count = perTensor ? 1 : dims.get(axis);
            float[] zero = new float[net.reserveFolded(node, List.of(count))];
            ElementType type = ElementType.UINT8;
            if (node.hasInput(2)) {
                if (!(net.literal(node, 2) instanceof Literal.Integers integers)) {
                    throw node.error("zero point must be an integer; 8-bit floats are not supported");
                }
                zero = FoldedArithmetic.toFloats(integers);
                type = integers.type();
            }
            if (scale.size() != count || zero.length != count) {
                throw node.error("has " + scale.size() + " scales and " + zero.length + " zero points for "
                        + ModelText.dims(dims));
            }
            return new Parameters(scale.values(), zero, type, axis);
        }

        private int index(int i, int[] strides, List<Integer> dims) {
            return axis < 0 ? 0 : i / strides[axis] % dims.get(axis);
        }

        /** One of the parameters for each channel of a tensor. */
        private float[] perChannel(Node node, Assembly net, Tensor tensor, float[] values) {
            int channels = tensor.shape().channels();
            if (axis >= 0 && axis != tensor.channelAxis()) {
                throw node.error("quantises along axis " + axis + " of " + ModelText.dims(tensor.dims())
                        + ", which changes from frame to frame; supported are one scale for all and one a channel");
            }
            return Scalings.perChannel(node, net, new Literal.Floats(List.of(values.length), values), channels);
        }
    }

    private Quantization() {}

    static void quantize(Node node, Assembly net) {
        Tensor input = net.asStored(node, 0);
        Parameters parameters = Parameters.of(node, net, input.dims());
        float[] scale = parameters.perChannel(node, net, input, parameters.scale);
        float[] zero = parameters.perChannel(node, net, input, parameters.zero);
        Activations.apply(node, net, rounding(node, parameters, scale, zero));
    }

    static void dequantize(Node node, Assembly net) {
        Tensor input = net.asStored(node, 0);
        Parameters parameters = Parameters.of(node, net, input.dims());
        float[] scale = parameters.perChannel(node, net, input, parameters.scale);
        float[] zero = parameters.perChannel(node, net, input, parameters.zero);
        float[] shift = new float[net.reserveFolded(node, List.of(scale.length))];
        for (int c = 0; c < shift.length; c++) {
            shift[c] = -zero[c] * scale[c];
        }
        Scalings.add(node, net, input, scale, shift);
    }

    static Literal quantized(Node node, Assembly net) {
        Literal.Floats data = net.floats(node, 0);
        Parameters parameters = Parameters.of(node, net, data.dims());
        Function.Quantize rounding = rounding(node, parameters, parameters.scale, parameters.zero);
        int[] strides = Dims.rowMajorStrides(data.dims());
        long[] values = new long[net.reserveFolded(node, data.dims())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (long) rounding.of(data.values()[i], parameters.index(i, strides, data.dims()));
        }
        return new Literal.Integers(data.dims(), values, type(node, parameters));
    }

    static Literal dequantized(Node node, Assembly net) {
        if (!(net.literal(node, 0) instanceof Literal.Integers data)) {
            throw node.error("must have integers, 8-bit floats are not supported");
        }
        Parameters parameters = Parameters.of(node, net, data.dims());
        int[] strides = Dims.rowMajorStrides(data.dims());
        float[] values = net.reserveWeights(node, new float[data.size()]);
        for (int i = 0; i < values.length; i++) {
            int index = parameters.index(i, strides, data.dims());
            values[i] = (data.values()[i] - (long) parameters.zero[index]) * parameters.scale[index];
        }
        return new Literal.Floats(data.dims(), values);
    }

    private static Function.Quantize rounding(Node node, Parameters parameters, float[] scale, float[] zero) {
        ElementType type = type(node, parameters);
        if (!type.isInteger() || type == ElementType.BOOL || type.bits() > Short.SIZE) {
            throw node.error("quantises to " + type + ", which is not supported");
        }
        float highest = (1 << type.bits()) - 1;
        float low = type.isSigned() ? -(highest + 1) / 2 : 0;
        return new Function.Quantize(scale, zero, low, low + highest);
    }

    /** The type of the result: that of the zero point, or since opset 21 an attribute. */
    private static ElementType type(Node node, Parameters parameters) {
        long named = node.attributes().integer("output_dtype", 0);
        if (named == 0 || node.hasInput(2)) {
            return parameters.type;
        }
        return ElementType.of(named).orElseThrow(() -> node.error("quantises to type " + named));
    }
}

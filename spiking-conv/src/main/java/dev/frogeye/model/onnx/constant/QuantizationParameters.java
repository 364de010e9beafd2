package dev.frogeye.model.onnx.constant;

import dev.frogeye.model.Function;
import dev.frogeye.model.ModelText;
import dev.frogeye.model.onnx.file.ElementType;
import dev.frogeye.model.onnx.file.Node;
import java.util.List;

/** Scale and zero point, one for all values or one for each index of an axis. */
public record QuantizationParameters(float[] scale, float[] zero, ElementType type, int axis) {
    public static QuantizationParameters of(Node node, Constants constants, List<Integer> dims) {
        node.requireInputs(2, 3);
        if (node.attributes().integer("block_size", 0) != 0) {
            throw node.error("quantises in blocks, which is not supported; export one scale a tensor or channel");
        }
        Literal.Floats scale = constants.floats(node, 1);
        boolean perTensor = scale.size() == 1;
        int axis = perTensor ? -1 : Dims.axisOf(node, 1, dims.size());
        int count = perTensor ? 1 : dims.get(axis);
        float[] zero = new float[constants.reserveFolded(node, List.of(count))];
        ElementType type = ElementType.UINT8;
        if (node.hasInput(2)) {
            if (!(constants.literal(node, 2) instanceof Literal.Integers integers)) {
                throw node.error("zero point must be an integer; 8-bit floats are not supported");
            }
            zero = FoldedArithmetic.toFloats(integers);
            type = integers.type();
        }
        if (scale.size() != count || zero.length != count) {
            throw node.error(
                    "has " + scale.size() + " scales and " + zero.length + " zero points for " + ModelText.dims(dims));
        }
        return new QuantizationParameters(scale.values(), zero, type, axis);
    }

    int index(int i, int[] strides, List<Integer> dims) {
        return axis < 0 ? 0 : i / strides[axis] % dims.get(axis);
    }

    /** The function that rounds to these integers, with parameters for each channel or for all. */
    public Function.Quantize rounding(Node node, float[] scales, float[] zeros) {
        ElementType result = resultType(node);
        if (!result.isInteger() || result == ElementType.BOOL || result.bits() > Short.SIZE) {
            throw node.error("quantises to " + result + ", which is not supported");
        }
        float highest = (1 << result.bits()) - 1;
        float low = result.isSigned() ? -(highest + 1) / 2 : 0;
        return new Function.Quantize(scales, zeros, low, low + highest);
    }

    /** The type of the result: that of the zero point, or since opset 21 an attribute. */
    ElementType resultType(Node node) {
        long named = node.attributes().integer("output_dtype", 0);
        if (named == 0 || node.hasInput(2)) {
            return type;
        }
        return ElementType.of(named).orElseThrow(() -> node.error("quantises to type " + named));
    }
}

package dev.frogeye.dense;

import dev.frogeye.model.onnx.proto.Onnx.AttributeProto;
import dev.frogeye.model.onnx.proto.Onnx.NodeProto;
import dev.frogeye.model.onnx.proto.Onnx.TensorProto;
import java.util.Map;
import java.util.Optional;

/**
 * A node that multiplies a tensor with constant weights, such that ONNX Runtime has it in integers.
 *
 * @param weights float32
 * @param axis of the weights' extents that counts output channels
 * @param bias float32, one value a channel, or none
 * @param groups of input channels, 1 but for grouped and depthwise convolutions
 */
record LinearNode(NodeProto node, TensorProto weights, int axis, Optional<TensorProto> bias, int groups) {
    /** What to call a node in messages. */
    static String text(NodeProto node) {
        return node.getOpType() + " '" + (node.getName().isEmpty() ? node.getOutput(0) : node.getName()) + "'";
    }

    /** Whether it is one of those that hold the multiply-adds of a network, whether they can be quantised or not. */
    static boolean isLinear(NodeProto node) {
        return switch (node.getOpType()) {
            case "Conv", "ConvTranspose", "Gemm", "MatMul" -> node.getDomain().isEmpty();
            default -> false;
        };
    }

    /**
     * Reads a node.
     *
     * @param constants by name
     * @throws NotQuantizable saying why it is none
     */
    static LinearNode of(NodeProto node, Map<String, TensorProto> constants) throws NotQuantizable {
        TensorProto weights =
                constant(node, 1, constants).orElseThrow(() -> new NotQuantizable("its weights are not constant"));
        Optional<TensorProto> bias = constant(node, 2, constants);
        if (hasInput(node, 2) && bias.isEmpty()) {
            throw new NotQuantizable("its bias is not constant");
        }
        if (constants.containsKey(node.getInput(0))) {
            throw new NotQuantizable("its input is constant");
        }
        LinearNode linear = new LinearNode(node, weights, axis(node, weights), bias, (int) integer(node, "group", 1));
        if (bias.isPresent() && FloatTensors.size(bias.get()) != linear.channels()) {
            throw new NotQuantizable("its bias is not one value a channel");
        }
        return linear;
    }

    private static int axis(NodeProto node, TensorProto weights) throws NotQuantizable {
        int rank = weights.getDimsCount();
        return switch (node.getOpType()) {
            case "Conv" -> 0;
            case "Gemm" -> {
                if (number(node, "alpha") != 1 || number(node, "beta") != 1 || integer(node, "transA", 0) != 0) {
                    throw new NotQuantizable("it scales or transposes its operands");
                }
                yield integer(node, "transB", 0) == 0 ? 1 : 0;
            }
            case "MatMul" -> {
                if (rank != 2) {
                    throw new NotQuantizable("its weights are no matrix");
                }
                yield 1;
            }
            default -> throw new NotQuantizable("ONNX Runtime has no integer form of it");
        };
    }

    /** Whether it adds a bias, or could. */
    boolean takesBias() {
        return !node.getOpType().equals("MatMul");
    }

    /** Output channels. */
    int channels() {
        return (int) weights.getDims(axis);
    }

    private static boolean hasInput(NodeProto node, int input) {
        return node.getInputCount() > input && !node.getInput(input).isEmpty();
    }

    private static Optional<TensorProto> constant(NodeProto node, int input, Map<String, TensorProto> constants)
            throws NotQuantizable {
        TensorProto constant = hasInput(node, input) ? constants.get(node.getInput(input)) : null;
        if (constant != null && constant.getDataType() != TensorProto.DataType.FLOAT_VALUE) {
            throw new NotQuantizable(
                    "its weights are " + TensorProto.DataType.forNumber(constant.getDataType()) + ", not float32");
        }
        return Optional.ofNullable(constant);
    }

    private static long integer(NodeProto node, String attribute, long otherwise) {
        return attribute(node, attribute).map(AttributeProto::getI).orElse(otherwise);
    }

    private static float number(NodeProto node, String attribute) {
        return attribute(node, attribute).map(AttributeProto::getF).orElse(1f);
    }

    private static Optional<AttributeProto> attribute(NodeProto node, String name) {
        return node.getAttributeList().stream()
                .filter(attribute -> attribute.getName().equals(name))
                .findFirst();
    }
}

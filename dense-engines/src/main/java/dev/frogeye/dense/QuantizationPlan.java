package dev.frogeye.dense;

import dev.frogeye.model.onnx.proto.Onnx.AttributeProto;
import dev.frogeye.model.onnx.proto.Onnx.GraphProto;
import dev.frogeye.model.onnx.proto.Onnx.NodeProto;
import dev.frogeye.model.onnx.proto.Onnx.TensorProto;
import dev.frogeye.model.onnx.proto.Onnx.ValueInfoProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which nodes of a graph compute on bytes, and which of its tensors are kept in them.
 *
 * <p>All nodes with weights do, where they can; nodes that only move or combine values do between them, so that nothing
 * is made floats and bytes again on the way. A clipping behind a node becomes part of it: bytes end where it would.
 */
final class QuantizationPlan {
    /** What bytes can do besides multiplying with weights. */
    private enum Role {
        /** Gives values of its input: the same bytes. */
        MOVES,
        /** Computes on bytes of any scale. */
        COMBINES,
        /** Bytes that cannot hold more do the same. */
        CLIPS,
        NEITHER
    }

    private final int opset;
    private final Set<String> excluded;
    private final Map<String, TensorProto> constants = new HashMap<>();
    private final Map<String, List<NodeProto>> consumers = new HashMap<>();
    private final Set<String> outputs = new HashSet<>();

    /** The quantised nodes by the tensor they end in: their own output, or that of the clipping behind. */
    private final Map<String, NodeProto> quantized = new LinkedHashMap<>();

    private final Map<String, LinearNode> linears = new LinkedHashMap<>();
    private final Map<String, String> floats = new LinkedHashMap<>();

    private QuantizationPlan(GraphProto graph, int opset, Set<String> excluded) {
        this.opset = opset;
        this.excluded = excluded;
        graph.getInitializerList().forEach(constant -> constants.put(constant.getName(), constant));
        graph.getOutputList().stream().map(ValueInfoProto::getName).forEach(outputs::add);
        for (NodeProto node : graph.getNodeList()) {
            node.getInputList().forEach(input -> consumers
                    .computeIfAbsent(input, name -> new ArrayList<>())
                    .add(node));
        }
    }

    /**
     * Plans.
     *
     * @param graph sorted, constants folded
     * @param opset of ONNX's own operators
     * @param excluded tensors that cannot be kept in bytes
     */
    static QuantizationPlan of(GraphProto graph, int opset, Set<String> excluded) {
        QuantizationPlan plan = new QuantizationPlan(graph, opset, excluded);
        graph.getNodeList().forEach(plan::consider);
        plan.dropWhatNobodyWants();
        return plan;
    }

    /** The nodes with weights, by the name of their own output. */
    Map<String, LinearNode> linears() {
        return linears;
    }

    /** Why nodes with weights stay in floats, by what to call them. */
    Map<String, String> floats() {
        return floats;
    }

    /** Whether a tensor is computed in bytes; those behind which it is asked for in floats are not. */
    boolean isComputed(String tensor) {
        return quantized.containsKey(tensor);
    }

    /** Whether a tensor is computed in floats and only read by nodes whose bias can make up for a shift of it. */
    boolean canBeShifted(String tensor) {
        return !isComputed(tensor)
                && consumers.getOrDefault(tensor, List.of()).stream()
                        .filter(this::isQuantized)
                        .allMatch(node -> linears.containsKey(node.getOutput(0))
                                && !node.getOpType().equals("MatMul"));
    }

    /** Whether a node reads bytes. */
    boolean isQuantized(NodeProto node) {
        return quantized.get(end(node)) == node;
    }

    /** All tensors that are kept in bytes, constants left out. */
    Set<String> tensors() {
        Set<String> tensors = new LinkedHashSet<>();
        for (Map.Entry<String, NodeProto> entry : quantized.entrySet()) {
            NodeProto node = entry.getValue();
            for (String input : operands(node)) {
                if (!constants.containsKey(input)) {
                    tensors.add(input);
                }
            }
            if (!staysFloat(entry.getKey(), node)) {
                tensors.add(entry.getKey());
            }
        }
        return tensors;
    }

    /** Operands that may be bytes: weights, biases, extents are not among them. */
    List<String> operands(NodeProto node) {
        return role(node) == Role.COMBINES ? node.getInputList() : List.of(node.getInput(0));
    }

    /** The constant of this name, if it is one. */
    Optional<TensorProto> constant(String name) {
        return Optional.ofNullable(constants.get(name));
    }

    /** The tensor whose bytes these are: the input of a chain of nodes that only move. */
    String origin(String tensor) {
        String origin = tensor;
        NodeProto node = quantized.get(origin);
        while (node != null && role(node) == Role.MOVES) {
            origin = node.getInput(0);
            node = quantized.get(origin);
        }
        return origin;
    }

    /** Products of matrices may end in floats, and do where nobody wants bytes of them. */
    private boolean staysFloat(String tensor, NodeProto node) {
        return (node.getOpType().equals("Gemm") || node.getOpType().equals("MatMul")) && !isWanted(tensor);
    }

    private void consider(NodeProto node) {
        if (LinearNode.isLinear(node)) {
            try {
                LinearNode linear = LinearNode.of(node, constants);
                requireAllowed(node.getInput(0));
                requireAllowed(end(node));
                linears.put(node.getOutput(0), linear);
                quantized.put(end(node), node);
            } catch (NotQuantizable e) {
                floats.put(LinearNode.text(node), e.getMessage());
            }
            return;
        }
        boolean can =
                switch (role(node)) {
                    case MOVES -> quantized.containsKey(node.getInput(0));
                    case COMBINES ->
                        operands(node).stream().anyMatch(quantized::containsKey)
                                && operands(node).stream().allMatch(this::isFloat)
                                && operands(node).stream().noneMatch(excluded::contains);
                    case CLIPS, NEITHER -> false;
                };
        if (can && node.getOutputCount() == 1 && !excluded.contains(end(node))) {
            quantized.put(end(node), node);
        }
    }

    private void requireAllowed(String tensor) throws NotQuantizable {
        if (excluded.contains(tensor)) {
            throw new NotQuantizable("'" + tensor + "' has values that are not finite");
        }
    }

    private boolean isFloat(String tensor) {
        TensorProto constant = constants.get(tensor);
        return constant == null || constant.getDataType() == TensorProto.DataType.FLOAT_VALUE;
    }

    /** Bytes that only floats are made of again lose something and win nothing. */
    private void dropWhatNobodyWants() {
        List<String> ends = new ArrayList<>(quantized.keySet());
        for (int i = ends.size() - 1; i >= 0; i--) {
            String tensor = ends.get(i);
            if (!LinearNode.isLinear(quantized.get(tensor)) && !isWanted(tensor)) {
                quantized.remove(tensor);
            }
        }
    }

    private boolean isWanted(String tensor) {
        return consumers.getOrDefault(tensor, List.of()).stream().anyMatch(this::isQuantized);
    }

    /** The tensor that a node ends in: behind the clipping that is the only one to read it. */
    private String end(NodeProto node) {
        String output = node.getOutput(0);
        List<NodeProto> readers = consumers.getOrDefault(output, List.of());
        boolean clipped = role(node) != Role.MOVES
                && readers.size() == 1
                && role(readers.get(0)) == Role.CLIPS
                && !outputs.contains(output);
        return clipped ? readers.get(0).getOutput(0) : output;
    }

    private Role role(NodeProto node) {
        if (!node.getDomain().isEmpty()) {
            return Role.NEITHER;
        }
        return switch (node.getOpType()) {
            case "Reshape", "Flatten", "Squeeze", "Unsqueeze", "Transpose", "Identity" -> Role.MOVES;
            // Earlier pools and resizings know no bytes.
            case "MaxPool" -> opset >= 12 ? Role.MOVES : Role.NEITHER;
            case "Resize" -> opset >= 11 && !isCubic(node) ? Role.MOVES : Role.NEITHER;
            case "Add", "Mul", "Concat", "AveragePool", "GlobalAveragePool", "LeakyRelu", "Sigmoid" -> Role.COMBINES;
            case "Relu" -> Role.CLIPS;
            case "Clip" ->
                node.getInputList().stream().skip(1).allMatch(bound -> bound.isEmpty() || constants.containsKey(bound))
                        ? Role.CLIPS
                        : Role.NEITHER;
            default -> Role.NEITHER;
        };
    }

    /** Cubic interpolation goes beyond the values it is between. */
    private static boolean isCubic(NodeProto resize) {
        return resize.getAttributeList().stream()
                .filter(attribute -> attribute.getName().equals("mode"))
                .map(AttributeProto::getS)
                .anyMatch(mode -> mode.toStringUtf8().equals("cubic"));
    }
}

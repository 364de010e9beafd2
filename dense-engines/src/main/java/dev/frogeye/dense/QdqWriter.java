package dev.frogeye.dense;

import dev.frogeye.model.onnx.proto.Onnx.AttributeProto;
import dev.frogeye.model.onnx.proto.Onnx.GraphProto;
import dev.frogeye.model.onnx.proto.Onnx.NodeProto;
import dev.frogeye.model.onnx.proto.Onnx.TensorProto;
import dev.frogeye.model.onnx.proto.Onnx.TensorProto.DataType;
import dev.frogeye.model.onnx.proto.Onnx.ValueInfoProto;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Writes what is planned into a graph: around each node that computes on bytes, {@code DequantizeLinear} in front and
 * {@code QuantizeLinear} behind. A runtime that knows integer kernels puts one in the place of the three.
 */
final class QdqWriter {
    private final GraphProto graph;
    private final QuantizationPlan plan;
    private final Map<String, ActivationRanges.Range> ranges;
    private final Map<String, float[]> corrections;
    private final String domain;
    private final GraphProto.Builder written;
    private final Set<String> names = new HashSet<>();

    /** By the tensor they stand for, which keeps its name where it is computed in bytes. */
    private final Map<String, String> bytesOf = new HashMap<>();

    private QdqWriter(
            GraphProto graph,
            QuantizationPlan plan,
            Map<String, ActivationRanges.Range> ranges,
            Map<String, float[]> corrections,
            String domain) {
        this.graph = graph;
        this.plan = plan;
        this.ranges = ranges;
        this.corrections = corrections;
        this.domain = domain;
        written = graph.toBuilder().clearNode().clearValueInfo();
        graph.getInputList().stream().map(ValueInfoProto::getName).forEach(names::add);
        graph.getInitializerList().stream().map(TensorProto::getName).forEach(names::add);
        graph.getNodeList().forEach(node -> names.addAll(node.getOutputList()));
    }

    /**
     * Writes.
     *
     * @param ranges of all planned tensors, finite
     * @param corrections of biases, by the outputs of their nodes
     * @param domain of the two operators
     */
    static GraphProto.Builder write(
            GraphProto graph,
            QuantizationPlan plan,
            Map<String, ActivationRanges.Range> ranges,
            Map<String, float[]> corrections,
            String domain) {
        QdqWriter writer = new QdqWriter(graph, plan, ranges, corrections, domain);
        writer.write();
        return writer.written;
    }

    private void write() {
        Set<String> tensors = plan.tensors();
        graph.getInputList().stream()
                .map(ValueInfoProto::getName)
                .filter(tensors::contains)
                .forEach(image -> quantize(image, image));
        for (NodeProto node : graph.getNodeList()) {
            NodeProto.Builder builder = node.toBuilder();
            if (plan.isQuantized(node)) {
                readBytes(node, builder);
            }
            String output = node.getOutputCount() == 0 ? "" : node.getOutput(0);
            if (tensors.contains(output) && plan.isComputed(output)) {
                String computed = free(output + "/float");
                builder.setOutput(0, computed);
                written.addNode(builder);
                quantize(computed, output);
            } else {
                written.addNode(builder);
                if (tensors.contains(output)) {
                    quantize(output, output);
                }
            }
        }
        removeUnread();
    }

    private void readBytes(NodeProto node, NodeProto.Builder builder) {
        List<String> operands = plan.operands(node);
        for (int i = 0; i < operands.size(); i++) {
            String operand = operands.get(i);
            builder.setInput(i, plan.constant(operand).map(this::constant).orElseGet(() -> bytesOf.get(operand)));
        }
        LinearNode linear = plan.linears().get(node.getOutput(0));
        if (linear != null) {
            readWeights(linear, builder);
        }
    }

    private void readWeights(LinearNode linear, NodeProto.Builder builder) {
        String input = linear.node().getInput(0);
        QuantizedWeights weights = QuantizedWeights.of(
                linear,
                affine(input),
                ranges.get(input).means(),
                shift(input),
                corrections.getOrDefault(linear.node().getOutput(0), new float[linear.channels()]));
        long[] dims = linear.weights().getDimsList().stream()
                .mapToLong(Long::longValue)
                .toArray();
        int channels = linear.channels();
        String name = linear.node().getOutput(0);
        builder.setInput(
                1,
                dequantized(
                        FloatTensors.bytes(free(name + "/weights"), DataType.INT8, weights.values(), dims),
                        FloatTensors.floats(free(name + "/weights_scale"), weights.scales(), channels),
                        FloatTensors.bytes(free(name + "/weights_zero"), DataType.INT8, new byte[channels], channels),
                        linear.axis()));
        if (linear.node().getOpType().equals("MatMul")) {
            return;
        }
        String bias = dequantized(
                FloatTensors.integers(free(name + "/bias"), weights.bias(), channels),
                FloatTensors.floats(free(name + "/bias_scale"), weights.biasScales(), channels),
                FloatTensors.integers(free(name + "/bias_zero"), new int[channels], channels),
                0);
        if (builder.getInputCount() > 2) {
            builder.setInput(2, bias);
        } else {
            builder.addInput(bias);
        }
    }

    /** A constant operand in bytes of its own scale; gives the name of the floats made of them. */
    private String constant(TensorProto constant) {
        return bytesOf.computeIfAbsent(constant.getName(), name -> {
            float[] values = FloatTensors.values(constant);
            float min = 0;
            float max = 0;
            for (float value : values) {
                min = Math.min(min, value);
                max = Math.max(max, value);
            }
            Affine affine = Affine.of(min, max);
            byte[] bytes = new byte[values.length];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] =
                        (byte) Math.max(0, Math.min(255, Math.round(values[i] / affine.scale()) + affine.zeroPoint()));
            }
            long[] dims =
                    constant.getDimsList().stream().mapToLong(Long::longValue).toArray();
            return dequantized(
                    FloatTensors.bytes(free(name + "/bytes"), DataType.UINT8, bytes, dims),
                    scale(name, affine),
                    zero(name, affine),
                    -1);
        });
    }

    private Affine affine(String tensor) {
        ActivationRanges.Range range = ranges.get(plan.origin(tensor));
        return grid(tensor)
                .map(grid -> grid.bytes(range.min(), range.max()))
                .orElseGet(() -> Affine.of(range.min(), range.max()));
    }

    private Optional<ValueGrid> grid(String tensor) {
        return plan.canBeShifted(tensor) ? ranges.get(tensor).grid() : Optional.empty();
    }

    /** What is subtracted from a tensor before it is made bytes. */
    private float shift(String tensor) {
        return grid(tensor).map(ValueGrid::shift).orElse(0f);
    }

    /**
     * Makes bytes of a tensor and floats of these.
     *
     * @param floats as it is computed
     * @param tensor whose bytes these are; the same name where it goes on being read as it was computed
     */
    private void quantize(String floats, String tensor) {
        Affine affine = affine(tensor);
        TensorProto scale = scale(tensor, affine);
        TensorProto zero = zero(tensor, affine);
        written.addInitializer(scale).addInitializer(zero);
        String bytes = free(tensor + "/bytes");
        written.addNode(node("QuantizeLinear", bytes, shifted(floats, tensor), scale.getName(), zero.getName()));
        String back = floats.equals(tensor) ? free(tensor + "/dequantized") : tensor;
        written.addNode(node("DequantizeLinear", back, bytes, scale.getName(), zero.getName()));
        bytesOf.put(tensor, back);
    }

    private String shifted(String floats, String tensor) {
        float shift = shift(tensor);
        if (shift == 0) {
            return floats;
        }
        TensorProto amount = FloatTensors.floats(free(tensor + "/shift"), new float[] {shift});
        written.addInitializer(amount);
        String shifted = free(tensor + "/shifted");
        written.addNode(NodeProto.newBuilder()
                .setOpType("Sub")
                .setName(shifted)
                .addInput(floats)
                .addInput(amount.getName())
                .addOutput(shifted));
        return shifted;
    }

    private TensorProto scale(String tensor, Affine affine) {
        return FloatTensors.floats(free(tensor + "/scale"), new float[] {affine.scale()});
    }

    private TensorProto zero(String tensor, Affine affine) {
        return FloatTensors.bytes(free(tensor + "/zero"), DataType.UINT8, new byte[] {(byte) affine.zeroPoint()});
    }

    /** Adds constants and the node that makes floats of them, whose output it gives; an axis below 0 is none. */
    private String dequantized(TensorProto values, TensorProto scale, TensorProto zero, int axis) {
        written.addInitializer(values).addInitializer(scale).addInitializer(zero);
        String floats = free(values.getName() + "/dequantized");
        NodeProto.Builder node = node("DequantizeLinear", floats, values.getName(), scale.getName(), zero.getName());
        if (axis >= 0) {
            node.addAttribute(AttributeProto.newBuilder()
                    .setName("axis")
                    .setType(AttributeProto.AttributeType.INT)
                    .setI(axis));
        }
        written.addNode(node);
        return floats;
    }

    private NodeProto.Builder node(String operator, String output, String... inputs) {
        return NodeProto.newBuilder()
                .setOpType(operator)
                .setDomain(domain)
                .setName(output + "/" + operator)
                .addAllInput(List.of(inputs))
                .addOutput(output);
    }

    private void removeUnread() {
        Set<String> read = new HashSet<>();
        written.getNodeList().forEach(node -> read.addAll(node.getInputList()));
        List<TensorProto> kept = written.getInitializerList().stream()
                .filter(constant -> read.contains(constant.getName()))
                .toList();
        written.clearInitializer().addAllInitializer(kept);
    }

    private String free(String wanted) {
        String name = wanted;
        while (!names.add(name)) {
            name += "_";
        }
        return name;
    }
}

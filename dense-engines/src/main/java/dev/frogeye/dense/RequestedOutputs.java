package dev.frogeye.dense;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.frogeye.model.Graph;
import dev.frogeye.model.Tensor;
import dev.frogeye.model.UnsupportedModelException;
import dev.frogeye.model.onnx.OnnxModel;
import dev.frogeye.model.onnx.proto.Onnx.AttributeProto;
import dev.frogeye.model.onnx.proto.Onnx.GraphProto;
import dev.frogeye.model.onnx.proto.Onnx.ModelProto;
import dev.frogeye.model.onnx.proto.Onnx.NodeProto;
import dev.frogeye.model.onnx.proto.Onnx.OperatorSetIdProto;
import dev.frogeye.model.onnx.proto.Onnx.TensorProto;
import dev.frogeye.model.onnx.proto.Onnx.TensorShapeProto;
import dev.frogeye.model.onnx.proto.Onnx.TypeProto;
import dev.frogeye.model.onnx.proto.Onnx.ValueInfoProto;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An ONNX file edited so that a runtime takes the image as float32, computes the requested as float32, and nothing that only
 * other outputs need.
 */
final class RequestedOutputs {
    private static final Set<String> MAKE_INTEGERS = Set.of("ArgMax", "ArgMin", "Cast", "QuantizeLinear");

    /**
     * The newest operator set that ONNX Runtime takes. Set 27 only adds operators, and types to {@code Range}: a network
     * that the importer has read means the same in set 26.
     */
    private static final long NEWEST_OPSET = 26;

    private final OnnxModel model;
    private final GraphProto.Builder graph;
    private final Set<String> names = new HashSet<>();

    private RequestedOutputs(OnnxModel model, GraphProto.Builder graph) {
        this.model = model;
        this.graph = graph;
        graph.getInputList().forEach(input -> names.add(input.getName()));
        graph.getInitializerList().forEach(weights -> names.add(weights.getName()));
        graph.getNodeList().forEach(node -> names.addAll(node.getOutputList()));
    }

    /**
     * The file with the requested as its only outputs and the image's extents as its only input.
     *
     * <p>Weights that are declared as inputs too, as old exporters do, are declared so no longer: a runtime must take
     * such inputs for variables and cannot fold batch normalisation into them.
     */
    static byte[] withOutputs(OnnxModel model, Graph graph, List<Tensor> requested) {
        ModelProto.Builder file = parse(model).toBuilder();
        for (OperatorSetIdProto.Builder set : file.getOpsetImportBuilderList()) {
            if (set.getDomain().isEmpty() || set.getDomain().equals("ai.onnx")) {
                set.setVersion(Math.min(set.getVersion(), NEWEST_OPSET));
            }
        }
        new RequestedOutputs(model, file.getGraphBuilder()).edit(graph.input(), outputs(graph, requested));
        return file.build().toByteArray();
    }

    private void edit(Tensor image, Set<Tensor> outputs) {
        List<ValueInfoProto> declared = List.copyOf(graph.getInputList());
        graph.clearInput().addInput(valueInfo(image));
        // Written for a symbolic batch, these could contradict the fixed one; the runtime infers them anew.
        graph.clearValueInfo();
        graph.clearOutput();
        keepOnlyWhatIsNeeded(outputs);
        for (Tensor output : outputs) {
            graph.addOutput(valueInfo(output));
        }
        boolean narrow = holdsOtherFloats() || makesIntegers();
        for (ValueInfoProto input : declared) {
            if (input.getName().equals(image.name())) {
                narrow |=
                        castImage(image.name(), input.getType().getTensorType().getElemType());
            } else {
                standIn(input);
            }
        }
        if (narrow) {
            outputs.forEach(output -> castOutput(output.name()));
        }
    }

    /** Leaves out the nodes that no output needs: they may read inputs that are given no longer. */
    private void keepOnlyWhatIsNeeded(Set<Tensor> outputs) {
        if (outputs.isEmpty()) {
            // The runtime takes no graph without nodes.
            return;
        }
        Map<String, NodeProto> producers = new HashMap<>();
        graph.getNodeList().forEach(node -> node.getOutputList().forEach(output -> producers.put(output, node)));
        Set<NodeProto> needed = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<String> open = new ArrayDeque<>();
        for (Tensor output : outputs) {
            if (!producers.containsKey(output.name())) {
                throw new UnsupportedModelException(
                        model.name() + ": no node computes '" + output.name() + "'; request another tensor");
            }
            open.add(output.name());
        }
        while (!open.isEmpty()) {
            NodeProto producer = producers.get(open.pop());
            if (producer != null && needed.add(producer)) {
                open.addAll(producer.getInputList());
            }
        }
        List<NodeProto> kept =
                graph.getNodeList().stream().filter(needed::contains).toList();
        graph.clearNode().addAllNode(kept);
    }

    /** Whether anything may be computed in floats of another width. */
    private boolean holdsOtherFloats() {
        return graph.getInitializerList().stream().anyMatch(weights -> isOtherFloat(weights.getDataType()))
                || graph.getNodeList().stream()
                        .flatMap(node -> node.getAttributeList().stream())
                        .anyMatch(attribute -> attribute.getName().equals("to") && isOtherFloat(attribute.getI())
                                || isOtherFloat(attribute.getT().getDataType()));
    }

    /** Whether what it computes may be integers: places of maxima, quantised values. Graphs hold them as floats. */
    private boolean makesIntegers() {
        return graph.getNodeList().stream().anyMatch(node -> MAKE_INTEGERS.contains(node.getOpType()));
    }

    private static boolean isOtherFloat(long type) {
        return type == TensorProto.DataType.FLOAT16_VALUE
                || type == TensorProto.DataType.BFLOAT16_VALUE
                || type == TensorProto.DataType.DOUBLE_VALUE;
    }

    /**
     * Gives the nodes the image as the floats that the file declares. Pixels that it declares as integers stay float32:
     * the cast that the file itself begins with makes them floats, and here changes nothing.
     *
     * @return whether the file wants other floats
     */
    private boolean castImage(String image, int declaredType) {
        if (!isOtherFloat(declaredType)) {
            return false;
        }
        String cast = free(image + "/declared");
        for (NodeProto.Builder node : graph.getNodeBuilderList()) {
            for (int i = 0; i < node.getInputCount(); i++) {
                if (node.getInput(i).equals(image)) {
                    node.setInput(i, cast);
                }
            }
        }
        graph.addNode(0, cast(image, cast, declaredType));
        return true;
    }

    /** Puts a cast to float32 behind a tensor, which takes over its name. */
    private void castOutput(String output) {
        String computed = free(output + "/computed");
        for (NodeProto.Builder node : graph.getNodeBuilderList()) {
            for (int i = 0; i < node.getOutputCount(); i++) {
                if (node.getOutput(i).equals(output)) {
                    node.setOutput(i, computed);
                }
            }
            for (int i = 0; i < node.getInputCount(); i++) {
                if (node.getInput(i).equals(output)) {
                    node.setInput(i, computed);
                }
            }
        }
        graph.addNode(cast(computed, output, TensorProto.DataType.FLOAT_VALUE));
    }

    private static NodeProto cast(String from, String to, int type) {
        return NodeProto.newBuilder()
                .setOpType("Cast")
                .setName(to + "/cast")
                .addInput(from)
                .addOutput(to)
                .addAttribute(AttributeProto.newBuilder()
                        .setName("to")
                        .setType(AttributeProto.AttributeType.INT)
                        .setI(type))
                .build();
    }

    private String free(String wanted) {
        String name = wanted;
        while (!names.add(name)) {
            name += "_";
        }
        return name;
    }

    /** An input of which only the extents are read becomes a constant of these extents. */
    private void standIn(ValueInfoProto input) {
        boolean read = graph.getNodeList().stream()
                .anyMatch(node -> node.getInputList().contains(input.getName()));
        boolean constant = graph.getInitializerList().stream()
                .anyMatch(weights -> weights.getName().equals(input.getName()));
        if (!read || constant) {
            return;
        }
        TensorProto.Builder zeros =
                TensorProto.newBuilder().setName(input.getName()).setDataType(TensorProto.DataType.UINT8_VALUE);
        int size = 1;
        for (TensorShapeProto.Dimension dim :
                input.getType().getTensorType().getShape().getDimList()) {
            int extent = Math.max(1, Math.toIntExact(dim.getDimValue()));
            size = Math.multiplyExact(size, extent);
            zeros.addDims(extent);
        }
        graph.addInitializer(zeros.setRawData(ByteString.copyFrom(new byte[size])));
    }

    /** The requested to be computed, each once; the image itself is there already. */
    static Set<Tensor> outputs(Graph graph, List<Tensor> requested) {
        Set<Tensor> outputs = new LinkedHashSet<>(requested);
        outputs.remove(graph.input());
        return outputs;
    }

    private static ModelProto parse(OnnxModel model) {
        try {
            return model.parse();
        } catch (InvalidProtocolBufferException e) {
            throw new UnsupportedModelException(model.name() + " is not an ONNX file: " + e.getMessage(), e);
        }
    }

    /**
     * A tensor with its extents. For an output they are not decoration: where ONNX's shape inference counts one window
     * more than ONNX Runtime's pools compute (with {@code ceil_mode}), they keep the runtime from insisting on it.
     */
    private static ValueInfoProto valueInfo(Tensor tensor) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        tensor.dims().forEach(extent -> shape.addDimBuilder().setDimValue(extent));
        return ValueInfoProto.newBuilder()
                .setName(tensor.name())
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(TensorProto.DataType.FLOAT.getNumber())
                                .setShape(shape)))
                .build();
    }
}

package dev.frogeye.model.onnx;

import dev.frogeye.model.Graph;
import dev.frogeye.model.Layer;
import dev.frogeye.model.ModelText;
import dev.frogeye.model.Tensor;
import dev.frogeye.model.UnsupportedModelException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.OperatorSetIdProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.ValueInfoProto;
import org.nd4j.shade.protobuf.InvalidProtocolBufferException;

/**
 * Turns ONNX bytes into a {@link Graph}: checks everything, computes what is constant, merges batch normalisation and
 * other scaling into the convolutions before them and leaves out what no output needs.
 *
 * <p>The file is not trusted: whatever is wrong with it ends in an {@link UnsupportedModelException} of one line, and
 * no size that it claims is allocated before it is checked.
 */
public final class OnnxImporter {
    /** The operator sets whose rules are implemented. */
    static final int OLDEST_OPSET = 7;

    static final int NEWEST_OPSET = 21;

    private final OnnxModel model;
    private final Optional<List<Integer>> inputShape;

    private OnnxImporter(OnnxModel model, Optional<List<Integer>> inputShape) {
        this.model = model;
        this.inputShape = inputShape;
    }

    /**
     * Imports a model whose input has a fixed size.
     *
     * @throws UnsupportedModelException if the bytes are not ONNX, are broken, or use what is not supported
     */
    public static Graph read(OnnxModel model) {
        return new OnnxImporter(model, Optional.empty()).read();
    }

    /**
     * Imports a model for an input of one shape.
     *
     * @param inputShape all extents of the input, in the order of the file; those that the file fixes must agree
     * @throws UnsupportedModelException if the bytes are not ONNX, are broken, use what is not supported, or the shape
     *     does not fit
     */
    public static Graph read(OnnxModel model, List<Integer> inputShape) {
        return new OnnxImporter(model, Optional.of(inputShape)).read();
    }

    private Graph read() {
        ModelProto proto = parse();
        int opset = opset(proto);
        GraphProto graph = proto.getGraph();
        if (graph.getSparseInitializerCount() > 0) {
            throw error("has sparse initialisers, which are not supported; store them densely");
        }
        Map<String, TensorProto> initializers = initializers(graph);
        ValueInfoProto input = input(graph, initializers.keySet());
        List<String> outputs = outputs(graph);
        List<Node> nodes = nodes(graph, opset);
        Set<String> sources = new HashSet<>(initializers.keySet());
        sources.add(input.getName());
        Set<String> names = new HashSet<>(sources);
        nodes.forEach(node -> names.addAll(node.outputs()));
        List<Node> ordered = NodeOrder.of(model.name(), nodes, sources, outputs);
        rejectUnsupported(ordered);

        Assembly assembly = new Assembly(model.name(), initializers, outputs, names);
        List<Integer> dims = InputShape.of(model.name(), input, inputShape);
        Tensor image = assembly.input(input.getName(), dims, InputShape.layout(dims));
        for (Node node : ordered) {
            Operators.build(node, assembly);
        }
        List<Tensor> results = assembly.results();
        List<Layer> layers = Simplifier.simplify(assembly.layers(), results);
        Map<String, String> aliases = Aliases.of(ordered, assembly, image, layers);
        return new Graph(model.name(), model.sha256(), image, layers, results, aliases);
    }

    private ModelProto parse() {
        ModelProto proto;
        try {
            WireCheck.requireModest(model.name(), model.bytes());
            proto = ModelProto.parseFrom(model.bytes());
        } catch (InvalidProtocolBufferException e) {
            throw new UnsupportedModelException(
                    ModelText.model(model.name()) + " is not an ONNX model, or was cut off: "
                            + ModelText.line(e.getMessage()),
                    e);
        }
        if (!proto.hasGraph() || proto.getOpsetImportCount() == 0) {
            throw error("is not an ONNX model: it holds no graph");
        }
        return proto;
    }

    private int opset(ModelProto proto) {
        long newest = -1;
        for (OperatorSetIdProto imported : proto.getOpsetImportList()) {
            if (Operators.isStandardDomain(imported.getDomain())) {
                newest = Math.max(newest, imported.getVersion());
            }
        }
        if (newest < OLDEST_OPSET || newest > NEWEST_OPSET) {
            throw error((newest < 0 ? "names no ONNX operator set" : "uses ONNX operator set " + newest)
                    + "; supported are " + OLDEST_OPSET + " to " + NEWEST_OPSET + ", export it with one of these");
        }
        return (int) newest;
    }

    private Map<String, TensorProto> initializers(GraphProto graph) {
        Map<String, TensorProto> initializers = new TreeMap<>();
        for (TensorProto initializer : graph.getInitializerList()) {
            if (initializers.put(initializer.getName(), initializer) != null) {
                throw error("has two initialisers named " + ModelText.quote(initializer.getName()));
            }
        }
        return initializers;
    }

    private ValueInfoProto input(GraphProto graph, Set<String> initializers) {
        List<ValueInfoProto> inputs = graph.getInputList().stream()
                .filter(input -> !initializers.contains(input.getName()))
                .toList();
        if (inputs.size() != 1) {
            throw error("must have exactly one input, the image, but has " + inputs.size()
                    + inputs.stream()
                            .map(input -> ModelText.quote(input.getName()))
                            .collect(Collectors.joining(", ", ": ", ""))
                            .replaceFirst("^: $", ""));
        }
        return inputs.get(0);
    }

    private List<String> outputs(GraphProto graph) {
        List<String> outputs =
                graph.getOutputList().stream().map(ValueInfoProto::getName).toList();
        if (outputs.isEmpty()) {
            throw error("declares no outputs");
        }
        Set<String> seen = new HashSet<>();
        for (String output : outputs) {
            if (!seen.add(output)) {
                throw error("declares output " + ModelText.quote(output) + " twice");
            }
        }
        return outputs;
    }

    /** A name that several nodes bear says nothing: all but the first count as nameless. */
    private List<Node> nodes(GraphProto graph, int opset) {
        Set<String> seen = new HashSet<>();
        return graph.getNodeList().stream()
                .map(node -> Node.of(
                        model.name(),
                        opset,
                        seen.add(node.getName())
                                ? node
                                : node.toBuilder().clearName().build()))
                .toList();
    }

    private void rejectUnsupported(List<Node> nodes) {
        Map<String, List<String>> unsupported = nodes.stream()
                .filter(node -> !Operators.isSupported(node.operator()))
                .collect(Collectors.groupingBy(
                        Node::operator, TreeMap::new, Collectors.mapping(Node::name, Collectors.toList())));
        Optional<String> list = unsupported.entrySet().stream()
                .map(entry -> ModelText.line(entry.getKey()) + " ("
                        + ModelText.line(String.join(", ", entry.getValue())) + ")")
                .reduce((left, right) -> left + ", " + right);
        if (list.isPresent()) {
            throw error("uses operators that are not supported: " + list.get());
        }
    }

    private UnsupportedModelException error(String problem) {
        return new UnsupportedModelException(ModelText.model(model.name()) + " " + problem);
    }
}

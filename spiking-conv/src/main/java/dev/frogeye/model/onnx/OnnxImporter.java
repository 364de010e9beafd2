package dev.frogeye.model.onnx;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.frogeye.model.Graph;
import dev.frogeye.model.Layer;
import dev.frogeye.model.Layout;
import dev.frogeye.model.ModelText;
import dev.frogeye.model.Tensor;
import dev.frogeye.model.UnsupportedModelException;
import dev.frogeye.model.onnx.file.InputShape;
import dev.frogeye.model.onnx.file.Inputs;
import dev.frogeye.model.onnx.file.Limits;
import dev.frogeye.model.onnx.file.Node;
import dev.frogeye.model.onnx.file.NodeOrder;
import dev.frogeye.model.onnx.file.WireCheck;
import dev.frogeye.model.onnx.proto.Onnx.GraphProto;
import dev.frogeye.model.onnx.proto.Onnx.ModelProto;
import dev.frogeye.model.onnx.proto.Onnx.OperatorSetIdProto;
import dev.frogeye.model.onnx.proto.Onnx.TensorProto;
import dev.frogeye.model.onnx.proto.Onnx.TensorShapeProto;
import dev.frogeye.model.onnx.proto.Onnx.ValueInfoProto;
import dev.frogeye.model.onnx.rewrite.Simplifier;
import dev.frogeye.model.onnx.rule.Assembly;
import dev.frogeye.model.onnx.rule.Operators;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

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

    static final int NEWEST_OPSET = 27;

    private final OnnxModel model;
    /** How the extents of the image follow from what the file says of it. */
    private final Function<ValueInfoProto, List<Integer>> inputShape;

    private OnnxImporter(OnnxModel model, Function<ValueInfoProto, List<Integer>> inputShape) {
        this.model = model;
        this.inputShape = inputShape;
    }

    /**
     * Imports a model whose input has a fixed size.
     *
     * @throws UnsupportedModelException if the bytes are not ONNX, are broken, or use what is not supported
     */
    public static Graph read(OnnxModel model) {
        return new OnnxImporter(model, input -> InputShape.of(model.name(), input, Optional.empty(), Optional.empty()))
                .read();
    }

    /**
     * Imports a model for an input of one shape.
     *
     * @param inputShape all extents of the input, in the order of the file; those that the file fixes must agree
     * @throws UnsupportedModelException if the bytes are not ONNX, are broken, use what is not supported, or the shape
     *     does not fit
     */
    public static Graph read(OnnxModel model, List<Integer> inputShape) {
        return new OnnxImporter(
                        model, input -> InputShape.of(model.name(), input, Optional.of(inputShape), Optional.empty()))
                .read();
    }

    /**
     * Imports a model for pictures of one size, which counts where the file leaves width and height open.
     *
     * @throws UnsupportedModelException if the bytes are not ONNX, are broken, or use what is not supported
     */
    public static Graph readForPictures(OnnxModel model, int width, int height) {
        InputShape.PictureSize pictures = new InputShape.PictureSize(width, height);
        return new OnnxImporter(
                        model, input -> InputShape.of(model.name(), input, Optional.empty(), Optional.of(pictures)))
                .read();
    }

    /** Imports a model whose input need not be an image: any fixed extents up to rank 5, as operators are tested with. */
    static Graph readAnyRank(OnnxModel model) {
        return new OnnxImporter(model, input -> InputShape.ofAnyRank(model.name(), input)).read();
    }

    private Graph read() {
        ModelProto proto = parse();
        int opset = opset(proto);
        GraphProto graph = proto.getGraph();
        if (graph.getSparseInitializerCount() > 0) {
            throw error("has sparse initialisers, which are not supported; store them densely");
        }
        if (graph.getNodeCount() > Limits.NODES) {
            throw error("has " + graph.getNodeCount() + " nodes; supported are " + Limits.NODES);
        }
        Map<String, TensorProto> initializers = initializers(graph);
        Map<String, ValueInfoProto> open = Inputs.open(model.name(), graph, initializers.keySet());
        List<String> outputs = outputs(graph);
        List<Node> nodes = nodes(graph, opset);
        Set<String> sources = new HashSet<>(initializers.keySet());
        sources.addAll(open.keySet());
        Set<String> names = new HashSet<>(sources);
        nodes.forEach(node -> names.addAll(node.outputs()));
        List<Node> ordered = NodeOrder.of(model.name(), nodes, sources, outputs);
        rejectUnsupported(ordered, proto);
        Inputs inputs = Inputs.of(model.name(), open, ordered, outputs);
        inputs.requirePixels(model.name(), ordered);

        Assembly assembly = new Assembly(model.name(), initializers, outputs, names, model.bytes().length);
        List<Integer> dims = inputShape.apply(inputs.image());
        Tensor image = assembly.input(inputs.image().getName(), dims, InputShape.layout(dims));
        inputs.extents().forEach(input -> assembly.input(input.getName(), fixedDims(input), Layout.ROW_MAJOR));
        for (Node node : ordered) {
            Operators.build(node, assembly);
        }
        List<Tensor> results = assembly.results();
        List<Layer> layers = Simplifier.simplify(assembly.layers(), results);
        Map<String, String> aliases = Aliases.of(ordered, assembly, image, layers);
        Map<String, String> merged = Aliases.merged(ordered, image, assembly.layers(), layers, aliases);
        return new Graph(model.name(), model.sha256(), image, layers, results, aliases, merged, assembly.deviations());
    }

    private ModelProto parse() {
        ModelProto proto;
        try {
            WireCheck.requireModest(model.name(), model.bytes());
            proto = model.parse();
        } catch (InvalidProtocolBufferException e) {
            throw new UnsupportedModelException(
                    ModelText.message(
                            ModelText.model(model.name()) + " is not an ONNX model, or was cut off: " + e.getMessage()),
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
            if (Node.isStandardDomain(imported.getDomain())) {
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

    /** Extents of an input of which nothing else is read. */
    private List<Integer> fixedDims(ValueInfoProto input) {
        List<Integer> extents = new ArrayList<>();
        for (TensorShapeProto.Dimension dim :
                input.getType().getTensorType().getShape().getDimList()) {
            long extent = extents.isEmpty() ? Math.max(1, dim.getDimValue()) : dim.getDimValue();
            if (extent < 1 || extent > Limits.TENSOR_VALUES || extents.size() == Limits.RANK) {
                throw error("reads the extents of input " + ModelText.quote(input.getName())
                        + ", which are open; export it with fixed ones");
            }
            extents.add((int) extent);
        }
        return extents;
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

    private void rejectUnsupported(List<Node> nodes, ModelProto proto) {
        Set<String> functions = proto.getFunctionsList().stream()
                .map(function -> Node.operator(function.getDomain(), function.getName()))
                .collect(Collectors.toSet());
        Map<String, List<String>> called = byOperator(nodes, node -> functions.contains(node.operator()));
        if (!called.isEmpty()) {
            throw error("calls functions that it defines itself, which is not supported: " + listed(called)
                    + "; export it with functions inlined");
        }
        Map<String, List<String>> unsupported = byOperator(nodes, node -> !Operators.isSupported(node.operator()));
        if (!unsupported.isEmpty()) {
            throw error("uses operators that are not supported: " + listed(unsupported));
        }
    }

    /** Names of the nodes of each operator. */
    private static Map<String, List<String>> byOperator(List<Node> nodes, Predicate<Node> which) {
        return nodes.stream()
                .filter(which)
                .collect(Collectors.groupingBy(
                        Node::operator, TreeMap::new, Collectors.mapping(Node::name, Collectors.toList())));
    }

    private static String listed(Map<String, List<String>> nodesByOperator) {
        return ModelText.some(nodesByOperator.entrySet().stream()
                .map(entry -> ModelText.name(entry.getKey()) + " ("
                        + ModelText.some(
                                entry.getValue().stream().map(ModelText::name).toList())
                        + ")")
                .toList());
    }

    private UnsupportedModelException error(String problem) {
        return new UnsupportedModelException(ModelText.message(ModelText.model(model.name()) + " " + problem));
    }
}

package dev.frogeye.dense;

import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import dev.frogeye.model.Graph;
import dev.frogeye.model.Tensor;
import dev.frogeye.model.UnsupportedModelException;
import dev.frogeye.model.onnx.OnnxModel;
import dev.frogeye.model.onnx.proto.Onnx.GraphProto;
import dev.frogeye.model.onnx.proto.Onnx.ModelProto;
import dev.frogeye.model.onnx.proto.Onnx.NodeProto;
import dev.frogeye.model.onnx.proto.Onnx.OperatorSetIdProto;
import dev.frogeye.model.onnx.proto.Onnx.TensorProto;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A network quantised statically for ONNX Runtime: signed bytes for weights with a scale for each channel, unsigned bytes
 * for activations, with ranges from calibration frames. Immutable; engines of it share nothing.
 *
 * <p>The same model, tensors and frames give the same bytes. A model that is quantised already stays as it is.
 */
public final class Int8Model {
    /** As the engine calls itself and {@code --engine} has it. */
    public static final String ENGINE = "onnxruntime-int8";

    /** From this set on, ONNX's own operators have a scale for each channel. */
    private static final int OPSET_OF_CHANNEL_SCALES = 13;
    /** What those who came before had, under ONNX Runtime's own name. */
    private static final String RUNTIME_DOMAIN = "com.microsoft";
    /** {@code QLinearConv} is of this set. */
    private static final int OLDEST_OPSET = 10;
    /** Operators that mean something else, or are gone, in set 10. */
    private static final Set<String> CHANGED_BEFORE = Set.of("Slice", "TopK", "Upsample", "Scan");

    private static final int OLDEST_LIKE_SET_10 = 7;

    /** Their error is measured; with 64 the features were as good, and opening took longer. */
    private static final int CORRECTION_FRAMES = 8;

    /** What weights may be instead of float32, as exporters call it. */
    private static final Map<Integer, String> OTHER_FLOATS = Map.of(
            TensorProto.DataType.FLOAT16_VALUE, "float16",
            TensorProto.DataType.BFLOAT16_VALUE, "bfloat16",
            TensorProto.DataType.DOUBLE_VALUE, "double");

    private static final Set<String> MARKS = Set.of(
            "QuantizeLinear",
            "DequantizeLinear",
            "DynamicQuantizeLinear",
            "QLinearConv",
            "QLinearMatMul",
            "ConvInteger",
            "MatMulInteger");

    private final OnnxModel file;
    private final Graph graph;
    private final List<Tensor> requested;
    private final boolean isOriginal;
    private final Map<String, String> floats;

    private Int8Model(
            OnnxModel file, Graph graph, List<Tensor> requested, boolean isOriginal, Map<String, String> floats) {
        this.file = file;
        this.graph = graph;
        this.requested = List.copyOf(requested);
        this.isOriginal = isOriginal;
        this.floats = Map.copyOf(floats);
    }

    /**
     * Quantises a model.
     *
     * @param model the ONNX file
     * @param graph the same file, imported
     * @param requested tensors of the graph to compute; they are float32 all the same
     * @param frames preprocessed, channels-last, at least one; not kept
     * @throws UnsupportedModelException if ONNX Runtime refuses the file, or nothing in it can be quantised
     */
    public static Int8Model of(OnnxModel model, Graph graph, List<Tensor> requested, List<float[]> frames) {
        DenseEngine.check(graph, requested, 1);
        if (frames.isEmpty()) {
            throw new IllegalArgumentException("there are no frames to calibrate on");
        }
        OnnxModel cut = new OnnxModel(model.name(), RequestedOutputs.withOutputs(model, graph, requested));
        ModelProto folded = RuntimeSessions.optimized(cut, OptLevel.BASIC_OPT);
        if (folded.getGraph().getNodeList().stream().anyMatch(node -> MARKS.contains(node.getOpType()))) {
            return new Int8Model(cut, graph, requested, true, Map.of());
        }
        Set<String> excluded = new HashSet<>();
        while (true) {
            int opset = opset(folded);
            QuantizationPlan plan = QuantizationPlan.of(folded.getGraph(), opset, excluded);
            if (plan.linears().isEmpty() || !canBeLifted(folded.getGraph().getNodeList(), opset)) {
                throw nothingToQuantize(model.name(), folded.getGraph(), plan, opset);
            }
            Map<String, ActivationRanges.Range> ranges =
                    ActivationRanges.measure(model.name(), folded, graph.input(), plan.tensors(), frames);
            int known = excluded.size();
            ranges.forEach((tensor, range) -> {
                if (!range.isFinite()) {
                    excluded.add(tensor);
                }
            });
            if (excluded.size() == known) {
                Map<String, float[]> corrections = BiasCorrection.measure(
                        model.name(),
                        folded,
                        write(folded, opset, plan, ranges, Map.of()),
                        plan,
                        graph.input(),
                        spread(frames));
                return new Int8Model(
                        new OnnxModel(
                                model.name(),
                                write(folded, opset, plan, ranges, corrections).toByteArray()),
                        graph,
                        requested,
                        false,
                        plan.floats());
            }
        }
    }

    /** Few frames, of all clips if they are one after the other. */
    private static List<float[]> spread(List<float[]> frames) {
        int count = Math.min(frames.size(), CORRECTION_FRAMES);
        return IntStream.range(0, count)
                .mapToObj(i -> frames.get((int) ((long) i * frames.size() / count)))
                .toList();
    }

    private static ModelProto write(
            ModelProto folded,
            int opset,
            QuantizationPlan plan,
            Map<String, ActivationRanges.Range> ranges,
            Map<String, float[]> corrections) {
        ModelProto.Builder file = folded.toBuilder();
        String domain = opset < OPSET_OF_CHANNEL_SCALES ? RUNTIME_DOMAIN : "";
        file.setGraph(QdqWriter.write(folded.getGraph(), plan, ranges, corrections, domain));
        boolean isDeclared = domain.isEmpty();
        for (OperatorSetIdProto.Builder set : file.getOpsetImportBuilderList()) {
            if (isOnnx(set.getDomain())) {
                set.setVersion(Math.max(set.getVersion(), OLDEST_OPSET));
            }
            isDeclared |= set.getDomain().equals(domain);
        }
        if (!isDeclared) {
            file.addOpsetImport(
                    OperatorSetIdProto.newBuilder().setDomain(domain).setVersion(1));
        }
        return file.build();
    }

    private static int opset(ModelProto model) {
        return (int) model.getOpsetImportList().stream()
                .filter(set -> isOnnx(set.getDomain()))
                .mapToLong(OperatorSetIdProto::getVersion)
                .findFirst()
                .orElse(1);
    }

    private static boolean isOnnx(String domain) {
        return domain.isEmpty() || domain.equals("ai.onnx");
    }

    private static boolean canBeLifted(List<NodeProto> nodes, int opset) {
        return opset >= OLDEST_OPSET
                || opset >= OLDEST_LIKE_SET_10
                        && nodes.stream().noneMatch(node -> CHANGED_BEFORE.contains(node.getOpType()));
    }

    private static UnsupportedModelException nothingToQuantize(
            String name, GraphProto graph, QuantizationPlan plan, int opset) {
        Optional<String> type = graph.getInitializerList().stream()
                .map(weights -> OTHER_FLOATS.get(weights.getDataType()))
                .filter(Objects::nonNull)
                .findFirst();
        String why;
        if (type.isPresent()) {
            why = "its weights are " + type.get() + "; export it in float32";
        } else if (plan.linears().isEmpty()) {
            why = plan.floats().entrySet().stream()
                    .findFirst()
                    .map(entry -> entry.getKey() + ": " + entry.getValue())
                    .orElse("it has no convolution and no product with constant weights");
        } else {
            why = "it is of operator set " + opset + "; export it with 13 or newer";
        }
        return new UnsupportedModelException(
                name + ": nothing of it can be quantised (" + why + "); use the onnxruntime engine");
    }

    /**
     * Opens an engine.
     *
     * @param threads threads within an operator, at least 1; the features are the same
     */
    public OnnxRuntimeEngine open(int threads) {
        return OnnxRuntimeEngine.open(ENGINE, file, graph, requested, threads);
    }

    /** The quantised ONNX file: the image is its input, the requested are its outputs. */
    public OnnxModel file() {
        return file;
    }

    /** Whether the model was quantised by whoever made it. */
    public boolean isOriginal() {
        return isOriginal;
    }

    /** Why operators with weights stay in floats, by their names; empty where all are quantised. */
    public Map<String, String> floats() {
        return floats;
    }

    /** What ONNX Runtime makes of the file on this machine; takes as long as opening an engine. */
    public FusedOperators fused() {
        return FusedOperators.of(
                RuntimeSessions.optimized(file, OptLevel.ALL_OPT).getGraph());
    }
}

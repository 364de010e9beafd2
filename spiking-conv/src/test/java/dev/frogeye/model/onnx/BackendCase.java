package dev.frogeye.model.onnx;

import dev.frogeye.delta.DeltaModel;
import dev.frogeye.delta.DeltaNetwork;
import dev.frogeye.delta.Thresholds;
import dev.frogeye.engine.FrameCost;
import dev.frogeye.model.Graph;
import dev.frogeye.model.Layer;
import dev.frogeye.model.LayerClass;
import dev.frogeye.model.Tensor;
import dev.frogeye.model.UnsupportedModelException;
import dev.frogeye.model.onnx.constant.FoldedArithmetic;
import dev.frogeye.model.onnx.constant.Literal;
import dev.frogeye.model.onnx.constant.LiteralReader;
import dev.frogeye.model.onnx.proto.Onnx.GraphProto;
import dev.frogeye.model.onnx.proto.Onnx.ModelProto;
import dev.frogeye.model.onnx.proto.Onnx.TensorProto;
import dev.frogeye.model.onnx.proto.Onnx.TypeProto;
import dev.frogeye.model.onnx.proto.Onnx.ValueInfoProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One case in the layout of ONNX's backend tests: a folder with {@code model.onnx} and
 * {@code test_data_set_N/input_M.pb} and {@code output_M.pb}.
 *
 * <p>The first input of floats moves, the others are constants. An image goes through the delta engine twice: as a key
 * frame, and as a change from another frame. Any other input goes through as a key frame only.
 */
final class BackendCase {
    private static final double RELATIVE = 1e-3;
    private static final double ABSOLUTE = 1e-5;

    /** How a case ended. */
    enum Verdict {
        DENSE_AND_DELTA("dense and delta"),
        DENSE_ONLY("dense only"),
        REFUSED("refused"),
        WRONG("wrong");

        final String text;

        Verdict(String text) {
            this.text = text;
        }
    }

    /**
     * What came of a case.
     *
     * @param remark why it went through one path only, was refused, or is wrong
     * @param classes for each operator of the file that became a layer the costliest class of its layers
     */
    record Outcome(String name, Verdict verdict, String remark, Map<String, LayerClass> classes) {}

    private final Path folder;
    private final String name;
    private final Map<String, LayerClass> classes = new TreeMap<>();

    private BackendCase(Path folder) {
        this.folder = folder;
        name = folder.getFileName().toString();
    }

    /** Runs all data sets of a case; the worst decides. */
    static Outcome run(Path folder) throws IOException {
        return new BackendCase(folder).run();
    }

    private Outcome run() throws IOException {
        Verdict worst = Verdict.DENSE_AND_DELTA;
        String remark = "";
        try {
            ModelProto model = ModelProto.parseFrom(Files.readAllBytes(folder.resolve("model.onnx")));
            List<Path> sets = listed(folder, "test_data_set_");
            if (sets.isEmpty()) {
                return outcome(Verdict.REFUSED, "has no data set");
            }
            for (Path set : sets) {
                Optional<String> reason = run(model, set);
                if (reason.isPresent()) {
                    worst = Verdict.DENSE_ONLY;
                    remark = reason.get();
                }
            }
        } catch (UnsupportedModelException e) {
            return outcome(Verdict.REFUSED, e.getMessage());
        } catch (Mismatch e) {
            return outcome(Verdict.WRONG, e.getMessage());
        }
        return outcome(worst, remark);
    }

    private Outcome outcome(Verdict verdict, String remark) {
        return new Outcome(name, verdict, remark, classes);
    }

    /** Runs one data set; gives why not through the delta path, if so. */
    private Optional<String> run(ModelProto model, Path set) throws IOException, Mismatch {
        List<ValueInfoProto> inputs = openInputs(model.getGraph());
        if (inputs.isEmpty()) {
            throw new UnsupportedModelException("has no input");
        }
        List<TensorProto> given = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            given.add(tensor(inputs.get(i), set.resolve("input_" + i + ".pb")));
        }
        int moving = moving(inputs);
        Literal values = LiteralReader.read(name, given.get(moving));
        Graph graph = OnnxImporter.readAnyRank(bound(model, inputs, given, moving));
        noteClasses(graph);
        float[] frame = StoredOrder.stored(graph.input(), FoldedArithmetic.toFloats(values));
        List<Literal> expected = new ArrayList<>();
        for (int i = 0; i < model.getGraph().getOutputCount(); i++) {
            Path file = set.resolve("output_" + i + ".pb");
            expected.add(LiteralReader.read(name, tensor(model.getGraph().getOutput(i), file)));
        }
        DeltaModel spiking = DeltaModel.of(graph);
        Thresholds exact = Thresholds.exact(graph.input().shape().channels());
        FrameCost cost = new FrameCost();
        try (DeltaNetwork network = spiking.network(graph.outputs(), exact)) {
            network.step(frame, cost);
            compare(network, graph, expected, "key frame");
        }
        if (graph.input().dims().size() != 4 || values instanceof Literal.Integers) {
            return Optional.of("input is no image but " + given.get(moving).getDimsList());
        }
        try (DeltaNetwork network = spiking.network(graph.outputs(), exact)) {
            network.step(changed(frame), cost);
            network.step(frame, cost);
            compare(network, graph, expected, "change");
            return cost.key() ? Optional.of("too small for a change") : Optional.empty();
        }
    }

    private static List<ValueInfoProto> openInputs(GraphProto graph) {
        List<String> constants =
                graph.getInitializerList().stream().map(TensorProto::getName).toList();
        return graph.getInputList().stream()
                .filter(input -> !constants.contains(input.getName()))
                .toList();
    }

    /** The first input of floats; of the others the importer will say what is wrong with them. */
    private static int moving(List<ValueInfoProto> inputs) {
        for (int i = 0; i < inputs.size(); i++) {
            int type = inputs.get(i).getType().getTensorType().getElemType();
            if (type == TensorProto.DataType.FLOAT_VALUE) {
                return i;
            }
        }
        return 0;
    }

    private static TensorProto tensor(ValueInfoProto declared, Path file) throws IOException {
        if (!declared.getType().hasTensorType()) {
            throw new UnsupportedModelException(
                    "'" + declared.getName() + "' is a " + declared.getType().getValueCase());
        }
        return TensorProto.parseFrom(Files.readAllBytes(file));
    }

    /** The model with the extents of its data, and with all inputs but one as constants. */
    private OnnxModel bound(ModelProto model, List<ValueInfoProto> inputs, List<TensorProto> given, int moving) {
        ModelProto.Builder bound = model.toBuilder();
        GraphProto.Builder graph = bound.getGraphBuilder();
        graph.clearInput();
        for (int i = 0; i < inputs.size(); i++) {
            ValueInfoProto input = inputs.get(i);
            if (i != moving) {
                graph.addInitializer(given.get(i).toBuilder().setName(input.getName()));
                continue;
            }
            TypeProto.Tensor.Builder type = input.getType().getTensorType().toBuilder();
            type.clearShape().getShapeBuilder();
            given.get(i)
                    .getDimsList()
                    .forEach(extent -> type.getShapeBuilder().addDimBuilder().setDimValue(extent));
            graph.addInput(input.toBuilder().setType(TypeProto.newBuilder().setTensorType(type)));
        }
        return new OnnxModel(name, bound.build().toByteArray());
    }

    private void noteClasses(Graph graph) {
        for (Layer layer : graph.layers()) {
            classes.merge(layer.operator(), LayerClass.of(layer), (a, b) -> a.compareTo(b) > 0 ? a : b);
        }
    }

    /** The frame with a third of its values taken from elsewhere in it, so that all stay where the operator is defined. */
    private static float[] changed(float[] frame) {
        Random random = new Random(frame.length);
        float[] changed = frame.clone();
        for (int i = 0; i < frame.length; i++) {
            if (i == 0 || random.nextInt(3) == 0) {
                changed[i] = frame[(i + 1 + random.nextInt(frame.length)) % frame.length];
            }
        }
        return changed;
    }

    private static void compare(DeltaNetwork network, Graph graph, List<Literal> expected, String path)
            throws Mismatch {
        for (int i = 0; i < expected.size(); i++) {
            Tensor output = graph.outputs().get(i);
            Literal wanted = expected.get(i);
            if (!output.dims().equals(wanted.dims())) {
                throw new Mismatch(path + ": " + output.name() + " is " + output.dims() + ", not " + wanted.dims());
            }
            float[] stored = new float[output.shape().size()];
            network.read(i, stored);
            float[] actual = StoredOrder.rowMajor(output, stored);
            float[] values = FoldedArithmetic.toFloats(wanted);
            for (int k = 0; k < values.length; k++) {
                if (!isClose(actual[k], values[k])) {
                    throw new Mismatch(
                            path + ": " + output.name() + "[" + k + "] is " + actual[k] + ", not " + values[k]);
                }
            }
        }
    }

    private static boolean isClose(float actual, float expected) {
        return Float.compare(actual, expected) == 0
                || Math.abs((double) actual - expected) <= ABSOLUTE + RELATIVE * Math.abs(expected);
    }

    /** The entries of a folder that begin so, in order of their names. */
    static List<Path> listed(Path folder, String prefix) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> entry.getFileName().toString().startsWith(prefix))
                    .sorted()
                    .toList();
        }
    }

    /** A result that is not the one on file. */
    private static final class Mismatch extends Exception {
        private static final long serialVersionUID = 1;

        Mismatch(String message) {
            super(message);
        }
    }
}

package dev.frogeye.model.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import com.google.protobuf.ByteString;
import dev.frogeye.model.onnx.proto.Onnx.TensorProto;
import dev.frogeye.model.onnx.proto.Onnx.TensorProto.DataType;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * One variant of an operator, at all operator sets where its form is the same: input {@code x}, the node, output
 * {@code y}. Whatever is not said is an odd-sized image of values from -1 to 1, no attributes, no other inputs.
 */
final class OperatorCase {
    private final String operator;
    private final int[] opsets;
    private final List<String> inputs = new ArrayList<>(List.of("x"));
    private final List<String> outputs = new ArrayList<>(List.of("y"));
    private final Map<String, Object> attributes = new TreeMap<>();
    private final List<Consumer<OnnxBuilder>> parts = new ArrayList<>();
    private final Random random;
    private long[] dims = {1, 5, 7, 6};
    private float low = -1;
    private float high = 1;
    private boolean rounded;
    private DataType result = DataType.FLOAT;
    private boolean added;

    /** @param opsets those at which the variant is tried */
    OperatorCase(String operator, int... opsets) {
        this.operator = operator;
        this.opsets = opsets;
        random = new Random(operator.hashCode());
    }

    String operator() {
        return operator;
    }

    int[] opsets() {
        return opsets;
    }

    /** Extents of the input. */
    OperatorCase shape(long... extents) {
        dims = extents;
        return this;
    }

    /** Bounds of the input's values. */
    OperatorCase range(double from, double to) {
        low = (float) from;
        high = (float) to;
        return this;
    }

    /** Input values are multiples of a half, so that several are equal. */
    OperatorCase rounded() {
        rounded = true;
        return this;
    }

    /** An attribute: a number, text, or several integers. */
    OperatorCase set(String attribute, Object value) {
        attributes.put(attribute, value);
        return this;
    }

    /** An attribute of integers. */
    OperatorCase set(String attribute, long first, long second, long... others) {
        long[] all = new long[2 + others.length];
        all[0] = first;
        all[1] = second;
        System.arraycopy(others, 0, all, 2, others.length);
        return set(attribute, all);
    }

    /** A further input of constants from -1 to 1. */
    OperatorCase weights(long... extents) {
        return constant(-1, 1, extents);
    }

    /** A further input of constants from 0.5 to 1.5: variances, divisors. */
    OperatorCase positive(long... extents) {
        return constant(0.5f, 1.5f, extents);
    }

    private OperatorCase constant(float from, float to, long... extents) {
        float[] values = values(random, from, to, (int) Arrays.stream(extents).reduce(1, (a, b) -> a * b));
        String name = name();
        parts.add(net -> net.weights(name, values, extents));
        return input(name);
    }

    /** A further input of one constant. */
    OperatorCase scalar(double value) {
        String name = name();
        parts.add(net -> net.weights(name, new float[] {(float) value}));
        return input(name);
    }

    /** A further input of these constants. */
    OperatorCase factors(float... values) {
        String name = name();
        parts.add(net -> net.weights(name, values, values.length));
        return input(name);
    }

    /** How a resize maps pixels. */
    OperatorCase transform(String mode) {
        return set("coordinate_transformation_mode", mode);
    }

    /** A further input of these constant integers. */
    OperatorCase integers(long... values) {
        String name = name();
        parts.add(net -> net.integers(name, values));
        return input(name);
    }

    /** A further input of one constant integer. */
    OperatorCase integer(long value) {
        return constant(OnnxBuilder.tensor(new long[] {value}));
    }

    /** A further input of these constants, of any type. */
    OperatorCase constant(TensorProto.Builder tensor) {
        String name = name();
        parts.add(net -> net.node("Constant", List.of(), name, Map.of("value", tensor.build())));
        return input(name);
    }

    /** A further input of constants, one value after the other. */
    OperatorCase constant(DataType type, int... values) {
        TensorProto.Builder tensor = TensorProto.newBuilder().setDataType(type.getNumber());
        Arrays.stream(values).forEach(tensor::addInt32Data);
        return constant(values.length == 1 ? tensor : tensor.addDims(values.length));
    }

    /** A further input that is left out. */
    OperatorCase none() {
        return input("");
    }

    /** A further input that moves: what an operator makes of {@code x}. */
    OperatorCase and(String other) {
        String name = name();
        parts.add(net -> net.node(other, List.of("x"), name));
        return input(name);
    }

    /** Puts {@code x} behind the other inputs. */
    OperatorCase last() {
        inputs.remove("x");
        return input("x");
    }

    /** Flattens {@code x} first, so that an image moves into an operator of vectors. */
    OperatorCase flattened() {
        return from("flat", net -> net.node("Flatten", List.of("x"), "flat"));
    }

    /** Instead of {@code x} a tensor moves that is made of it. */
    OperatorCase from(String name, Consumer<OnnxBuilder> part) {
        parts.add(part);
        inputs.set(inputs.indexOf("x"), name);
        return this;
    }

    /** The node has so many outputs. */
    OperatorCase outputs(int count) {
        for (int i = 1; i < count; i++) {
            outputs.add("y" + i);
        }
        return this;
    }

    /** Takes no {@code x}: all inputs are constants. */
    OperatorCase withoutImage() {
        inputs.remove("x");
        return this;
    }

    /** The result, which is constant, is made floats and added to {@code x}. */
    OperatorCase addedToImage() {
        added = true;
        return this;
    }

    /** The result holds something else than floats. */
    OperatorCase gives(DataType type) {
        result = type;
        return this;
    }

    private OperatorCase input(String name) {
        inputs.add(name);
        return this;
    }

    private String name() {
        return "c" + (inputs.size() + parts.size());
    }

    /** Writes the case for one operator set, with what ONNX Runtime makes of it. */
    void write(Path folder, int opset) throws IOException, OrtException {
        OnnxBuilder net = new OnnxBuilder(folder.getFileName().toString(), opset).input("x", dims);
        parts.forEach(part -> part.accept(net));
        if (!added) {
            net.node(operator, inputs, outputs, attributes);
        } else {
            net.node(operator, inputs, "c", attributes);
            net.node("Cast", List.of("c"), "f", Map.of("to", DataType.FLOAT.getNumber()));
            net.node("Add", List.of("x", "f"), "y");
        }
        outputs.forEach(output -> net.output(output, result));
        byte[] model = net.build().bytes();
        float[] image =
                values(new Random(opset), low, high, (int) Arrays.stream(dims).reduce(1, (a, b) -> a * b));
        for (int i = 0; rounded && i < image.length; i++) {
            image[i] = Math.round(2 * image[i]) / 2f;
        }
        Path set = Files.createDirectories(folder.resolve("test_data_set_0"));
        Files.write(folder.resolve("model.onnx"), model);
        Files.write(
                set.resolve("input_0.pb"),
                OnnxBuilder.tensor(image, dims).setName("x").build().toByteArray());
        List<TensorProto> results = computed(model, image);
        for (int i = 0; i < results.size(); i++) {
            Files.write(set.resolve("output_" + i + ".pb"), results.get(i).toByteArray());
        }
    }

    private List<TensorProto> computed(byte[] model, float[] image) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
            options.setIntraOpNumThreads(1);
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
            try (OrtSession session = environment.createSession(model, options);
                    OnnxTensor x = OnnxTensor.createTensor(environment, FloatBuffer.wrap(image), dims);
                    OrtSession.Result results = session.run(Map.of("x", x))) {
                return outputs.stream()
                        .map(output -> proto(output, results.get(output).orElseThrow()))
                        .toList();
            }
        }
    }

    /** ONNX Runtime's names of element types end as ONNX's are. */
    private static TensorProto proto(String name, OnnxValue value) {
        TensorInfo info = ((OnnxTensor) value).getInfo();
        DataType type = DataType.valueOf(info.onnxType.name().replace("ONNX_TENSOR_ELEMENT_DATA_TYPE_", ""));
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(name)
                .setDataType(type.getNumber())
                .setRawData(ByteString.copyFrom(((OnnxTensor) value).getByteBuffer()));
        Arrays.stream(info.getShape()).forEach(tensor::addDims);
        return tensor.build();
    }

    private static float[] values(Random random, float from, float to, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = from + (to - from) * random.nextFloat();
        }
        return values;
    }
}

package dev.frogeye.zoo;

import dev.frogeye.model.onnx.OnnxBuilder;
import dev.frogeye.model.onnx.OnnxModel;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A network as its exporter writes it, node by node, with weights made up from a seed. What comes out of a node is a
 * {@link Value}, which has the usual layers as methods.
 */
final class Sketch {
    private final OnnxBuilder onnx;
    private final int opset;
    private final Random random;
    private int nodes;
    private int constants;

    /** The seed of the weights is the model's name. */
    Sketch(String model, int opset) {
        this.opset = opset;
        onnx = new OnnxBuilder(model, opset);
        random = new Random(model.hashCode());
    }

    /** The image of {@code N, C, H, W}, its batch left open. */
    Value image(String name, int channels, int height, int width) {
        onnx.input(name, 0, channels, height, width);
        return new Value(this, name, channels);
    }

    /** The image of {@code N, H, W, C}, its batch left open. */
    Value imageChannelsLast(String name, int height, int width, int channels) {
        onnx.input(name, 0, height, width, channels);
        return new Value(this, name, channels);
    }

    /** Adds a node of one output, which has that many channels. */
    Value node(String operator, int channels, Map<String, ?> attributes, String... inputs) {
        String output = operator + "_" + nodes++;
        onnx.node(operator, List.of(inputs), output, attributes);
        return new Value(this, output, channels);
    }

    /** Adds a node of several outputs, which have these channels. */
    List<Value> node(String operator, int[] channels, Map<String, ?> attributes, String... inputs) {
        String output = operator + "_" + nodes++;
        List<Value> values = IntStream.range(0, channels.length)
                .mapToObj(i -> new Value(this, output + "_" + i, channels[i]))
                .toList();
        onnx.node(operator, List.of(inputs), values.stream().map(Value::name).toList(), attributes);
        return values;
    }

    /** Values laid one after the other along the channels. */
    Value concat(Value... values) {
        return concat(List.of(values));
    }

    /** Values laid one after the other along the channels. */
    Value concat(List<Value> values) {
        int channels = values.stream().mapToInt(Value::channels).sum();
        return node("Concat", channels, Map.of("axis", 1), names(values));
    }

    static String[] names(List<Value> values) {
        return values.stream().map(Value::name).toArray(String[]::new);
    }

    /** An initialiser with a uniform distribution from {@code centre - spread} to {@code centre + spread}. */
    String weights(float centre, float spread, long... dims) {
        float[] values = new float[(int) Arrays.stream(dims).reduce(1, (a, b) -> a * b)];
        for (int i = 0; i < values.length; i++) {
            values[i] = centre + (2 * random.nextFloat() - 1) * spread;
        }
        return initializer(values, dims);
    }

    /** The initialiser of a layer before a rectifier (He et al. 2015): what comes out is as large as what came in. */
    String kernel(float gain, int fanIn, long... dims) {
        return weights(0, gain * (float) Math.sqrt(6.0 / fanIn), dims);
    }

    String initializer(float[] values, long... dims) {
        String name = "weights_" + constants++;
        onnx.weights(name, values, dims);
        if (opset < 9) {
            // Files of that time list their weights among the inputs.
            onnx.input(name, dims);
        }
        return name;
    }

    /** A scalar initialiser. */
    String scalar(double value) {
        return initializer(new float[] {(float) value});
    }

    /** An initialiser that is a vector of integers: a shape, axes. */
    String integers(long... values) {
        String name = "integers_" + constants++;
        onnx.integers(name, values);
        return name;
    }

    /** A {@code Constant} node of one float without dimensions. */
    String constant(double value) {
        return node(
                        "Constant",
                        0,
                        Map.of(
                                "value",
                                OnnxBuilder.tensor(new float[] {(float) value}).build()))
                .name();
    }

    /** A {@code Constant} node of a vector of integers. */
    String constants(long... values) {
        return node(
                        "Constant",
                        0,
                        Map.of(
                                "value",
                                OnnxBuilder.tensor(values, values.length).build()))
                .name();
    }

    /** A {@code Constant} node of an integer without dimensions, such as an index. */
    String index(long value) {
        return node(
                        "Constant",
                        0,
                        Map.of("value", OnnxBuilder.tensor(new long[] {value}).build()))
                .name();
    }

    /** The model with these outputs. */
    OnnxModel model(Value... outputs) {
        Stream.of(outputs).forEach(output -> onnx.output(output.name()));
        return onnx.build();
    }

    static long[] longs(long... values) {
        return values;
    }
}

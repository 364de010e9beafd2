package dev.frogeye.zoo;

import static dev.frogeye.zoo.Sketch.longs;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a node of a {@link Sketch} computes, and the layers that can follow it.
 *
 * @param channels of an image; the last extent of a matrix
 */
record Value(Sketch net, String name, int channels) {
    /** A node that keeps the channels; {@code more} are its further inputs. */
    Value then(String operator, String... more) {
        return then(operator, Map.of(), more);
    }

    /** A node that keeps the channels; {@code more} are its further inputs. */
    Value then(String operator, Map<String, ?> attributes, String... more) {
        return to(channels, operator, attributes, more);
    }

    /** A node that gives that many channels. */
    Value to(int outputs, String operator, Map<String, ?> attributes, String... more) {
        return net.node(
                operator,
                outputs,
                attributes,
                Stream.concat(Stream.of(name), Stream.of(more)).toArray(String[]::new));
    }

    Value conv(Conv conv) {
        String weights = net.kernel(
                conv.gain(),
                conv.fanIn(channels),
                conv.outputs(),
                channels / conv.groups(),
                conv.kernel()[0],
                conv.kernel()[1]);
        return conv.bias()
                ? to(conv.outputs(), "Conv", conv.attributes(), weights, net.weights(0, 0.1f, conv.outputs()))
                : to(conv.outputs(), "Conv", conv.attributes(), weights);
    }

    /** A convolution with bias, its input padded by half the kernel. */
    Value conv(int outputs, int kernel, int stride) {
        return conv(Conv.of(outputs, kernel).stride(stride));
    }

    /** A convolution with bias that keeps the extents. */
    Value conv(int outputs, int kernel) {
        return conv(outputs, kernel, 1);
    }

    /** Batch normalisation, its scale about 1. */
    Value bn() {
        return bn(1);
    }

    /** Batch normalisation. */
    Value bn(double scale) {
        return then(
                "BatchNormalization",
                Map.of("epsilon", 1e-5f, "momentum", 0.9f),
                net.weights((float) scale, (float) scale / 4, channels),
                net.weights(0, 0.1f, channels),
                net.weights(0, 0.1f, channels),
                net.weights(1, 0.3f, channels));
    }

    /** A convolution without bias and its batch normalisation, apart. */
    Value convBn(Conv conv) {
        return conv(conv.unbiased()).bn();
    }

    /** A convolution without bias and its batch normalisation, apart. */
    Value convBn(int outputs, int kernel, int stride) {
        return convBn(Conv.of(outputs, kernel).stride(stride));
    }

    Value relu() {
        return then("Relu");
    }

    Value sigmoid() {
        return then("Sigmoid");
    }

    /** {@code x * sigmoid(x)} in two nodes. */
    Value silu() {
        return times(sigmoid());
    }

    Value plus(Value other) {
        return then("Add", other.name);
    }

    Value plus(String constant) {
        return then("Add", constant);
    }

    Value times(Value other) {
        return then("Mul", other.name);
    }

    Value times(String constant) {
        return then("Mul", constant);
    }

    Value maxPool(int kernel, int stride, int pad) {
        return then("MaxPool", window(kernel, stride, pad));
    }

    /** The pool whose last window may hang over the edge. */
    Value maxPoolCeiling(int kernel, int stride) {
        Map<String, Object> attributes = window(kernel, stride, 0);
        attributes.put("ceil_mode", 1);
        return then("MaxPool", attributes);
    }

    Value averagePool(int kernel, int stride, int pad) {
        return then("AveragePool", window(kernel, stride, pad));
    }

    /** The average that counts the padding's zeros, torch's default. */
    Value averagePoolWithPadding(int kernel, int stride, int pad) {
        Map<String, Object> attributes = window(kernel, stride, pad);
        attributes.put("count_include_pad", 1);
        return then("AveragePool", attributes);
    }

    Value globalAveragePool() {
        return then("GlobalAveragePool");
    }

    /** One row of what was an image of so many pixels. */
    Value flatten(int pixels) {
        return to(channels * pixels, "Flatten", Map.of("axis", 1));
    }

    Value reshape(int outputs, long... dims) {
        return to(outputs, "Reshape", Map.of(), net.integers(dims));
    }

    Value transpose(int outputs, long... permutation) {
        return to(outputs, "Transpose", Map.of("perm", permutation));
    }

    /** Fully connected with the weights transposed, as torch keeps them. */
    Value gemm(int outputs) {
        return gemm(outputs, 1);
    }

    /** Fully connected with the weights transposed, as torch keeps them. */
    Value gemm(int outputs, double gain) {
        return to(
                outputs,
                "Gemm",
                Map.of("alpha", 1f, "beta", 1f, "transB", 1),
                net.kernel((float) gain, channels, outputs, channels),
                net.weights(0, 0.1f, outputs));
    }

    /** Fully connected in two nodes, as TensorFlow and Paddle have it. */
    Value matMulAdd(int outputs, double gain) {
        return to(outputs, "MatMul", Map.of(), net.kernel((float) gain, channels, channels, outputs))
                .plus(net.weights(0, 0.1f, outputs));
    }

    private static Map<String, Object> window(int kernel, int stride, int pad) {
        return new TreeMap<>(Map.of(
                "kernel_shape",
                longs(kernel, kernel),
                "pads",
                longs(pad, pad, pad, pad),
                "strides",
                longs(stride, stride)));
    }
}

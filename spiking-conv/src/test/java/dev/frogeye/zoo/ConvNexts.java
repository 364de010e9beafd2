package dev.frogeye.zoo;

import dev.frogeye.model.onnx.OnnxModel;
import java.util.Map;
import java.util.function.UnaryOperator;

/** ConvNeXt-T of torchvision, a quarter as wide as published: channels last wherever layers are normalised. */
final class ConvNexts {
    private ConvNexts() {}

    /** Opset 17, which has layer normalisation as a node. */
    static OnnxModel opset17() {
        return tiny(17, ConvNexts::layerNormalization);
    }

    /** Opset 13, where layer normalisation is nine nodes. */
    static OnnxModel opset13() {
        return tiny(13, ConvNexts::expandedNormalization);
    }

    private static OnnxModel tiny(int opset, UnaryOperator<Value> normalization) {
        Sketch net = new Sketch("convnext_tiny-" + opset, opset);
        Value x = net.image("input", 3, 96, 96).conv(Conv.of(24, 4).stride(4).pad(0));
        x = normalized(x, normalization);
        int[] blocks = {3, 3, 9, 3};
        for (int stage = 0; stage < 4; stage++) {
            int width = 24 << stage;
            if (stage > 0) {
                x = normalized(x, normalization)
                        .conv(Conv.of(width, 2).stride(2).pad(0));
            }
            for (int block = 0; block < blocks[stage]; block++) {
                x = block(x, normalization);
            }
        }
        return net.model(
                normalized(x.globalAveragePool(), normalization).flatten(1).gemm(100));
    }

    private static Value block(Value x, UnaryOperator<Value> normalization) {
        Sketch net = x.net();
        int width = x.channels();
        Value branch = x.conv(Conv.of(width, 7).depthwise()).transpose(width, 0, 2, 3, 1);
        branch = linear(gelu(linear(normalization.apply(branch), 4 * width)), width);
        branch = branch.transpose(width, 0, 3, 1, 2).times(net.weights(0.3f, 0.1f, width, 1, 1));
        return branch.plus(x);
    }

    private static Value normalized(Value x, UnaryOperator<Value> normalization) {
        return normalization.apply(x.transpose(x.channels(), 0, 2, 3, 1)).transpose(x.channels(), 0, 3, 1, 2);
    }

    private static Value layerNormalization(Value x) {
        Sketch net = x.net();
        return x.then(
                "LayerNormalization",
                Map.of("axis", -1, "epsilon", 1e-6f),
                net.weights(1, 0.2f, x.channels()),
                net.weights(0, 0.1f, x.channels()));
    }

    private static Value expandedNormalization(Value x) {
        Sketch net = x.net();
        Map<String, ?> last = Map.of("axes", Sketch.longs(-1));
        Value centred = x.then("Sub", x.then("ReduceMean", last).name());
        Value variance = centred.then("Pow", net.constant(2)).then("ReduceMean", last);
        Value deviation = variance.plus(net.constant(1e-6)).then("Sqrt");
        return centred.then("Div", deviation.name())
                .times(net.weights(1, 0.2f, x.channels()))
                .plus(net.weights(0, 0.1f, x.channels()));
    }

    /** {@code Linear} on channels last: the bias stands on the left. */
    private static Value linear(Value x, int outputs) {
        Sketch net = x.net();
        Value product = x.to(outputs, "MatMul", Map.of(), net.kernel(0.7f, x.channels(), x.channels(), outputs));
        return net.node("Add", outputs, Map.of(), net.weights(0, 0.1f, outputs), product.name());
    }

    /** {@code GELU}: {@code x * (erf(x / sqrt(2)) + 1) / 2}. */
    private static Value gelu(Value x) {
        Sketch net = x.net();
        Value error = x.then("Div", net.constant(Math.sqrt(2))).then("Erf").plus(net.constant(1));
        return x.times(error).times(net.constant(0.5));
    }
}

package dev.frogeye.zoo;

import java.util.Map;

/** What Paddle2ONNX writes for layers of PaddlePaddle. */
final class Paddle {
    private static final int INT32 = 6;
    private static final int INT64 = 7;

    private Paddle() {}

    /** {@code hard_swish}: {@code x * clip(x + 3, 0, 6) / 6}, each constant a node. */
    static Value hardSwish(Value x) {
        Sketch net = x.net();
        String scale = net.constant(6);
        Value clipped = x.plus(net.constant(3)).then("Clip", net.constant(0), net.constant(6));
        return x.times(clipped).then("Div", scale);
    }

    /** Squeeze and excite with biases added after their convolutions, themselves reshaped for it. */
    static Value excited(Value x) {
        Value excitation = biased(x.globalAveragePool(), x.channels() / 4).relu();
        excitation = biased(excitation, x.channels());
        return x.times(excitation.then("HardSigmoid", Map.of("alpha", 0.2f, "beta", 0.5f)));
    }

    private static Value biased(Value x, int outputs) {
        Sketch net = x.net();
        String bias = net.node("Reshape", outputs, Map.of(), net.weights(0, 0.1f, outputs), net.constants(1, -1, 1, 1))
                .name();
        return x.conv(Conv.of(outputs, 1).unbiased()).plus(bias);
    }

    /** {@code reshape2} of one pixel to a row, its batch taken from the shape in 32 bits. */
    static Value flatten(Value x) {
        Sketch net = x.net();
        Value batch = x.then("Shape").then("Cast", Map.of("to", INT32));
        batch = batch.then("Slice", net.constants(0), net.constants(1), net.constants(0), net.constants(1));
        batch = batch.then("Cast", Map.of("to", INT64));
        String shape = net.node("Concat", 0, Map.of("axis", -1), batch.name(), net.constants(x.channels()))
                .name();
        return x.to(x.channels(), "Reshape", Map.of(), shape);
    }
}

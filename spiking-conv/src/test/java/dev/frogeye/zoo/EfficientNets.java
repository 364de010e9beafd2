package dev.frogeye.zoo;

import dev.frogeye.model.onnx.OnnxModel;
import java.util.Map;

/** EfficientNet-B0, a quarter as wide as published, of two exporters. */
final class EfficientNets {
    /** Expansion, width, blocks, stride, kernel. */
    private static final int[][] STAGES = {
        {1, 4, 1, 1, 3},
        {6, 6, 2, 2, 3},
        {6, 10, 2, 2, 5},
        {6, 20, 3, 2, 3},
        {6, 28, 3, 1, 5},
        {6, 48, 4, 2, 5},
        {6, 80, 1, 1, 3}
    };

    private EfficientNets() {}

    /** Keras's through tf2onnx, opset 13: takes levels from 0 to 255 and brings them to scale by itself. */
    static OnnxModel keras() {
        Sketch net = new Sketch("efficientnetb0-keras", 13);
        Value x = net.imageChannelsLast("input_1", 96, 96, 3).times(net.scalar(1 / 255.0));
        x = x.then("Sub", net.initializer(new float[] {0.485f, 0.456f, 0.406f}, 1, 1, 1, 3));
        x = x.then("Div", net.initializer(new float[] {0.229f, 0.224f, 0.225f}, 1, 1, 1, 3));
        x = Keras.pad(Keras.transposed(x), 0, 0, 1, 1);
        x = x.conv(Conv.of(8, 3).stride(2).pad(0)).silu();
        for (int[] stage : STAGES) {
            for (int block = 0; block < stage[2]; block++) {
                x = kerasBlock(x, stage[0], stage[1], block == 0 ? stage[3] : 1, stage[4]);
            }
        }
        x = Keras.pooled(x.conv(320, 1).silu());
        return net.model(x.matMulAdd(100, 0.5).then("Softmax", Map.of("axis", -1)));
    }

    private static Value kerasBlock(Value x, int factor, int width, int stride, int kernel) {
        Value branch =
                factor == 1 ? x : x.conv(Conv.of(factor * x.channels(), 1)).silu();
        int wide = branch.channels();
        int half = kernel / 2;
        Conv depthwise = Conv.of(wide, kernel).depthwise();
        if (stride == 2) {
            branch = Keras.pad(branch, half - 1, half - 1, half, half);
            depthwise = depthwise.stride(2).pad(0);
        }
        branch = branch.conv(depthwise).silu();
        Value excitation = Keras.pooled(branch).reshape(wide, -1, 1, 1, wide).transpose(wide, 0, 3, 1, 2);
        excitation = excitation.conv(Math.max(1, x.channels() / 4), 1).silu();
        branch = branch.times(excitation.conv(wide, 1).sigmoid());
        branch = branch.conv(Conv.of(width, 1).gain(1.7));
        return stride == 1 && width == x.channels() ? branch.plus(x) : branch;
    }

    /** timm's, opset 17. */
    static OnnxModel timm() {
        Sketch net = new Sketch("efficientnet_b0.timm", 17);
        Value x = net.image("x", 3, 96, 96).conv(8, 3, 2).silu();
        for (int[] stage : STAGES) {
            for (int block = 0; block < stage[2]; block++) {
                x = timmBlock(x, stage[0], stage[1], block == 0 ? stage[3] : 1, stage[4]);
            }
        }
        return net.model(x.conv(320, 1).silu().globalAveragePool().flatten(1).gemm(100));
    }

    private static Value timmBlock(Value x, int factor, int width, int stride, int kernel) {
        Value branch =
                factor == 1 ? x : x.conv(Conv.of(factor * x.channels(), 1)).silu();
        int wide = branch.channels();
        branch = branch.conv(Conv.of(wide, kernel).stride(stride).depthwise()).silu();
        Value excitation = branch.then("ReduceMean", Map.of("axes", Sketch.longs(2, 3), "keepdims", 1));
        excitation = excitation.conv(Math.max(1, x.channels() / 4), 1).silu();
        branch = branch.times(excitation.conv(wide, 1).sigmoid());
        branch = branch.conv(Conv.of(width, 1).gain(1.7));
        return stride == 1 && width == x.channels() ? branch.plus(x) : branch;
    }
}

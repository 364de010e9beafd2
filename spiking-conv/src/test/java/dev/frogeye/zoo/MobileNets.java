package dev.frogeye.zoo;

import dev.frogeye.model.onnx.OnnxModel;
import java.util.Map;

/** MobileNet v1, v2 and v3, narrowed. */
final class MobileNets {
    private MobileNets() {}

    /** Of Keras through tf2onnx, opset 10: {@code Relu6} as minimum and maximum, a classifier of one pixel. */
    static OnnxModel v1() {
        Sketch net = new Sketch("mobilenet-v1-keras", 10);
        Value x = Keras.transposed(net.imageChannelsLast("input_1:0", 96, 96, 3));
        x = minMax(x.conv(Conv.of(8, 3).stride(2).pads(0, 0, 1, 1)).bn());
        int[] widths = {16, 32, 32, 64, 64, 128, 128, 128, 128, 128, 128, 256, 256};
        for (int width : widths) {
            Conv depthwise = Conv.of(x.channels(), 3).depthwise();
            boolean halves = width > x.channels() && width > 16;
            x = minMax(x.convBn(halves ? depthwise.stride(2).pads(0, 0, 1, 1) : depthwise));
            x = minMax(x.convBn(width, 1, 1));
        }
        x = x.then("ReduceMean", Map.of("axes", Sketch.longs(2, 3), "keepdims", 0));
        x = x.reshape(256, -1, 1, 1, 256)
                .transpose(256, 0, 3, 1, 2)
                .conv(Conv.of(100, 1).gain(3));
        x = x.transpose(100, 0, 2, 3, 1).reshape(100, -1, 100);
        return net.model(x.then("Softmax", Map.of("axis", 1)));
    }

    private static Value minMax(Value x) {
        Sketch net = x.net();
        return x.then("Max", net.scalar(0)).then("Min", net.scalar(6));
    }

    /** Of torchvision, opset 10, as the ONNX Model Zoo has it: bounds as attributes, a reshape that asks for the batch. */
    static OnnxModel v2() {
        Sketch net = new Sketch("mobilenetv2", 10);
        Value x = clip6(net.image("input", 3, 96, 96).convBn(8, 3, 2));
        int[][] stages = {
            {1, 4, 1, 1}, {6, 6, 2, 2}, {6, 8, 3, 2}, {6, 16, 4, 2}, {6, 24, 3, 1}, {6, 40, 3, 2}, {6, 80, 1, 1}
        };
        for (int[] stage : stages) {
            for (int block = 0; block < stage[2]; block++) {
                x = inverted(x, stage[0], stage[1], block == 0 ? stage[3] : 1);
            }
        }
        x = clip6(x.convBn(320, 1, 1)).globalAveragePool();
        String shape = Torch.shape(net, Torch.extent(x, 0), net.index(-1));
        return net.model(x.to(320, "Reshape", Map.of(), shape).gemm(100));
    }

    private static Value inverted(Value x, int factor, int width, int stride) {
        Value branch = factor == 1 ? x : clip6(x.convBn(factor * x.channels(), 1, 1));
        branch =
                clip6(branch.convBn(Conv.of(branch.channels(), 3).stride(stride).depthwise()));
        branch = branch.conv(Conv.of(width, 1).unbiased()).bn(0.5);
        return stride == 1 && width == x.channels() ? x.plus(branch) : branch;
    }

    private static Value clip6(Value x) {
        return x.then("Clip", Map.of("max", 6f, "min", 0f));
    }

    /** MobileNetV3-Small of PaddlePaddle through Paddle2ONNX, opset 11. */
    static OnnxModel v3Small() {
        Sketch net = new Sketch("MobileNetV3_small_x1_0", 11);
        Value x = Paddle.hardSwish(net.image("x", 3, 96, 96).convBn(8, 3, 2));
        x = bottleneck(x, 3, 8, 8, true, false, 2);
        x = bottleneck(x, 3, 36, 12, false, false, 2);
        x = bottleneck(x, 3, 44, 12, false, false, 1);
        x = bottleneck(x, 5, 48, 20, true, true, 2);
        x = bottleneck(x, 5, 120, 20, true, true, 1);
        x = bottleneck(x, 5, 120, 20, true, true, 1);
        x = bottleneck(x, 5, 60, 24, true, true, 1);
        x = bottleneck(x, 5, 72, 24, true, true, 1);
        x = bottleneck(x, 5, 144, 48, true, true, 2);
        x = bottleneck(x, 5, 288, 48, true, true, 1);
        x = bottleneck(x, 5, 288, 48, true, true, 1);
        x = Paddle.hardSwish(x.convBn(288, 1, 1)).globalAveragePool();
        x = Paddle.hardSwish(x.conv(Conv.of(256, 1).unbiased())).then("Dropout", Map.of());
        x = Paddle.flatten(x).matMulAdd(100, 8).then("Softmax", Map.of("axis", 1));
        return net.model(x.then("Identity"));
    }

    private static Value bottleneck(
            Value x, int kernel, int wide, int width, boolean excites, boolean hardSwish, int stride) {
        Value branch = x.convBn(wide, 1, 1);
        branch = hardSwish ? Paddle.hardSwish(branch) : branch.relu();
        branch = branch.convBn(Conv.of(wide, kernel).stride(stride).depthwise());
        branch = hardSwish ? Paddle.hardSwish(branch) : branch.relu();
        branch = excites ? Paddle.excited(branch) : branch;
        branch = branch.conv(Conv.of(width, 1).unbiased()).bn(0.85);
        return stride == 1 && width == x.channels() ? x.plus(branch) : branch;
    }

    /** MobileNetV3-Large of torchvision, opset 14, which has hard swish and hard sigmoid as nodes. */
    static OnnxModel v3Large() {
        Sketch net = new Sketch("mobilenet_v3_large", 14);
        Value x = net.image("input", 3, 96, 96).conv(8, 3, 2).then("HardSwish");
        x = torchBottleneck(x, 3, 8, 8, false, "Relu", 1);
        x = torchBottleneck(x, 3, 32, 12, false, "Relu", 2);
        x = torchBottleneck(x, 3, 36, 12, false, "Relu", 1);
        x = torchBottleneck(x, 5, 36, 20, true, "Relu", 2);
        x = torchBottleneck(x, 5, 60, 20, true, "Relu", 1);
        x = torchBottleneck(x, 5, 60, 20, true, "Relu", 1);
        x = torchBottleneck(x, 3, 120, 40, false, "HardSwish", 2);
        x = torchBottleneck(x, 3, 100, 40, false, "HardSwish", 1);
        x = torchBottleneck(x, 3, 92, 40, false, "HardSwish", 1);
        x = torchBottleneck(x, 3, 92, 40, false, "HardSwish", 1);
        x = torchBottleneck(x, 3, 240, 56, true, "HardSwish", 1);
        x = torchBottleneck(x, 3, 336, 56, true, "HardSwish", 1);
        x = torchBottleneck(x, 5, 336, 80, true, "HardSwish", 2);
        x = torchBottleneck(x, 5, 480, 80, true, "HardSwish", 1);
        x = torchBottleneck(x, 5, 480, 80, true, "HardSwish", 1);
        x = x.conv(480, 1).then("HardSwish").globalAveragePool().flatten(1);
        return net.model(x.gemm(320).then("HardSwish").gemm(100));
    }

    private static Value torchBottleneck(
            Value x, int kernel, int wide, int width, boolean excites, String activation, int stride) {
        Value branch = wide == x.channels() ? x : x.conv(wide, 1).then(activation);
        branch = branch.conv(Conv.of(wide, kernel).stride(stride).depthwise()).then(activation);
        if (excites) {
            Value excitation =
                    branch.globalAveragePool().conv(wide / 4, 1).relu().conv(wide, 1);
            branch = excitation.then("HardSigmoid", Map.of("alpha", 1 / 6f)).times(branch);
        }
        branch = branch.conv(Conv.of(width, 1).gain(0.85));
        return stride == 1 && width == x.channels() ? branch.plus(x) : branch;
    }
}

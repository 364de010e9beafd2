package dev.frogeye.zoo;

import dev.frogeye.model.onnx.OnnxModel;
import java.util.Map;

/** AlexNet, VGG-16 and SqueezeNet, a quarter as wide as published. */
final class Classics {
    private Classics() {}

    /** torchvision, opset 11: adaptive pooling of a picture of the usual size is a pool of one pixel. */
    static OnnxModel alexNet() {
        Sketch net = new Sketch("alexnet", 11);
        Value x = net.image("input.1", 3, 224, 224);
        x = x.conv(Conv.of(16, 11).stride(4).pad(2)).relu().maxPool(3, 2, 0);
        x = x.conv(48, 5).relu().maxPool(3, 2, 0);
        x = x.conv(96, 3).relu().conv(64, 3).relu().conv(64, 3).relu().maxPool(3, 2, 0);
        x = x.averagePool(1, 1, 0).flatten(6 * 6);
        return net.model(x.gemm(256).relu().gemm(256).relu().gemm(100));
    }

    /** Caffe's, as the ONNX Model Zoo has it (opset 9): two groups, local response normalisation, softmax. */
    static OnnxModel caffeAlexNet() {
        Sketch net = new Sketch("bvlcalexnet", 9);
        Value x = net.image("data_0", 3, 224, 224);
        x = lrn(x.conv(Conv.of(24, 11).stride(4).pad(0)).relu());
        x = x.then("MaxPool", Map.of("kernel_shape", Sketch.longs(3, 3), "strides", Sketch.longs(2, 2)));
        x = lrn(x.conv(Conv.of(64, 5).groups(2)).relu()).maxPool(3, 2, 0);
        x = x.conv(96, 3).relu().conv(Conv.of(96, 3).groups(2)).relu();
        x = x.conv(Conv.of(64, 3).groups(2)).relu().maxPool(3, 2, 0);
        x = x.reshape(64 * 5 * 5, 1, 64 * 5 * 5);
        x = x.gemm(256).relu().then("Dropout", Map.of("ratio", 0.5f));
        x = x.gemm(256).relu().then("Dropout", Map.of("ratio", 0.5f));
        return net.model(x.gemm(100).then("Softmax", Map.of("axis", 1)));
    }

    static Value lrn(Value x) {
        return x.then("LRN", Map.of("alpha", 1e-4f, "beta", 0.75f, "bias", 1f, "size", 5));
    }

    /** MXNet's, as the ONNX Model Zoo has it (opset 7). */
    static OnnxModel vgg16() {
        Sketch net = new Sketch("vgg16", 7);
        Value x = net.image("data", 3, 64, 64);
        int[][] stages = {{16, 16}, {32, 32}, {64, 64, 64}, {128, 128, 128}, {128, 128, 128}};
        for (int[] stage : stages) {
            for (int width : stage) {
                x = x.conv(width, 3).relu();
            }
            x = x.maxPool(2, 2, 0);
        }
        x = x.then("Flatten").to(128 * 2 * 2, "Identity", Map.of());
        x = x.gemm(256).relu().then("Dropout", Map.of("ratio", 0.5f)).flatten(1);
        x = x.gemm(256).relu().then("Dropout", Map.of("ratio", 0.5f)).flatten(1);
        return net.model(x.gemm(100));
    }

    /** SqueezeNet 1.1 of torchvision, opset 13: pools whose last window hangs over, a classifier of convolutions. */
    static OnnxModel squeezeNet() {
        Sketch net = new Sketch("squeezenet1_1", 13);
        Value x = net.image("input", 3, 96, 96);
        x = x.conv(Conv.of(16, 3).stride(2).pad(0)).relu().maxPoolCeiling(3, 2);
        x = fire(fire(x, 4), 4).maxPoolCeiling(3, 2);
        x = fire(fire(x, 8), 8).maxPoolCeiling(3, 2);
        x = fire(fire(fire(fire(x, 12), 12), 16), 16);
        return net.model(x.conv(100, 1).relu().globalAveragePool().flatten(1));
    }

    private static Value fire(Value x, int squeezed) {
        Value squeeze = x.conv(squeezed, 1).relu();
        return x.net()
                .concat(
                        squeeze.conv(4 * squeezed, 1).relu(),
                        squeeze.conv(4 * squeezed, 3).relu());
    }
}

package dev.frogeye.zoo;

import dev.frogeye.model.onnx.OnnxModel;
import java.util.Map;

/** Networks of residual blocks: ResNet-18 and -50, RegNetY. */
final class ResNets {
    private ResNets() {}

    /** torchvision's, opset 17: batch normalisation already part of the convolutions. */
    static OnnxModel resNet18() {
        Sketch net = new Sketch("resnet18", 17);
        Value x = stem(net.image("input", 3, 96, 96), 16).maxPool(3, 2, 1);
        for (int stage = 0; stage < 4; stage++) {
            x = basic(x, 16 << stage, stage == 0 ? 1 : 2);
            x = basic(x, 16 << stage, 1);
        }
        return net.model(x.globalAveragePool().flatten(1).gemm(100));
    }

    static Value stem(Value image, int width) {
        return image.conv(width, 7, 2).relu();
    }

    /** The block of two convolutions. */
    static Value basic(Value x, int width, int stride) {
        Value branch = x.conv(width, 3, stride).relu().conv(Conv.of(width, 3).gain(0.5));
        Value shortcut = stride == 1 && x.channels() == width ? x : x.conv(width, 1, stride);
        return branch.plus(shortcut).relu();
    }

    /** Keras's through tf2onnx, opset 13: channels last outside, a pad of its own, batch normalisation apart. */
    static OnnxModel resNet50Keras() {
        Sketch net = new Sketch("resnet50-keras", 13);
        Value x = Keras.transposed(net.imageChannelsLast("input_1", 96, 96, 3));
        x = Keras.pad(x, 3).conv(Conv.of(16, 7).stride(2).pad(0)).bn().relu();
        x = Keras.pad(x, 1).maxPool(3, 2, 0);
        int[] blocks = {3, 4, 6, 3};
        for (int stage = 0; stage < 4; stage++) {
            for (int block = 0; block < blocks[stage]; block++) {
                int stride = block == 0 && stage > 0 ? 2 : 1;
                int width = 16 << stage;
                Value branch =
                        x.conv(width, 1, stride).bn().relu().conv(width, 3).bn().relu();
                branch = branch.conv(4 * width, 1).bn(0.3);
                Value shortcut = block > 0 ? x : x.conv(4 * width, 1, stride).bn();
                x = shortcut.plus(branch).relu();
            }
        }
        return net.model(Keras.pooled(x).matMulAdd(100, 0.5).then("Softmax", Map.of("axis", -1)));
    }

    /** MXNet's ResNet-50 v2, as the ONNX Model Zoo has it (opset 7): normalised before each convolution. */
    static OnnxModel resNet50Mxnet() {
        Sketch net = new Sketch("resnet50-v2", 7);
        Value x = net.image("data", 3, 64, 64).bn();
        x = x.convBn(16, 7, 2).relu().maxPool(3, 2, 1);
        int[] blocks = {3, 4, 6, 3};
        for (int stage = 0; stage < 4; stage++) {
            for (int block = 0; block < blocks[stage]; block++) {
                int stride = block == 0 && stage > 0 ? 2 : 1;
                int width = 16 << stage;
                Value before = x.bn().relu();
                Value branch = before.convBn(width, 1, 1)
                        .relu()
                        .convBn(width, 3, stride)
                        .relu();
                branch = branch.conv(Conv.of(4 * width, 1).unbiased().gain(0.3));
                Value shortcut = block > 0
                        ? x
                        : before.conv(Conv.of(4 * width, 1).stride(stride).unbiased());
                x = branch.plus(shortcut);
            }
        }
        x = x.bn().relu().globalAveragePool().reshape(x.channels(), 0, -1);
        return net.model(x.gemm(100));
    }

    /** RegNetY-400MF of torchvision, opset 14: groups of eight channels, squeeze and excite. */
    static OnnxModel regNet() {
        Sketch net = new Sketch("regnet_y_400mf", 14);
        Value x = net.image("input", 3, 96, 96).conv(16, 3, 2).relu();
        int[] blocks = {1, 3, 6, 6};
        int[] widths = {24, 48, 104, 216};
        for (int stage = 0; stage < 4; stage++) {
            for (int block = 0; block < blocks[stage]; block++) {
                x = residualWithExcitation(x, widths[stage], block == 0 ? 2 : 1);
            }
        }
        return net.model(x.globalAveragePool().flatten(1).gemm(100));
    }

    private static Value residualWithExcitation(Value x, int width, int stride) {
        Value branch = x.conv(width, 1).relu();
        branch = branch.conv(Conv.of(width, 3).stride(stride).groups(width / 8)).relu();
        Value excitation = branch.globalAveragePool().conv(x.channels() / 4, 1).relu();
        branch = excitation.conv(width, 1).sigmoid().times(branch).conv(width, 1);
        Value shortcut = stride == 1 ? x : x.conv(width, 1, stride);
        return shortcut.plus(branch).relu();
    }
}

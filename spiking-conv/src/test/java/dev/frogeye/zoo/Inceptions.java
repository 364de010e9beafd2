package dev.frogeye.zoo;

import dev.frogeye.model.onnx.OnnxModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Inception v1 and v3, a quarter as wide as published. */
final class Inceptions {
    private Inceptions() {}

    /** Caffe's GoogLeNet, as the ONNX Model Zoo has it (opset 9): local response normalisation, pads of one side. */
    static OnnxModel v1() {
        Sketch net = new Sketch("googlenet", 9);
        Value x = pool(net.image("data_0", 3, 128, 128).conv(16, 7, 2).relu());
        x = Classics.lrn(x).conv(16, 1).relu().conv(48, 3).relu();
        x = pool(Classics.lrn(x));
        x = module(module(x, 16, 24, 32, 4, 8, 8), 32, 32, 48, 8, 24, 16);
        x = module(pool(x), 48, 24, 52, 4, 12, 16);
        x = module(module(x, 40, 28, 56, 6, 16, 16), 32, 32, 64, 6, 16, 16);
        x = module(module(x, 28, 36, 72, 8, 16, 16), 64, 40, 80, 8, 32, 32);
        x = module(module(pool(x), 64, 40, 80, 8, 32, 32), 96, 48, 96, 12, 32, 32);
        x = x.averagePool(4, 1, 0).then("Dropout", Map.of("ratio", 0.4f));
        x = x.reshape(x.channels(), 1, x.channels()).gemm(100);
        return net.model(x.then("Softmax", Map.of("axis", 1)));
    }

    private static Value pool(Value x) {
        return x.then(
                "MaxPool",
                Map.of(
                        "kernel_shape",
                        Sketch.longs(3, 3),
                        "pads",
                        Sketch.longs(0, 0, 1, 1),
                        "strides",
                        Sketch.longs(2, 2)));
    }

    private static Value module(Value x, int one, int narrow3, int three, int narrow5, int five, int pooled) {
        return x.net()
                .concat(
                        x.conv(one, 1).relu(),
                        x.conv(narrow3, 1).relu().conv(three, 3).relu(),
                        x.conv(narrow5, 1).relu().conv(five, 5).relu(),
                        x.maxPool(3, 1, 1).conv(pooled, 1).relu());
    }

    /** torchvision's pretrained one, opset 12, which first brings the channels of the picture to another scale. */
    static OnnxModel v3() {
        Sketch net = new Sketch("inception_v3", 12);
        Value x = transformed(net.image("x", 3, 107, 107));
        x = valid(x, 8, 3, 2);
        x = valid(x, 8, 3, 1).conv(16, 3).relu().maxPool(3, 2, 0);
        x = valid(valid(x, 20, 1, 1), 48, 3, 1).maxPool(3, 2, 0);
        x = a(a(a(x, 8), 16), 16);
        x = b(x);
        x = c(c(c(c(x, 32), 40), 40), 48);
        x = e(e(d(x)));
        return net.model(x.globalAveragePool().flatten(1).gemm(100));
    }

    /** One {@code Gather}, {@code Unsqueeze}, {@code Mul} and {@code Add} a channel. */
    private static Value transformed(Value image) {
        Sketch net = image.net();
        double[] scale = {0.458, 0.448, 0.45};
        double[] shift = {-0.03, -0.088, -0.188};
        List<Value> channels = new ArrayList<>();
        for (int c = 0; c < 3; c++) {
            Value plane = image.to(1, "Gather", Map.of("axis", 1), net.index(c));
            plane = plane.then("Unsqueeze", Map.of("axes", Sketch.longs(1)));
            channels.add(plane.times(net.constant(scale[c])).plus(net.constant(shift[c])));
        }
        return net.concat(channels);
    }

    private static Value valid(Value x, int width, int kernel, int stride) {
        return x.conv(Conv.of(width, kernel).stride(stride).pad(0)).relu();
    }

    private static Value one(Value x, int width) {
        return x.conv(width, 1).relu();
    }

    private static Value wide(Value x, int width, int length) {
        return x.conv(Conv.of(width, 1, length)).relu();
    }

    private static Value high(Value x, int width, int length) {
        return x.conv(Conv.of(width, length, 1)).relu();
    }

    private static Value pooled(Value x, int width) {
        return one(x.averagePoolWithPadding(3, 1, 1), width);
    }

    private static Value a(Value x, int pooled) {
        Value doubled = one(x, 16).conv(24, 3).relu().conv(24, 3).relu();
        return x.net().concat(one(x, 16), one(x, 12).conv(16, 5).relu(), doubled, pooled(x, pooled));
    }

    private static Value b(Value x) {
        Value doubled = valid(one(x, 16).conv(24, 3).relu(), 24, 3, 2);
        return x.net().concat(valid(x, 96, 3, 2), doubled, x.maxPool(3, 2, 0));
    }

    private static Value c(Value x, int width) {
        Value seven = high(wide(one(x, width), width, 7), 48, 7);
        Value twice = wide(high(wide(high(one(x, width), width, 7), width, 7), width, 7), 48, 7);
        return x.net().concat(one(x, 48), seven, twice, pooled(x, 48));
    }

    private static Value d(Value x) {
        Value three = valid(one(x, 48), 80, 3, 2);
        Value seven = valid(high(wide(one(x, 48), 48, 7), 48, 7), 48, 3, 2);
        return x.net().concat(three, seven, x.maxPool(3, 2, 0));
    }

    private static Value e(Value x) {
        Value three = one(x, 96);
        Value doubled = one(x, 112).conv(96, 3).relu();
        return x.net()
                .concat(
                        one(x, 80),
                        x.net().concat(wide(three, 96, 3), high(three, 96, 3)),
                        x.net().concat(wide(doubled, 96, 3), high(doubled, 96, 3)),
                        pooled(x, 48));
    }
}

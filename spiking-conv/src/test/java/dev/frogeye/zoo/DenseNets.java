package dev.frogeye.zoo;

import dev.frogeye.model.onnx.OnnxModel;
import java.util.Map;

/** DenseNet-121, all 58 dense layers, a quarter as wide as published. */
final class DenseNets {
    private static final int GROWTH = 8;

    private DenseNets() {}

    /**
     * Caffe's, as the ONNX Model Zoo has it (opset 9): batch normalisation without scale, which follows as {@code Mul}
     * and {@code Add} with constants that have to be given more axes.
     */
    static OnnxModel denseNet121() {
        Sketch net = new Sketch("densenet121", 9);
        Value x = scaled(net.image("data_0", 3, 64, 64)
                        .conv(Conv.of(2 * GROWTH, 7).stride(2).unbiased()))
                .relu()
                .maxPool(3, 2, 1);
        int[] layers = {6, 12, 24, 16};
        for (int block = 0; block < layers.length; block++) {
            for (int layer = 0; layer < layers[block]; layer++) {
                Value narrow = scaled(x).relu().conv(Conv.of(4 * GROWTH, 1).unbiased());
                Value grown = scaled(narrow).relu().conv(Conv.of(GROWTH, 3).unbiased());
                x = net.concat(x, grown);
            }
            x = scaled(x).relu();
            if (block < layers.length - 1) {
                x = x.conv(Conv.of(x.channels() / 2, 1).unbiased()).averagePool(2, 2, 0);
            }
        }
        return net.model(x.globalAveragePool().conv(100, 1));
    }

    private static Value scaled(Value x) {
        return x.bn().times(column(x, 1)).plus(column(x, 0));
    }

    private static String column(Value x, float centre) {
        Sketch net = x.net();
        String vector = net.weights(centre, 0.3f, x.channels());
        return net.node("Unsqueeze", x.channels(), Map.of("axes", Sketch.longs(1, 2)), vector)
                .name();
    }
}

package dev.frogeye.zoo;

import java.util.Map;

/** What tf2onnx writes for layers of Keras: channels last at the input, channels first once the first node is past. */
final class Keras {
    private Keras() {}

    static Value transposed(Value image) {
        return image.transpose(image.channels(), 0, 3, 1, 2);
    }

    /** {@code ZeroPadding2D} on all sides. */
    static Value pad(Value x, int by) {
        return pad(x, by, by, by, by);
    }

    /** {@code ZeroPadding2D}. */
    static Value pad(Value x, int top, int left, int bottom, int right) {
        Sketch net = x.net();
        String pads = net.integers(0, 0, top, left, 0, 0, bottom, right);
        return x.then("Pad", Map.of("mode", "constant"), pads, net.scalar(0));
    }

    /** {@code GlobalAveragePooling2D}: one row. */
    static Value pooled(Value x) {
        return x.globalAveragePool().then("Squeeze", x.net().integers(2, 3));
    }
}

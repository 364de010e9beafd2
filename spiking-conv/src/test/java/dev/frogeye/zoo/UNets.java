package dev.frogeye.zoo;

import dev.frogeye.model.onnx.OnnxBuilder;
import dev.frogeye.model.onnx.OnnxModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** U-Net for segmentation, an eighth as wide as published, which makes its way back up in two forms. */
final class UNets {
    private UNets() {}

    /** Opset 11: transposed convolutions, then a pad to the size of what came down, as its picture cannot be halved. */
    static OnnxModel transposed() {
        Sketch net = new Sketch("unet-transposed", 11);
        List<Value> down = down(net.image("input", 3, 72, 88), 128);
        Value x = down.get(4);
        int[][] lacking = {{1, 1}, {0, 0}, {0, 0}, {0, 0}};
        for (int level = 3; level >= 0; level--) {
            int width = x.channels() / 2;
            x = x.to(
                    width,
                    "ConvTranspose",
                    Conv.of(width, 2).stride(2).pad(0).attributes(),
                    net.kernel(1.5f, x.channels(), x.channels(), width, 2, 2),
                    net.weights(0, 0.1f, width));
            x = pad(x, lacking[3 - level]);
            x = twice(net.concat(down.get(level), x), width);
        }
        return net.model(x.conv(2, 1));
    }

    /** Opset 11: bilinear with aligned corners. */
    static OnnxModel bilinear() {
        Sketch net = new Sketch("unet-bilinear", 11);
        List<Value> down = down(net.image("input", 1, 64, 80), 64);
        Value x = down.get(4);
        for (int level = 3; level >= 0; level--) {
            x = x.then(
                    "Resize",
                    Map.of(
                            "coordinate_transformation_mode",
                            "align_corners",
                            "cubic_coeff_a",
                            -0.75f,
                            "mode",
                            "linear",
                            "nearest_mode",
                            "floor"),
                    net.initializer(new float[0], 0),
                    net.initializer(new float[] {1, 1, 2, 2}, 4));
            x = twice(net.concat(down.get(level), x), 8 << Math.max(0, level - 1));
        }
        return net.model(x.conv(1, 1).sigmoid());
    }

    private static List<Value> down(Value image, int deepest) {
        List<Value> levels = new ArrayList<>(List.of(twice(image, 8)));
        for (int width : new int[] {16, 32, 64, deepest}) {
            levels.add(twice(levels.get(levels.size() - 1).maxPool(2, 2, 0), width));
        }
        return levels;
    }

    private static Value twice(Value x, int width) {
        return x.conv(width, 3).relu().conv(width, 3).relu();
    }

    /** {@code F.pad} below and on the right: torch turns its list of pads into that of ONNX within the graph. */
    private static Value pad(Value x, int[] lacking) {
        Sketch net = x.net();
        String zeros = net.node(
                        "ConstantOfShape",
                        0,
                        Map.of("value", OnnxBuilder.tensor(new long[1], 1).build()),
                        net.constants(4))
                .name();
        Value pads = net.node("Concat", 0, Map.of("axis", 0), net.constants(0, lacking[1], 0, lacking[0]), zeros);
        pads = pads.then("Reshape", net.constants(-1, 2));
        pads = pads.then(
                "Slice", net.constants(-1), net.constants(-Long.MAX_VALUE), net.constants(0), net.constants(-1));
        pads = pads.transpose(0, 1, 0).then("Reshape", net.constants(-1)).then("Cast", Map.of("to", 7));
        return x.then("Pad", Map.of("mode", "constant"), pads.name(), net.constant(0));
    }
}

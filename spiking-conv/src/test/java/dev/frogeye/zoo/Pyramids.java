package dev.frogeye.zoo;

import dev.frogeye.model.onnx.OnnxModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The feature pyramid of torchvision's detectors, opset 11, on a ResNet-18 a quarter as wide as published. */
final class Pyramids {
    private static final int WIDTH = 32;

    private Pyramids() {}

    /** Five outputs; each level is brought to the size of the one below, whose shape it asks for. */
    static OnnxModel fpn() {
        Sketch net = new Sketch("resnet18_fpn", 11);
        Value x = ResNets.stem(net.image("images", 3, 96, 112), 16).maxPool(3, 2, 1);
        List<Value> stages = new ArrayList<>();
        for (int stage = 0; stage < 4; stage++) {
            x = ResNets.basic(x, 16 << stage, stage == 0 ? 1 : 2);
            x = ResNets.basic(x, 16 << stage, 1);
            stages.add(x);
        }
        Value inner = stages.get(3).conv(WIDTH, 1);
        List<Value> outputs = new ArrayList<>(List.of(inner.conv(WIDTH, 3)));
        for (int stage = 2; stage >= 0; stage--) {
            Value lateral = stages.get(stage).conv(WIDTH, 1);
            inner = lateral.plus(resizedTo(lateral, inner));
            outputs.add(0, inner.conv(WIDTH, 3));
        }
        outputs.add(outputs.get(3).maxPool(1, 2, 0));
        return net.model(outputs.toArray(Value[]::new));
    }

    private static Value resizedTo(Value like, Value x) {
        Sketch net = x.net();
        String extents = Torch.shape(net, Torch.extent(like, 2), Torch.extent(like, 3));
        String wanted = net.node("Cast", 0, Map.of("to", 7), extents).name();
        Value front = x.then("Shape").then("Slice", net.constants(0), net.constants(2), net.constants(0));
        String sizes =
                net.node("Concat", 0, Map.of("axis", 0), front.name(), wanted).name();
        return x.then(
                "Resize",
                Map.of(
                        "coordinate_transformation_mode",
                        "asymmetric",
                        "cubic_coeff_a",
                        -0.75f,
                        "mode",
                        "nearest",
                        "nearest_mode",
                        "floor"),
                net.initializer(new float[0], 0),
                net.initializer(new float[0], 0),
                sizes);
    }
}

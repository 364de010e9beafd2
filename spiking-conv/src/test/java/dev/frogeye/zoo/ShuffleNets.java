package dev.frogeye.zoo;

import dev.frogeye.model.onnx.OnnxModel;
import java.util.List;
import java.util.Map;

/** ShuffleNet v1 and v2: groups of channels, mixed by reshaping and transposing. */
final class ShuffleNets {
    private ShuffleNets() {}

    /** Caffe2's ShuffleNet v1 with three groups, as the ONNX Model Zoo has it (opset 9), half as wide. */
    static OnnxModel v1() {
        Sketch net = new Sketch("shufflenet", 9);
        Value x = net.image("gpu_0/data_0", 3, 96, 96).convBn(24, 3, 2).relu().maxPool(3, 2, 1);
        int[] units = {4, 8, 4};
        int[] sides = {12, 6, 3};
        for (int stage = 0; stage < 3; stage++) {
            int width = 120 << stage;
            x = unit(x, width, 2, stage == 0 ? 1 : 3, sides[stage] * 2);
            for (int unit = 1; unit < units[stage]; unit++) {
                x = unit(x, width, 1, 3, sides[stage]);
            }
        }
        x = x.averagePool(3, 1, 0).reshape(x.channels(), 1, x.channels());
        return net.model(x.gemm(100, 0.03).then("Softmax", Map.of("axis", 1)));
    }

    private static Value unit(Value x, int width, int stride, int groups, int side) {
        int grown = stride == 1 ? width : width - x.channels();
        int narrow = width / 4 / 6 * 6;
        Value branch = x.convBn(Conv.of(narrow, 1).groups(groups)).relu();
        branch = branch.reshape(narrow, 1, 3, narrow / 3, side, side)
                .transpose(narrow, 0, 2, 1, 3, 4)
                .reshape(narrow, 1, narrow, side, side);
        branch = branch.convBn(Conv.of(narrow, 3).stride(stride).depthwise());
        branch = branch.conv(Conv.of(grown, 1).groups(3).unbiased()).bn(0.5);
        return stride == 1
                ? x.then("Sum", branch.name()).relu()
                : x.net().concat(x.averagePool(3, 2, 1), branch).relu();
    }

    /** ShuffleNet v2 of torchvision, opset 11, whose shuffle asks for the shape of its input. */
    static OnnxModel v2() {
        Sketch net = new Sketch("shufflenet_v2_x1_0", 11);
        Value x = net.image("input", 3, 96, 96).conv(24, 3, 2).relu().maxPool(3, 2, 1);
        int[] units = {4, 8, 4};
        for (int stage = 0; stage < 3; stage++) {
            int half = 28 << stage;
            Value left = x.conv(Conv.of(x.channels(), 3).stride(2).depthwise())
                    .conv(half, 1)
                    .relu();
            x = shuffled(net.concat(left, branch(x, half, 2)));
            for (int unit = 1; unit < units[stage]; unit++) {
                List<Value> halves = net.node(
                        "Split",
                        new int[] {half, half},
                        Map.of("axis", 1, "split", Sketch.longs(half, half)),
                        x.name());
                x = shuffled(net.concat(halves.get(0), branch(halves.get(1), half, 1)));
            }
        }
        x = x.conv(256, 1).relu().then("ReduceMean", Map.of("axes", Sketch.longs(2, 3), "keepdims", 0));
        return net.model(x.gemm(100));
    }

    private static Value branch(Value x, int width, int stride) {
        Value narrow = x.conv(width, 1).relu();
        return narrow.conv(Conv.of(width, 3).stride(stride).depthwise())
                .conv(width, 1)
                .relu();
    }

    private static Value shuffled(Value x) {
        Sketch net = x.net();
        Torch.Extents extents = Torch.extents(x);
        String half =
                net.node("Div", 0, Map.of(), extents.channels(), net.index(2)).name();
        Value pairs = x.to(
                x.channels(),
                "Reshape",
                Map.of(),
                Torch.shape(net, extents.batch(), net.index(2), half, extents.height(), extents.width()));
        return pairs.transpose(x.channels(), 0, 2, 1, 3, 4)
                .to(
                        x.channels(),
                        "Reshape",
                        Map.of(),
                        Torch.shape(net, extents.batch(), net.index(-1), extents.height(), extents.width()));
    }
}

package dev.frogeye.model.onnx.rule;

import dev.frogeye.model.Layer;
import dev.frogeye.model.Layout;
import dev.frogeye.model.Tensor;
import dev.frogeye.model.onnx.constant.Dims;
import dev.frogeye.model.onnx.constant.Extents;
import dev.frogeye.model.onnx.file.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** {@code Concat}. */
final class ConcatRule {
    private ConcatRule() {}

    static void concat(Node node, Assembly net) {
        List<Tensor> stored = IntStream.range(0, node.inputs().size())
                .mapToObj(i -> net.asStored(node, i))
                .toList();
        if (stored.isEmpty()) {
            throw node.error("has no inputs");
        }
        List<List<Integer>> dims = stored.stream().map(Tensor::dims).toList();
        int rank = dims.get(0).size();
        int axis = Dims.axisOf(node, 1, rank);
        List<Integer> result = Extents.joined(node, dims, axis);
        // Only now that all have the same rank is there one layout for them.
        Layout layout = stored.get(0).layout();
        List<Tensor> parts =
                stored.stream().map(part -> net.inLayout(node, part, layout)).toList();
        if (parts.size() == 1) {
            net.same(node, parts.get(0));
        } else if (rank == 4 || axis == rank - 1 || Dims.size(result.subList(0, axis)) == 1) {
            Tensor output = net.output(node, result, layout);
            net.add(new Layer.Concat(node.name(), node.operator(), parts, output, storedAxis(layout, rank, axis)));
        } else {
            inTheMiddle(node, net, parts, axis, result);
        }
    }

    private static Layer.Axis storedAxis(Layout layout, int rank, int axis) {
        if (axis == layout.channelAxis(rank)) {
            return Layer.Axis.CHANNELS;
        }
        int width = layout == Layout.CHANNELS_FIRST ? 3 : 2;
        return rank == 4 && axis == width ? Layer.Axis.WIDTH : Layer.Axis.HEIGHT;
    }

    /** Along an axis that is stored inside the rows: with that axis moved behind the last one, the rows can be joined. */
    private static void inTheMiddle(Node node, Assembly net, List<Tensor> parts, int axis, List<Integer> result) {
        int outer = (int) Dims.size(result.subList(0, axis));
        List<Tensor> flat = new ArrayList<>();
        for (Tensor part : parts) {
            List<Integer> dims = List.of(outer, part.shape().size() / outer);
            flat.add(RearrangeRule.reshaped(node, net, part, net.between(node, "rows", dims)));
        }
        Tensor joined = net.between(node, "joined", List.of(outer, (int) (Dims.size(result) / outer)));
        net.add(new Layer.Concat(joined.name(), node.operator(), flat, joined, Layer.Axis.CHANNELS));
        RearrangeRule.reshaped(node, net, joined, net.output(node, result));
    }
}

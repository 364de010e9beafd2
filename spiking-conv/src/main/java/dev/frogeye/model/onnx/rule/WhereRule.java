package dev.frogeye.model.onnx.rule;

import dev.frogeye.model.Layer;
import dev.frogeye.model.Layout;
import dev.frogeye.model.Tensor;
import dev.frogeye.model.onnx.constant.Dims;
import dev.frogeye.model.onnx.constant.Extents;
import dev.frogeye.model.onnx.constant.FoldedArithmetic;
import dev.frogeye.model.onnx.constant.FoldedSelection;
import dev.frogeye.model.onnx.constant.Literal;
import dev.frogeye.model.onnx.constant.Pick;
import dev.frogeye.model.onnx.constant.RepeatPick;
import dev.frogeye.model.onnx.file.Node;
import java.util.List;
import java.util.stream.IntStream;

/** {@code Where} with a constant condition: each value comes from one side, always the same. */
final class WhereRule {
    private WhereRule() {}

    static void where(Node node, Assembly net) {
        node.requireInputs(3, 3);
        if (!net.isConstant(node, 0)) {
            throw node.error("is supported with a constant condition only");
        }
        if (net.isConstant(node, 1)) {
            constant(node, net, net.asStored(node, 2), net.floats(node, 1), false);
        } else if (net.isConstant(node, 2)) {
            constant(node, net, net.asStored(node, 1), net.floats(node, 2), true);
        } else {
            tensors(node, net, net.asStored(node, 1), net.asStored(node, 2));
        }
    }

    /** Both sides behind one another along the channels, so that a pixel still depends on its own pixel only. */
    private static void tensors(Node node, Assembly net, Tensor left, Tensor right) {
        List<Integer> dims = FoldedSelection.dims(node, left.dims(), right.dims(), net);
        if (dims.isEmpty()) {
            throw node.error("is not supported on scalars");
        }
        long[] condition = FoldedSelection.condition(node, net, dims);
        Layout layout = BinaryRule.layout(left.shape().size() >= right.shape().size() ? left : right, dims);
        int axis = layout.channelAxis(dims.size());
        int extent = dims.get(axis);
        List<Integer> both = Dims.with(dims, axis, Extents.extent(node, 2L * extent));
        Tensor joined = net.between(node, "joined", both, layout);
        List<Tensor> sides = List.of(spread(node, net, left, dims, layout), spread(node, net, right, dims, layout));
        net.add(new Layer.Concat(joined.name(), node.operator(), sides, joined, Layer.Axis.CHANNELS));
        int inner = (int) Dims.size(dims.subList(axis, dims.size()));
        Pick pick = Pick.of(dims, () -> IntStream.range(0, condition.length)
                .map(i -> i / inner * 2 * inner + i % inner + (condition[i] != 0 ? 0 : inner))
                .toArray());
        RearrangeRule.pick(node, net, joined, pick);
    }

    private static Tensor spread(Node node, Assembly net, Tensor tensor, List<Integer> dims, Layout layout) {
        return tensor.dims().equals(dims) && tensor.layout() == layout
                ? tensor
                : RearrangeRule.picked(
                        node,
                        net,
                        tensor,
                        net.between(node, "spread", dims, layout),
                        RepeatPick.spread(tensor.dims(), dims));
    }

    private static void constant(Node node, Assembly net, Tensor tensor, Literal.Floats literal, boolean tensorIfTrue) {
        List<Integer> dims = FoldedSelection.dims(node, tensor.dims(), literal.dims(), net);
        long[] condition = FoldedSelection.condition(node, net, dims);
        float[] values = ((Literal.Floats) FoldedArithmetic.expanded(node, net, literal, dims)).values();
        net.reserveFolded(node, dims);
        float[] rest = new float[condition.length];
        Float common = null;
        boolean uniform = true;
        for (int i = 0; i < rest.length; i++) {
            if (condition[i] != 0 != tensorIfTrue) {
                rest[i] = values[i];
                uniform &= common == null || common == values[i];
                common = values[i];
            }
        }
        Number fill = uniform && common != null ? common : 0f;
        Pick pick = new Pick(
                dims,
                () -> {
                    int[] source = RepeatPick.spread(tensor.dims(), dims).source();
                    for (int i = 0; i < source.length; i++) {
                        source[i] = condition[i] != 0 == tensorIfTrue ? source[i] : -1;
                    }
                    return source;
                },
                fill);
        if (uniform) {
            RearrangeRule.pick(node, net, tensor, pick);
            return;
        }
        Layout layout = BinaryRule.layout(tensor, dims);
        Tensor selected = RearrangeRule.picked(node, net, tensor, net.between(node, "selected", dims, layout), pick);
        net.add(new Layer.Binary(
                node.name(),
                node.operator(),
                Layer.Arithmetic.ADD,
                selected,
                BinaryRule.constant(node, net, new Literal.Floats(dims, rest), dims, layout),
                net.output(node, dims, layout)));
    }
}

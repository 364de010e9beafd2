package dev.frogeye.model.onnx;

import dev.frogeye.model.Layer;
import dev.frogeye.model.Layout;
import dev.frogeye.model.Tensor;
import java.util.List;
import java.util.stream.IntStream;

/** {@code Where} with a constant condition: each value comes from one side, always the same. */
final class Selections {
    private Selections() {}

    static Literal fold(Node node, Assembly net) {
        node.requireInputs(3, 3);
        Literal left = net.literal(node, 1);
        Literal right = net.literal(node, 2);
        if (left instanceof Literal.Floats != right instanceof Literal.Floats) {
            throw node.error("selects integers or floats");
        }
        List<Integer> dims = dims(node, left.dims(), right.dims(), net);
        long[] condition = condition(node, net, dims);
        Literal a = FoldedArithmetic.expanded(node, net, left, dims);
        Literal b = FoldedArithmetic.expanded(node, net, right, dims);
        int size = net.reserveFolded(node, dims);
        if (a instanceof Literal.Floats x && b instanceof Literal.Floats y) {
            float[] values = new float[size];
            for (int i = 0; i < size; i++) {
                values[i] = condition[i] != 0 ? x.values()[i] : y.values()[i];
            }
            return new Literal.Floats(dims, values);
        }
        long[] x = ((Literal.Integers) a).values();
        long[] y = ((Literal.Integers) b).values();
        return new Literal.Integers(
                dims,
                IntStream.range(0, size)
                        .mapToLong(i -> condition[i] != 0 ? x[i] : y[i])
                        .toArray());
    }

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
        List<Integer> dims = dims(node, left.dims(), right.dims(), net);
        if (dims.isEmpty()) {
            throw node.error("is not supported on scalars");
        }
        long[] condition = condition(node, net, dims);
        Layout layout = Arithmetics.layout(left.shape().size() >= right.shape().size() ? left : right, dims);
        int axis = layout.channelAxis(dims.size());
        int extent = dims.get(axis);
        List<Integer> both = Dims.with(dims, axis, Moves.extent(node, 2L * extent));
        Tensor joined = net.between(node, "joined", both, layout);
        List<Tensor> sides = List.of(spread(node, net, left, dims, layout), spread(node, net, right, dims, layout));
        net.add(new Layer.Concat(joined.name(), node.operator(), sides, joined, Layer.Axis.CHANNELS));
        int inner = (int) Dims.size(dims.subList(axis, dims.size()));
        Pick pick = Pick.of(dims, () -> IntStream.range(0, condition.length)
                .map(i -> i / inner * 2 * inner + i % inner + (condition[i] != 0 ? 0 : inner))
                .toArray());
        Moves.pick(node, net, joined, pick);
    }

    private static Tensor spread(Node node, Assembly net, Tensor tensor, List<Integer> dims, Layout layout) {
        return tensor.dims().equals(dims) && tensor.layout() == layout
                ? tensor
                : Moves.picked(
                        node,
                        net,
                        tensor,
                        net.between(node, "spread", dims, layout),
                        Repeats.spread(tensor.dims(), dims));
    }

    private static void constant(Node node, Assembly net, Tensor tensor, Literal.Floats literal, boolean tensorIfTrue) {
        List<Integer> dims = dims(node, tensor.dims(), literal.dims(), net);
        long[] condition = condition(node, net, dims);
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
                    int[] source = Repeats.spread(tensor.dims(), dims).source();
                    for (int i = 0; i < source.length; i++) {
                        source[i] = condition[i] != 0 == tensorIfTrue ? source[i] : -1;
                    }
                    return source;
                },
                fill);
        if (uniform) {
            Moves.pick(node, net, tensor, pick);
            return;
        }
        Layout layout = Arithmetics.layout(tensor, dims);
        Tensor selected = Moves.picked(node, net, tensor, net.between(node, "selected", dims, layout), pick);
        net.add(new Layer.Binary(
                node.name(),
                node.operator(),
                Layer.Arithmetic.ADD,
                selected,
                Arithmetics.constant(node, net, new Literal.Floats(dims, rest), dims, layout),
                net.output(node, dims, layout)));
    }

    private static List<Integer> dims(Node node, List<Integer> left, List<Integer> right, Assembly net) {
        return Dims.broadcast(
                node, Dims.broadcast(node, left, right), net.literal(node, 0).dims());
    }

    private static long[] condition(Node node, Assembly net, List<Integer> dims) {
        if (net.literal(node, 0) instanceof Literal.Integers condition) {
            return ((Literal.Integers) FoldedArithmetic.expanded(node, net, condition, dims)).values();
        }
        throw node.error("needs booleans as its condition");
    }
}

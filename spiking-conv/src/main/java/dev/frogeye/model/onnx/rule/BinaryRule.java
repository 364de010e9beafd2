package dev.frogeye.model.onnx.rule;

import dev.frogeye.model.Constant;
import dev.frogeye.model.Function;
import dev.frogeye.model.Layer;
import dev.frogeye.model.Layout;
import dev.frogeye.model.ModelText;
import dev.frogeye.model.Operand;
import dev.frogeye.model.Tensor;
import dev.frogeye.model.Unary;
import dev.frogeye.model.onnx.constant.Dims;
import dev.frogeye.model.onnx.constant.FoldedArithmetic;
import dev.frogeye.model.onnx.constant.Literal;
import dev.frogeye.model.onnx.file.Node;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Arithmetic of tensors and constants, two at a time. */
final class BinaryRule {
    private BinaryRule() {}

    static void binary(Node node, Assembly net) {
        node.requireInputs(2, 2);
        if (!net.isConstant(node, 0) && !net.isConstant(node, 1)) {
            tensors(node, net, FoldedArithmetic.operation(node), net.asStored(node, 0), net.asStored(node, 1), true);
        } else if (net.isConstant(node, 1)) {
            Tensor tensor = net.asStored(node, 0);
            Literal.Floats constant = net.floats(node, 1);
            if (!scaled(node, net, tensor, constant, false)) {
                withConstant(node, net, FoldedArithmetic.operation(node), tensor, constant, false, true);
            }
        } else {
            Tensor tensor = net.asStored(node, 1);
            Literal.Floats constant = net.floats(node, 0);
            if (!scaled(node, net, tensor, constant, true)) {
                withConstant(node, net, FoldedArithmetic.operation(node), tensor, constant, true, true);
            }
        }
    }

    /** A constant exponent makes a function of one value. */
    static void power(Node node, Assembly net) {
        node.requireInputs(2, 2);
        if (net.isConstant(node, 1)) {
            Tensor base = net.asStored(node, 0);
            Literal.Floats exponent = FoldedArithmetic.floats(net.literal(node, 1));
            if (exponent.size() == 1 && AffineRule.isPerChannel(exponent, base)) {
                PointwiseRule.apply(node, net, new Function.Power(exponent.values()[0]));
            } else {
                withConstant(node, net, Layer.Arithmetic.POWER, base, exponent, false, true);
            }
        } else {
            binary(node, net);
        }
    }

    /** {@code Sum}, {@code Mean}, {@code Min} and {@code Max}. */
    static void several(Node node, Assembly net) {
        int count = node.inputs().size();
        if (count == 1) {
            net.same(node, net.asStored(node, 0));
            return;
        }
        boolean mean = node.operator().equals("Mean");
        // Tensors first, so that there is always one on the left.
        List<Integer> order = IntStream.range(0, count)
                .boxed()
                .sorted(Comparator.comparing(i -> net.isConstant(node, i)))
                .toList();
        Tensor total = net.asStored(node, order.get(0));
        for (int i = 1; i < count; i++) {
            boolean last = i == count - 1 && !mean;
            int input = order.get(i);
            total = net.isConstant(node, input)
                    ? withConstant(node, net, total, net.floats(node, input), last)
                    : tensors(node, net, FoldedArithmetic.operation(node), total, net.asStored(node, input), last);
        }
        if (mean) {
            int channels = total.shape().channels();
            net.reserveFolded(node, List.of(2, channels));
            pointwise(node, net, total, Function.Affine.uniform(channels, 1f / count, 0), true);
        }
    }

    private static Tensor withConstant(Node node, Assembly net, Tensor tensor, Literal.Floats constant, boolean last) {
        Layer.Arithmetic arithmetic = FoldedArithmetic.operation(node);
        boolean clamps = arithmetic != Layer.Arithmetic.ADD && constant.size() == 1;
        if (!clamps || !AffineRule.isPerChannel(constant, tensor)) {
            return withConstant(node, net, arithmetic, tensor, constant, false, last);
        }
        float bound = constant.values()[0];
        Function.Clamp clamp = arithmetic == Layer.Arithmetic.MAXIMUM
                ? new Function.Clamp(bound, Float.POSITIVE_INFINITY)
                : new Function.Clamp(Float.NEGATIVE_INFINITY, bound);
        return pointwise(node, net, tensor, clamp, last);
    }

    private static Tensor pointwise(Node node, Assembly net, Tensor tensor, Function function, boolean last) {
        Tensor output = last ? net.outputLike(node, tensor) : net.between(node, "step", tensor.dims(), tensor.layout());
        return net.add(
                new Layer.Pointwise(last ? node.name() : output.name(), node.operator(), tensor, output, function));
    }

    /** Arithmetic with one constant a channel is a scale and a shift; gives false where it is not. */
    private static boolean scaled(Node node, Assembly net, Tensor tensor, Literal.Floats constant, boolean onTheLeft) {
        if (!AffineRule.isPerChannel(constant, tensor)) {
            return false;
        }
        int channels = tensor.shape().channels();
        float[] values = AffineRule.perChannel(node, net, constant, channels);
        net.reserveFolded(node, List.of(2, channels));
        float[] scale = new float[channels];
        float[] shift = new float[channels];
        Arrays.fill(scale, 1);
        switch (FoldedArithmetic.operation(node)) {
            case ADD -> shift = values;
            case SUBTRACT -> {
                Arrays.fill(scale, onTheLeft ? -1 : 1);
                for (int c = 0; c < channels; c++) {
                    shift[c] = onTheLeft ? values[c] : -values[c];
                }
            }
            case MULTIPLY -> scale = values;
            case DIVIDE -> {
                if (onTheLeft) {
                    boolean ofOne = IntStream.range(0, channels).allMatch(c -> values[c] == 1);
                    Tensor reciprocal = pointwise(node, net, tensor, Unary.RECIPROCAL, ofOne);
                    if (!ofOne) {
                        AffineRule.add(node, net, reciprocal, values, shift);
                    }
                    return true;
                }
                for (int c = 0; c < channels; c++) {
                    scale[c] = 1 / values[c];
                    if (!Float.isFinite(scale[c])) {
                        return false;
                    }
                }
            }
            default -> {
                return false;
            }
        }
        AffineRule.add(node, net, tensor, scale, shift);
        return true;
    }

    private static Tensor tensors(
            Node node, Assembly net, Layer.Arithmetic arithmetic, Tensor left, Tensor right, boolean last) {
        List<Integer> dims = Dims.broadcast(node, left.dims(), right.dims());
        Layout layout = layout(left.shape().size() >= right.shape().size() ? left : right, dims);
        Operand first = fitted(node, net, left, dims, layout);
        Operand second = fitted(node, net, right, dims, layout);
        return add(node, net, arithmetic, first, second, dims, layout, last);
    }

    /** The layout of a result of these extents, of which an operand is the largest. */
    static Layout layout(Tensor largest, List<Integer> dims) {
        return largest.dims().size() == dims.size() ? largest.layout() : Layout.usual(dims.size());
    }

    private static Tensor withConstant(
            Node node,
            Assembly net,
            Layer.Arithmetic arithmetic,
            Tensor tensor,
            Literal.Floats literal,
            boolean onTheLeft,
            boolean last) {
        List<Integer> dims = Dims.broadcast(node, tensor.dims(), literal.dims());
        Layout layout = layout(tensor, dims);
        Operand moving = fitted(node, net, tensor, dims, layout);
        Operand constant = constant(node, net, literal, dims, layout);
        return onTheLeft
                ? add(node, net, arithmetic, constant, moving, dims, layout, last)
                : add(node, net, arithmetic, moving, constant, dims, layout, last);
    }

    private static Tensor add(
            Node node,
            Assembly net,
            Layer.Arithmetic arithmetic,
            Operand left,
            Operand right,
            List<Integer> dims,
            Layout layout,
            boolean last) {
        Tensor output = last ? net.output(node, dims, layout) : net.between(node, "step", dims, layout);
        String name = last ? node.name() : output.name();
        return net.add(new Layer.Binary(name, node.operator(), arithmetic, left, right, output));
    }

    /** A tensor brought to the rank and layout of the result, repeated where stored axes cannot broadcast it. */
    private static Tensor fitted(Node node, Assembly net, Tensor tensor, List<Integer> dims, Layout layout) {
        Tensor fitted = tensor;
        List<Integer> padded = Dims.padded(tensor.dims(), dims.size());
        if (!padded.equals(fitted.dims())) {
            fitted = RearrangeRule.reshaped(node, net, fitted, net.between(node, "reshaped", padded, layout));
        }
        fitted = net.inLayout(node, fitted, layout);
        List<Integer> stored = broadcastable(padded, dims);
        if (!stored.equals(padded)) {
            fitted = RearrangeRule.expanded(node, net, fitted, net.between(node, "expanded", stored));
        }
        return fitted;
    }

    /** A constant in the stored order of a result of these extents and this layout. */
    static Constant constant(Node node, Assembly net, Literal.Floats literal, List<Integer> dims, Layout layout) {
        List<Integer> padded = Dims.padded(literal.dims(), dims.size());
        if (padded.size() == 4 && padded.get(0) != 1) {
            throw node.error("constant " + ModelText.dims(padded) + " would make a batch of " + padded.get(0));
        }
        List<Integer> stored = broadcastable(padded, dims);
        Literal.Floats spread = (Literal.Floats) FoldedArithmetic.expanded(node, net, literal.withDims(padded), stored);
        if (spread.size() == 0) {
            throw node.error("has an empty constant");
        }
        net.reserveFolded(node, stored);
        return new Constant(
                layout.shape(stored),
                spread.pick(stored, IndexMaps.ofRowMajor(stored, layout)).values());
    }

    /**
     * The extents that an operand needs for stored axes to broadcast: of rank 4 its own; of any other rank the leading
     * axes are stored as one and are repeated together or not at all.
     */
    private static List<Integer> broadcastable(List<Integer> operand, List<Integer> result) {
        int last = operand.size() - 1;
        if (operand.size() == 4 || last < 1) {
            return operand;
        }
        List<Integer> rows = operand.subList(0, last);
        if (rows.equals(result.subList(0, last)) || Dims.size(rows) == 1) {
            return operand;
        }
        return Dims.with(result, last, operand.get(last));
    }
}

package dev.frogeye.model.onnx.rule;

import dev.frogeye.model.Axes;
import dev.frogeye.model.Layer;
import dev.frogeye.model.Tensor;
import dev.frogeye.model.onnx.constant.Dims;
import dev.frogeye.model.onnx.constant.Literal;
import dev.frogeye.model.onnx.file.Node;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Operators after which the values along some axes have a common size, or sum. */
final class NormalizeRule {
    /** Keeps the deviation of a constant tensor from being divided by; far below that of any other. */
    private static final float TINY = 1e-18f;

    private NormalizeRule() {}

    static void instance(Node node, Assembly net) {
        node.requireInputs(3, 3);
        Tensor input = net.tensor(node, 0);
        List<Integer> spatial = ReduceRule.spatial(node, input);
        int channels = AffineRule.channels(node, input);
        float[] scale = AffineRule.perChannel(node, net, 1, channels);
        float[] shift = AffineRule.perChannel(node, net, 2, channels);
        Tensor normalized = net.between(node, "normalized", input.dims(), input.layout());
        normalize(node, net, input, spatial, normalized, Layer.Norm.STANDARD, epsilon(node));
        AffineRule.alongChannels(node, net, normalized, scale, shift);
    }

    static void group(Node node, Assembly net) {
        node.requireInputs(3, 3);
        Tensor input = net.tensor(node, 0);
        int channels = AffineRule.channels(node, input);
        long groups = node.attributes().integer("num_groups", 0);
        if (groups < 1 || groups > channels || channels % groups != 0) {
            throw node.error("cannot divide " + channels + " channels into " + groups + " groups");
        }
        // Operator set 18 gave a scale for each group, which nobody used.
        boolean byGroup = node.opset() < 21;
        float[] scale = spread(node, net, 1, byGroup ? (int) groups : channels, channels);
        float[] shift = spread(node, net, 2, byGroup ? (int) groups : channels, channels);
        Tensor normalized = net.between(node, "normalized", input.dims(), input.layout());
        if (input.dims().get(0) == 1 && input.channelAxis() == 1) {
            net.add(new Layer.Normalize(
                    normalized.name(),
                    node.operator(),
                    input,
                    normalized,
                    Layer.Norm.STANDARD,
                    Axes.ALL,
                    (int) groups,
                    epsilon(node)));
        } else {
            inRuns(node, net, input, (int) groups, normalized);
        }
        AffineRule.alongChannels(node, net, normalized, scale, shift);
    }

    /** Groups of channels are runs of neighbours in ONNX order, in whatever order they are stored. */
    private static void inRuns(Node node, Assembly net, Tensor input, int groups, Tensor normalized) {
        int batch = input.dims().get(0);
        int run = input.shape().size() / (batch * groups);
        Tensor runs = RearrangeRule.reshaped(node, net, input, net.between(node, "runs", List.of(batch, groups, run)));
        Tensor along = net.between(node, "along", runs.dims());
        normalize(node, net, runs, List.of(2), along, Layer.Norm.STANDARD, epsilon(node));
        RearrangeRule.reshaped(node, net, along, normalized);
    }

    private static float[] spread(Node node, Assembly net, int input, int given, int channels) {
        float[] values = AffineRule.perChannel(node, net, input, given);
        float[] spread = new float[net.reserveFolded(node, List.of(channels))];
        for (int c = 0; c < channels; c++) {
            spread[c] = values[c / (channels / given)];
        }
        return spread;
    }

    static void layer(Node node, Assembly net) {
        node.requireInputs(2, 3);
        fromAxis(node, net, Layer.Norm.STANDARD);
    }

    static void rootMeanSquare(Node node, Assembly net) {
        node.requireInputs(2, 2);
        fromAxis(node, net, Layer.Norm.ROOT_MEAN_SQUARE);
    }

    /** Along an axis and all behind it. */
    private static void fromAxis(Node node, Assembly net, Layer.Norm norm) {
        Tensor input = net.asStored(node, 0);
        int rank = input.dims().size();
        int first = Dims.axisOf(node, -1, rank);
        Literal.Floats scale = net.floats(node, 1);
        Optional<Literal.Floats> shift = node.hasInput(2) ? Optional.of(net.floats(node, 2)) : Optional.empty();
        Tensor normalized = net.between(node, "normalized", input.dims(), input.layout());
        List<Integer> axes = IntStream.range(first, rank).boxed().toList();
        normalize(node, net, input, axes, normalized, norm, epsilon(node));
        AffineRule.affine(node, net, normalized, scale, shift);
    }

    static void meanVariance(Node node, Assembly net) {
        Tensor input = net.asStored(node, 0);
        List<Long> named = node.attributes().integers("axes").orElse(List.of(0L, 2L, 3L));
        List<Integer> axes = Dims.axes(node, named, input.dims().size());
        normalize(node, net, input, axes, net.outputLike(node, input), Layer.Norm.STANDARD, TINY);
    }

    static void lp(Node node, Assembly net) {
        Tensor input = net.asStored(node, 0);
        int axis = Dims.axisOf(node, -1, input.dims().size());
        Layer.Norm norm = ReduceRule.isManhattan(node) ? Layer.Norm.L1 : Layer.Norm.L2;
        normalize(node, net, input, List.of(axis), net.outputLike(node, input), norm, 0);
    }

    private static float epsilon(Node node) {
        return node.attributes().number("epsilon", 1e-5f);
    }

    private static void normalize(
            Node node, Assembly net, Tensor input, List<Integer> axes, Tensor output, Layer.Norm norm, float epsilon) {
        AlongAxes.map(
                node,
                net,
                input,
                axes,
                output,
                (name, from, to, stored) ->
                        new Layer.Normalize(name, node.operator(), from, to, norm, stored, 1, epsilon));
    }
}

package dev.frogeye.model.onnx.rule;

import dev.frogeye.model.Function;
import dev.frogeye.model.Layer;
import dev.frogeye.model.ModelText;
import dev.frogeye.model.Tensor;
import dev.frogeye.model.onnx.constant.Dims;
import dev.frogeye.model.onnx.constant.Literal;
import dev.frogeye.model.onnx.file.Attributes;
import dev.frogeye.model.onnx.file.Node;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Multiplication and addition of constants, one a channel: batch normalisation and its relatives. */
final class AffineRule {
    private AffineRule() {}

    static void batchNormalization(Node node, Assembly net) {
        node.requireInputs(5, 5);
        Attributes attributes = node.attributes();
        if (attributes.flag("training_mode", false) || !attributes.flag("spatial", true)) {
            throw node.error("training mode and normalisation of each value by itself are not supported");
        }
        Tensor input = net.tensor(node, 0);
        int channels = channels(node, input);
        float[] gamma = perChannel(node, net, 1, channels);
        float[] beta = perChannel(node, net, 2, channels);
        float[] mean = perChannel(node, net, 3, channels);
        float[] variance = perChannel(node, net, 4, channels);
        double epsilon = attributes.number("epsilon", 1e-5f);
        net.reserveFolded(node, List.of(2, channels));
        float[] scale = new float[channels];
        float[] shift = new float[channels];
        for (int c = 0; c < channels; c++) {
            double factor = gamma[c] / Math.sqrt(variance[c] + epsilon);
            scale[c] = (float) factor;
            shift[c] = (float) (beta[c] - mean[c] * factor);
        }
        ConvolutionRule.finite(node, scale);
        ConvolutionRule.finite(node, shift);
        alongChannels(node, net, input, scale, shift);
    }

    /** The extent of the second axis. */
    static int channels(Node node, Tensor input) {
        if (input.dims().size() < 2) {
            throw node.error("input must have channels, is " + ModelText.dims(input.dims()));
        }
        return input.dims().get(1);
    }

    /** Scales and shifts by values for each index of the second axis, which is not always stored as channels. */
    static void alongChannels(Node node, Assembly net, Tensor input, float[] scale, float[] shift) {
        Integer[] ones = new Integer[input.dims().size() - 1];
        Arrays.fill(ones, 1);
        ones[0] = scale.length;
        List<Integer> column = List.of(ones);
        Literal.Floats shifts = new Literal.Floats(column, shift);
        affine(node, net, input, new Literal.Floats(column, scale), Optional.of(shifts));
    }

    /** Scales and shifts by constants that broadcast to the tensor; the result is the output of the node. */
    static void affine(Node node, Assembly net, Tensor input, Literal.Floats scale, Optional<Literal.Floats> shift) {
        if (isPerChannel(scale, input)
                && shift.map(constant -> isPerChannel(constant, input)).orElse(true)) {
            int channels = input.shape().channels();
            float[] shifts = shift.map(constant -> perChannel(node, net, constant, channels))
                    .orElseGet(() -> new float[net.reserveFolded(node, List.of(channels))]);
            add(node, net, input, perChannel(node, net, scale, channels), shifts);
            return;
        }
        List<Integer> dims = input.dims();
        Tensor scaled =
                shift.isPresent() ? net.between(node, "scaled", dims, input.layout()) : net.outputLike(node, input);
        add(node, net, Layer.Arithmetic.MULTIPLY, input, scale, scaled);
        if (shift.isPresent()) {
            add(node, net, Layer.Arithmetic.ADD, scaled, shift.get(), net.outputLike(node, input));
        }
    }

    private static void add(
            Node node,
            Assembly net,
            Layer.Arithmetic arithmetic,
            Tensor input,
            Literal.Floats constant,
            Tensor output) {
        if (!Dims.broadcast(node, input.dims(), constant.dims()).equals(input.dims())) {
            throw node.error(
                    "has constants of " + ModelText.dims(constant.dims()) + " for " + ModelText.dims(input.dims()));
        }
        net.add(new Layer.Binary(
                RearrangeRule.layerName(node, output),
                node.operator(),
                arithmetic,
                input,
                BinaryRule.constant(node, net, constant, input.dims(), input.layout()),
                output));
    }

    static void add(Node node, Assembly net, Tensor input, float[] scale, float[] shift) {
        Tensor output = net.outputLike(node, input);
        net.add(new Layer.Pointwise(node.name(), node.operator(), input, output, new Function.Affine(scale, shift)));
    }

    /** Whether a constant broadcasts to a tensor, without changing its extents, as one value a channel. */
    static boolean isPerChannel(Literal constant, Tensor tensor) {
        List<Integer> dims = tensor.dims();
        if (constant.size() == 1) {
            return constant.dims().size() <= dims.size();
        }
        if (constant.dims().size() > dims.size()
                || constant.size() != tensor.shape().channels()) {
            return false;
        }
        return Dims.padded(constant.dims(), dims.size()).get(tensor.channelAxis()) == constant.size();
    }

    /** The values of such a constant, one a channel. */
    static float[] perChannel(Node node, Assembly net, Literal.Floats constant, int channels) {
        if (constant.size() == channels) {
            return constant.values();
        }
        net.reserveFolded(node, List.of(channels));
        float[] values = new float[channels];
        Arrays.fill(values, constant.values()[0]);
        return values;
    }

    static float[] perChannel(Node node, Assembly net, int input, int channels) {
        float[] values = net.floats(node, input).values();
        if (values.length != channels) {
            throw node.error("input " + input + " has " + values.length + " values for " + channels + " channels");
        }
        return values;
    }
}

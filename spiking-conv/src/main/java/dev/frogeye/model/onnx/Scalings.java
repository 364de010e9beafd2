package dev.frogeye.model.onnx;

import dev.frogeye.model.Function;
import dev.frogeye.model.Layer;
import dev.frogeye.model.ModelText;
import dev.frogeye.model.Tensor;
import java.util.Arrays;
import java.util.List;

/** Multiplication and addition of constants, one a channel: batch normalisation and its relatives. */
final class Scalings {
    private Scalings() {}

    static void batchNormalization(Node node, Assembly net) {
        node.requireInputs(5, 5);
        Attributes attributes = node.attributes();
        if (attributes.flag("training_mode", false) || !attributes.flag("spatial", true)) {
            throw node.error("training mode and normalisation of each value by itself are not supported");
        }
        Tensor input = net.tensor(node, 0);
        if (input.dims().size() < 2) {
            throw node.error("input must have channels, is " + ModelText.dims(input.dims()));
        }
        int channels = input.dims().get(1);
        float[] gamma = perChannel(node, net, 1, channels);
        float[] beta = perChannel(node, net, 2, channels);
        float[] mean = perChannel(node, net, 3, channels);
        float[] variance = perChannel(node, net, 4, channels);
        double epsilon = attributes.number("epsilon", 1e-5f);
        float[] scale = new float[channels];
        float[] shift = new float[channels];
        for (int c = 0; c < channels; c++) {
            double factor = gamma[c] / Math.sqrt(variance[c] + epsilon);
            scale[c] = (float) factor;
            shift[c] = (float) (beta[c] - mean[c] * factor);
        }
        Convolutions.finite(node, scale);
        Convolutions.finite(node, shift);
        if (input.channelAxis() == 1) {
            add(node, net, input, scale, shift);
        } else {
            alongRows(node, net, input, scale, shift);
        }
    }

    /** In rank 3 and 5 the second axis is not the one that is stored as channels. */
    private static void alongRows(Node node, Assembly net, Tensor input, float[] scale, float[] shift) {
        List<Integer> dims = input.dims();
        Integer[] ones = new Integer[dims.size() - 1];
        Arrays.fill(ones, 1);
        ones[0] = scale.length;
        List<Integer> column = List.of(ones);
        Tensor scaled = net.between(node, "scaled", dims);
        net.add(new Layer.Binary(
                scaled.name(),
                node.operator(),
                Layer.Arithmetic.MULTIPLY,
                input,
                Arithmetics.constant(node, net, new Literal.Floats(column, scale), dims, input.layout()),
                scaled));
        net.add(new Layer.Binary(
                node.name(),
                node.operator(),
                Layer.Arithmetic.ADD,
                scaled,
                Arithmetics.constant(node, net, new Literal.Floats(column, shift), dims, input.layout()),
                net.output(node, dims)));
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

    private static float[] perChannel(Node node, Assembly net, int input, int channels) {
        float[] values = net.floats(node, input).values();
        if (values.length != channels) {
            throw node.error("input " + input + " has " + values.length + " values for " + channels + " channels");
        }
        return values;
    }
}

package dev.frogeye.model.onnx.rule;

import dev.frogeye.model.Layer;
import dev.frogeye.model.ModelText;
import dev.frogeye.model.Tensor;
import dev.frogeye.model.onnx.constant.Literal;
import dev.frogeye.model.onnx.file.Node;
import java.util.List;

/** {@code Conv}. */
final class ConvolutionRule {
    private ConvolutionRule() {}

    static void conv(Node node, Assembly net) {
        node.requireInputs(2, 3);
        Tensor input = net.tensor(node, 0);
        Literal.Floats weights = net.floats(node, 1);
        List<Integer> extents = weights.dims();
        requireImage(node, input, extents);
        int channels = input.dims().get(1);
        int outputs = extents.get(0);
        int perGroup = extents.get(1);
        long groups = node.attributes().integer("group", 1);
        if (groups < 1 || groups > channels || outputs < 1 || groups * perGroup != channels || outputs % groups != 0) {
            throw node.error("weights " + ModelText.dims(extents) + " in " + groups + " groups do not fit " + channels
                    + " input channels");
        }
        Windows.Result result = Windows.convolution(node, input.dims(), extents.get(2), extents.get(3));
        net.add(new Layer.Convolution(
                node.name(),
                node.operator(),
                input,
                net.output(node, List.of(1, outputs, result.height(), result.width())),
                result.window(),
                (int) groups,
                channelsLast(
                        net.reserveWeights(node, finite(node, weights.values())),
                        outputs,
                        perGroup,
                        result.window().taps()),
                bias(node, net, outputs)));
    }

    static void requireImage(Node node, Tensor input, List<Integer> weights) {
        if (input.dims().size() != 4 || weights.size() != 4) {
            throw node.error("is supported in two dimensions only; input is " + ModelText.dims(input.dims())
                    + ", weights are " + ModelText.dims(weights));
        }
    }

    /** From {@code [output][input][tap]} to {@code [tap][input][output]}. */
    private static float[] channelsLast(float[] weights, int outputs, int inputs, int taps) {
        float[] result = new float[weights.length];
        int from = 0;
        for (int output = 0; output < outputs; output++) {
            for (int input = 0; input < inputs; input++) {
                for (int tap = 0; tap < taps; tap++) {
                    result[(tap * inputs + input) * outputs + output] = weights[from++];
                }
            }
        }
        return result;
    }

    /** The optional third input, one value an output channel. */
    static float[] bias(Node node, Assembly net, int outputs) {
        if (!node.hasInput(2)) {
            return new float[outputs];
        }
        float[] bias = net.floats(node, 2).values();
        if (bias.length != outputs) {
            throw node.error("has " + bias.length + " biases for " + outputs + " output channels");
        }
        return finite(node, bias);
    }

    /** Weights as they are: one that is not a number would silently spoil every feature. */
    static float[] finite(Node node, float[] weights) {
        for (float weight : weights) {
            if (!Float.isFinite(weight)) {
                throw node.error("has a weight that is not a finite number: " + weight);
            }
        }
        return weights;
    }
}

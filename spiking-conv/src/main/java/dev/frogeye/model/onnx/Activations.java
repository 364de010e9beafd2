package dev.frogeye.model.onnx;

import dev.frogeye.model.Function;
import dev.frogeye.model.Layer;
import dev.frogeye.model.ModelText;
import dev.frogeye.model.Tensor;

/** Functions of each value by itself. */
final class Activations {
    private Activations() {}

    static void relu(Node node, Assembly net) {
        add(node, net, Function.Clamp.RELU);
    }

    static void leakyRelu(Node node, Assembly net) {
        add(node, net, new Function.LeakyRelu(node.attributes().number("alpha", 0.01f)));
    }

    static void pRelu(Node node, Assembly net) {
        node.requireInputs(2, 2);
        Tensor input = net.asStored(node, 0);
        Literal.Floats slope = net.floats(node, 1);
        if (!Scalings.isPerChannel(slope, input)) {
            throw node.error("slope " + ModelText.dims(slope.dims()) + " is not one a channel of "
                    + ModelText.dims(input.dims()));
        }
        add(
                node,
                net,
                new Function.PRelu(
                        Scalings.perChannel(node, net, slope, input.shape().channels())));
    }

    static void clip(Node node, Assembly net) {
        boolean attributes = node.opset() < 11;
        float low =
                attributes ? node.attributes().number("min", -Float.MAX_VALUE) : bound(node, net, 1, -Float.MAX_VALUE);
        float high =
                attributes ? node.attributes().number("max", Float.MAX_VALUE) : bound(node, net, 2, Float.MAX_VALUE);
        if (Float.isNaN(low) || Float.isNaN(high)) {
            throw node.error("has a bound that is not a number");
        }
        add(node, net, new Function.Clamp(low, high));
    }

    private static float bound(Node node, Assembly net, int input, float absent) {
        if (!node.hasInput(input)) {
            return absent;
        }
        Literal.Floats bound = net.floats(node, input);
        if (bound.size() != 1) {
            throw node.error("bounds must be scalars");
        }
        return bound.values()[0];
    }

    static void sigmoid(Node node, Assembly net) {
        add(node, net, new Function.Sigmoid());
    }

    static void hardSigmoid(Node node, Assembly net) {
        Attributes attributes = node.attributes();
        add(node, net, new Function.HardSigmoid(attributes.number("alpha", 0.2f), attributes.number("beta", 0.5f)));
    }

    static void hardSwish(Node node, Assembly net) {
        add(node, net, new Function.HardSwish());
    }

    static void tanh(Node node, Assembly net) {
        add(node, net, new Function.Tanh());
    }

    static void exp(Node node, Assembly net) {
        add(node, net, new Function.Exp());
    }

    private static void add(Node node, Assembly net, Function function) {
        Tensor input = net.asStored(node, 0);
        net.add(new Layer.Pointwise(node.name(), node.operator(), input, net.outputLike(node, input), function));
    }
}

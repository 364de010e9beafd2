package dev.frogeye.model.onnx.rule;

import dev.frogeye.model.Constant;
import dev.frogeye.model.Function;
import dev.frogeye.model.Layer;
import dev.frogeye.model.ModelText;
import dev.frogeye.model.Tensor;
import dev.frogeye.model.Unary;
import dev.frogeye.model.onnx.constant.Dims;
import dev.frogeye.model.onnx.constant.Folding;
import dev.frogeye.model.onnx.constant.Literal;
import dev.frogeye.model.onnx.file.Attributes;
import dev.frogeye.model.onnx.file.ElementType;
import dev.frogeye.model.onnx.file.Node;
import java.util.List;

/** Functions of each value of a node's first input by itself: which one a node means. */
final class PointwiseRule {
    private PointwiseRule() {}

    /** Applies a function to the first input of a node, whether that moves or is constant. */
    static void apply(Node node, Assembly net, Function function) {
        if (net.isConstant(node, 0)) {
            float[] values = net.floats(node, 0).values().clone();
            List<Integer> dims = net.literal(node, 0).dims();
            net.reserveFolded(node, dims);
            function.applyInPlace(values, 0, values.length, 0);
            net.define(node, new Literal.Floats(dims, values));
        } else {
            Tensor input = net.asStored(node, 0);
            net.add(new Layer.Pointwise(node.name(), node.operator(), input, net.outputLike(node, input), function));
        }
    }

    static Function leakyRelu(Node node, Assembly net) {
        return new Function.LeakyRelu(node.attributes().number("alpha", 0.01f));
    }

    static Function clip(Node node, Assembly net) {
        boolean attributes = node.opset() < 11;
        float low =
                attributes ? node.attributes().number("min", -Float.MAX_VALUE) : bound(node, net, 1, -Float.MAX_VALUE);
        float high =
                attributes ? node.attributes().number("max", Float.MAX_VALUE) : bound(node, net, 2, Float.MAX_VALUE);
        if (Float.isNaN(low) || Float.isNaN(high)) {
            throw node.error("has a bound that is not a number");
        }
        return new Function.Clamp(low, high);
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

    static Function hardSigmoid(Node node, Assembly net) {
        Attributes attributes = node.attributes();
        return new Function.HardSigmoid(attributes.number("alpha", 0.2f), attributes.number("beta", 0.5f));
    }

    static Function swish(Node node, Assembly net) {
        return new Function.Swish(node.attributes().number("alpha", 1));
    }

    static Function elu(Node node, Assembly net) {
        return new Function.Elu(1, node.attributes().number("alpha", 1), 1);
    }

    static Function selu(Node node, Assembly net) {
        Attributes attributes = node.attributes();
        return new Function.Elu(
                attributes.number("gamma", 1.05070102214813232421875f),
                attributes.number("alpha", 1.67326319217681884765625f),
                1);
    }

    static Function celu(Node node, Assembly net) {
        float alpha = node.attributes().number("alpha", 1);
        return new Function.Elu(1, alpha, alpha);
    }

    static Function thresholdedRelu(Node node, Assembly net) {
        return new Function.ThresholdedRelu(node.attributes().number("alpha", 1));
    }

    static Function shrink(Node node, Assembly net) {
        Attributes attributes = node.attributes();
        return new Function.Shrink(attributes.number("lambd", 0.5f), attributes.number("bias", 0));
    }

    static Function gelu(Node node, Assembly net) {
        String approximate = node.attributes().text("approximate", "none");
        return switch (approximate) {
            case "none" -> Unary.GELU;
            case "tanh" -> Unary.GELU_TANH;
            default -> throw node.error("has an unknown approximation " + ModelText.quote(approximate));
        };
    }

    static void pRelu(Node node, Assembly net) {
        node.requireInputs(2, 2);
        Tensor input = net.asStored(node, 0);
        Literal.Floats slope = net.floats(node, 1);
        if (AffineRule.isPerChannel(slope, input)) {
            int channels = input.shape().channels();
            apply(node, net, new Function.PRelu(AffineRule.perChannel(node, net, slope, channels)));
        } else {
            pReluOfPlaces(node, net, input, slope);
        }
    }

    /** Slopes of any other shape: {@code max(x, 0) + slope * min(x, 0)}. */
    private static void pReluOfPlaces(Node node, Assembly net, Tensor input, Literal.Floats slope) {
        List<Integer> dims = input.dims();
        if (!Dims.broadcast(node, dims, slope.dims()).equals(dims)) {
            throw node.error("slope " + ModelText.dims(slope.dims()) + " does not fit " + ModelText.dims(dims));
        }
        Constant slopes = BinaryRule.constant(node, net, slope, dims, input.layout());
        Tensor positive = net.between(node, "positive", dims, input.layout());
        Tensor negative = net.between(node, "negative", dims, input.layout());
        Tensor scaled = net.between(node, "scaled", dims, input.layout());
        net.add(new Layer.Pointwise(positive.name(), node.operator(), input, positive, Function.Clamp.RELU));
        Function below = new Function.Clamp(Float.NEGATIVE_INFINITY, 0);
        net.add(new Layer.Pointwise(negative.name(), node.operator(), input, negative, below));
        net.add(new Layer.Binary(scaled.name(), node.operator(), Layer.Arithmetic.MULTIPLY, negative, slopes, scaled));
        net.add(new Layer.Binary(
                node.name(), node.operator(), Layer.Arithmetic.ADD, positive, scaled, net.outputLike(node, input)));
    }

    /** The negative is a scaling, which the layer before may take into its weights. */
    static void neg(Node node, Assembly net) {
        Tensor input = net.asStored(node, 0);
        int channels = input.shape().channels();
        net.reserveFolded(node, List.of(2, channels));
        apply(node, net, Function.Affine.uniform(channels, -1, 0));
    }

    /** Floats of all widths are computed with as float32, so that a cast between them changes nothing. */
    static void cast(Node node, Assembly net) {
        ElementType type = Folding.castType(node);
        if (type.isFloat()) {
            net.same(node, net.asStored(node, 0));
        } else if (type == ElementType.INT32 || type == ElementType.INT64) {
            apply(node, net, Unary.TRUNCATE);
        } else {
            throw node.error("casts to " + type + " what changes from frame to frame; supported are casts to floats, "
                    + "INT32 and INT64");
        }
    }
}

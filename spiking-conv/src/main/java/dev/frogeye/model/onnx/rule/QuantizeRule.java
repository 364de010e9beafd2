package dev.frogeye.model.onnx.rule;

import dev.frogeye.model.ModelText;
import dev.frogeye.model.Tensor;
import dev.frogeye.model.onnx.constant.Literal;
import dev.frogeye.model.onnx.constant.QuantizationParameters;
import dev.frogeye.model.onnx.file.Node;
import java.util.List;

/**
 * {@code QuantizeLinear} and {@code DequantizeLinear}. A quantised tensor that moves holds its integers as floats; of
 * quantised weights only what they stand for is kept.
 */
final class QuantizeRule {
    private QuantizeRule() {}

    static void quantize(Node node, Assembly net) {
        Tensor input = net.asStored(node, 0);
        QuantizationParameters parameters = QuantizationParameters.of(node, net, input.dims());
        float[] scale = perChannel(node, net, input, parameters, parameters.scale());
        float[] zero = perChannel(node, net, input, parameters, parameters.zero());
        PointwiseRule.apply(node, net, parameters.rounding(node, scale, zero));
    }

    static void dequantize(Node node, Assembly net) {
        Tensor input = net.asStored(node, 0);
        QuantizationParameters parameters = QuantizationParameters.of(node, net, input.dims());
        float[] scale = perChannel(node, net, input, parameters, parameters.scale());
        float[] zero = perChannel(node, net, input, parameters, parameters.zero());
        float[] shift = new float[net.reserveFolded(node, List.of(scale.length))];
        for (int c = 0; c < shift.length; c++) {
            shift[c] = -zero[c] * scale[c];
        }
        AffineRule.add(node, net, input, scale, shift);
    }

    /** One of the parameters for each channel of a tensor. */
    private static float[] perChannel(
            Node node, Assembly net, Tensor tensor, QuantizationParameters parameters, float[] values) {
        int channels = tensor.shape().channels();
        int axis = parameters.axis();
        if (axis >= 0 && axis != tensor.channelAxis()) {
            throw node.error("quantises along axis " + axis + " of " + ModelText.dims(tensor.dims())
                    + ", which changes from frame to frame; supported are one scale for all and one a channel");
        }
        return AffineRule.perChannel(node, net, new Literal.Floats(List.of(values.length), values), channels);
    }
}

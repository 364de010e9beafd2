package dev.frogeye.model.onnx.rule;

import dev.frogeye.encoder.Shape;
import dev.frogeye.model.Layer;
import dev.frogeye.model.ModelText;
import dev.frogeye.model.Tensor;
import dev.frogeye.model.Window;
import dev.frogeye.model.onnx.file.Node;
import java.util.List;

/** {@code MaxPool} and {@code AveragePool}. */
final class PoolRule {
    /** From here on ONNX Runtime, 1.28 at least, leaves out of a mean what lies beyond the padding. */
    private static final int RUNTIME_CLIPS_OPSET = 19;

    private PoolRule() {}

    static void maxPool(Node node, Assembly net) {
        Tensor input = image(node, net);
        Windows.Result result = Windows.pool(node, input.dims());
        net.add(new Layer.MaxPool(
                node.name(), node.operator(), input, output(node, net, input, result), result.window()));
    }

    static void averagePool(Node node, Assembly net) {
        Tensor input = image(node, net);
        boolean countPadding = node.attributes().flag("count_include_pad", false);
        Windows.Result result = Windows.pool(node, input.dims());
        Tensor output = output(node, net, input, result);
        if (countPadding && node.opset() < RUNTIME_CLIPS_OPSET && overhangs(result, input)) {
            net.deviates(
                    output,
                    ModelText.name(node.name()) + " (AveragePool, operator set " + node.opset()
                            + "): ONNX Runtime counts what lies beyond the padding in the last windows' means, ONNX and"
                            + " the delta network do not; export with operator set " + RUNTIME_CLIPS_OPSET
                            + " or newer to have both agree");
        }
        net.add(new Layer.AveragePool(node.name(), node.operator(), input, output, result.window(), countPadding));
    }

    /** Whether {@code ceil_mode} lets windows reach beyond the padding below or to the right. */
    private static boolean overhangs(Windows.Result result, Tensor input) {
        Window window = result.window();
        Shape shape = input.shape();
        return window.inputY(result.height() - 1, window.kernelHeight() - 1) >= shape.height() + window.padBottom()
                || window.inputX(result.width() - 1, window.kernelWidth() - 1) >= shape.width() + window.padRight();
    }

    private static Tensor image(Node node, Assembly net) {
        node.requireInputs(1, 1);
        Tensor input = net.tensor(node, 0);
        if (input.dims().size() != 4) {
            throw node.error("is supported in two dimensions only; input is " + ModelText.dims(input.dims()));
        }
        return input;
    }

    private static Tensor output(Node node, Assembly net, Tensor input, Windows.Result result) {
        return net.output(node, List.of(1, input.dims().get(1), result.height(), result.width()));
    }
}

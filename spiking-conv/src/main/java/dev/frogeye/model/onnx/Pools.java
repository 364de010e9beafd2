package dev.frogeye.model.onnx;

import dev.frogeye.model.Layer;
import dev.frogeye.model.ModelText;
import dev.frogeye.model.Tensor;
import dev.frogeye.model.Window;
import java.util.List;

/** {@code MaxPool} and {@code AveragePool}. */
final class Pools {
    /** From here on AveragePool does not count what lies beyond the padding. */
    private static final int CEIL_MODE_OPSET = 19;

    private Pools() {}

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
        Window window = node.opset() < CEIL_MODE_OPSET ? padded(result.window(), input, output) : result.window();
        net.add(new Layer.AveragePool(node.name(), node.operator(), input, output, window, countPadding));
    }

    /** Before opset 19 padding goes on for as far as {@code ceil_mode} lets windows reach. */
    private static Window padded(Window window, Tensor input, Tensor output) {
        int bottom = window.inputY(output.shape().height() - 1, window.kernelHeight() - 1)
                + 1
                - input.shape().height();
        int right = window.inputX(output.shape().width() - 1, window.kernelWidth() - 1)
                + 1
                - input.shape().width();
        return new Window(
                window.kernelHeight(),
                window.kernelWidth(),
                window.strideY(),
                window.strideX(),
                window.dilationY(),
                window.dilationX(),
                window.padTop(),
                window.padLeft(),
                Math.max(window.padBottom(), bottom),
                Math.max(window.padRight(), right));
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

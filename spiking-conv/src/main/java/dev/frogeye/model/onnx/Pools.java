package dev.frogeye.model.onnx;

import dev.frogeye.model.Layer;
import dev.frogeye.model.ModelText;
import dev.frogeye.model.Tensor;
import java.util.List;

/** {@code MaxPool} and {@code AveragePool}. */
final class Pools {
    private Pools() {}

    static void maxPool(Node node, Assembly net) {
        Tensor input = image(node, net);
        if (node.attributes().flag("storage_order", false)) {
            throw node.error("column-major storage is not supported");
        }
        Windows.Result result = Windows.pool(node, input.dims());
        net.add(new Layer.MaxPool(
                node.name(), node.operator(), input, output(node, net, input, result), result.window()));
    }

    static void averagePool(Node node, Assembly net) {
        Tensor input = image(node, net);
        boolean countPadding = node.attributes().flag("count_include_pad", false);
        Windows.Result result = Windows.pool(node, input.dims());
        net.add(new Layer.AveragePool(
                node.name(), node.operator(), input, output(node, net, input, result), result.window(), countPadding));
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

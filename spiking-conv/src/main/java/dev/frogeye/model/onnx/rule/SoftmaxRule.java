package dev.frogeye.model.onnx.rule;

import dev.frogeye.model.Layer;
import dev.frogeye.model.Tensor;
import dev.frogeye.model.onnx.constant.Dims;
import dev.frogeye.model.onnx.file.Node;
import java.util.List;
import java.util.stream.IntStream;

/** {@code Softmax} and {@code LogSoftmax}. */
final class SoftmaxRule {
    private SoftmaxRule() {}

    static void softmax(Node node, Assembly net) {
        Tensor input = net.asStored(node, 0);
        int rank = input.dims().size();
        boolean flattens = node.opset() < 13;
        int axis = Dims.axisOf(node, flattens ? 1 : -1, rank);
        List<Integer> axes =
                IntStream.range(axis, flattens ? rank : axis + 1).boxed().toList();
        boolean logarithm = node.operator().equals("LogSoftmax");
        AlongAxes.map(
                node,
                net,
                input,
                axes,
                net.outputLike(node, input),
                (name, from, to, stored) -> new Layer.Softmax(name, node.operator(), from, to, stored, logarithm));
    }
}

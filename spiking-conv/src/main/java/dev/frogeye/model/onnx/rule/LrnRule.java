package dev.frogeye.model.onnx.rule;

import dev.frogeye.model.Layer;
import dev.frogeye.model.ModelText;
import dev.frogeye.model.Tensor;
import dev.frogeye.model.onnx.file.Attributes;
import dev.frogeye.model.onnx.file.Limits;
import dev.frogeye.model.onnx.file.Node;

/** {@code LRN}. */
final class LrnRule {
    private LrnRule() {}

    static void lrn(Node node, Assembly net) {
        Tensor input = net.tensor(node, 0);
        if (input.dims().size() != 4) {
            throw node.error("input must be of rank 4, is " + ModelText.dims(input.dims()));
        }
        Attributes attributes = node.attributes();
        long size = attributes.integer("size", 0);
        if (size < 1 || size > Limits.WINDOW) {
            throw node.error("has a size of " + size + "; supported are 1 to " + Limits.WINDOW);
        }
        net.add(new Layer.Lrn(
                node.name(),
                node.operator(),
                input,
                net.output(node, input.dims()),
                (int) size,
                attributes.number("alpha", 1e-4f),
                attributes.number("beta", 0.75f),
                attributes.number("bias", 1)));
    }
}

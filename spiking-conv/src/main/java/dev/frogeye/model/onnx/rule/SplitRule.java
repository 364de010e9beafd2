package dev.frogeye.model.onnx.rule;

import dev.frogeye.model.onnx.constant.Dims;
import dev.frogeye.model.onnx.constant.Folding;
import dev.frogeye.model.onnx.constant.Pick;
import dev.frogeye.model.onnx.file.Node;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** {@code Split}: the one operator here with several outputs. */
final class SplitRule {
    private SplitRule() {}

    /** Builds or folds each output that has a name. */
    static void split(Node node, Assembly net) {
        node.requireInputs(1, 2);
        boolean constant = net.isConstant(node, 0);
        List<Integer> dims =
                constant ? net.literal(node, 0).dims() : net.asStored(node, 0).dims();
        int axis = Dims.axisOf(node, 0, dims.size());
        long start = 0;
        List<Long> sizes = sizes(node, net, dims.get(axis));
        for (int i = 0; i < sizes.size(); i++) {
            Node part = node.withOutput(i);
            if (!part.output().isEmpty()) {
                Pick pick = part(dims, axis, (int) start, sizes.get(i).intValue());
                if (constant) {
                    net.define(part, Folding.picked(part, net, net.literal(node, 0), pick));
                } else {
                    RearrangeRule.pick(part, net, net.asStored(node, 0), pick);
                }
            }
            start += sizes.get(i);
        }
    }

    private static Pick part(List<Integer> dims, int axis, int start, int size) {
        return Pick.perAxis(dims, Dims.with(dims, axis, size), (a, i) -> a == axis ? start + i : i);
    }

    private static List<Long> sizes(Node node, Assembly net, int extent) {
        int outputs = node.outputs().size();
        List<Long> sizes = node.hasInput(1)
                ? net.integers(node, 1)
                : node.attributes().integers("split").orElseGet(() -> equal(node, extent, outputs));
        boolean fits = sizes.size() == outputs
                && sizes.stream().allMatch(size -> size >= 0 && size <= extent)
                && sizes.stream().mapToLong(size -> size).sum() == extent;
        if (!fits) {
            throw node.error("cannot split an axis of " + extent + " into " + sizes + " for " + outputs + " outputs");
        }
        return sizes;
    }

    /** Equal parts; with {@code num_outputs} the last may be smaller. */
    private static List<Long> equal(Node node, int extent, int outputs) {
        long wanted = node.attributes().integer("num_outputs", outputs);
        long size = (extent + wanted - 1) / Math.max(1, wanted);
        boolean even = size * wanted == extent;
        if (wanted != outputs || !even && (!node.attributes().has("num_outputs") || size * (wanted - 1) > extent)) {
            throw node.error(
                    "cannot split an axis of " + extent + " into " + wanted + " parts for " + outputs + " outputs");
        }
        List<Long> sizes = new ArrayList<>(Collections.nCopies(outputs, size));
        sizes.set(outputs - 1, extent - size * (outputs - 1));
        return sizes;
    }
}

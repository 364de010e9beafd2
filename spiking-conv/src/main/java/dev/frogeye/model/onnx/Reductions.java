package dev.frogeye.model.onnx;

import dev.frogeye.model.Axes;
import dev.frogeye.model.Layer;
import dev.frogeye.model.Layout;
import dev.frogeye.model.ModelText;
import dev.frogeye.model.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Operators that combine values over whole axes. */
final class Reductions {
    private Reductions() {}

    static void globalAveragePool(Node node, Assembly net) {
        global(node, net, Layer.Reduction.MEAN);
    }

    static void globalMaxPool(Node node, Assembly net) {
        global(node, net, Layer.Reduction.MAX);
    }

    private static void global(Node node, Assembly net, Layer.Reduction reduction) {
        Tensor input = image(node, net);
        Tensor output = net.output(node, List.of(1, input.dims().get(1), 1, 1));
        net.add(new Layer.Reduce(node.name(), node.operator(), input, output, reduction, Axes.SPATIAL));
    }

    static void reduceMean(Node node, Assembly net) {
        node.requireInputs(1, 2);
        Tensor input = net.asStored(node, 0);
        List<Integer> dims = input.dims();
        List<Long> named = Moves.axes(node, net).orElse(List.of());
        if (named.isEmpty() && node.attributes().flag("noop_with_empty_axes", false)) {
            net.same(node, input);
            return;
        }
        List<Integer> axes = named.isEmpty()
                ? IntStream.range(0, dims.size()).boxed().toList()
                : Dims.axes(node, named, dims.size());
        List<Integer> kept = new ArrayList<>(dims);
        axes.forEach(axis -> kept.set(axis, 1));
        List<Integer> result = node.attributes().flag("keepdims", true) ? kept : Dims.without(dims, axes);
        Layout layout = input.layout();
        boolean inPlace = result.size() == kept.size() || isStoredAlike(kept, layout, result);
        Tensor output = inPlace
                ? net.output(node, result, result.size() == kept.size() ? layout : Layout.usual(result.size()))
                : net.between(node, "kept", kept, layout);
        Axes stored = StoredAxes.of(node, input, axes);
        String name = inPlace ? node.name() : output.name();
        net.add(new Layer.Reduce(name, node.operator(), input, output, Layer.Reduction.MEAN, stored));
        if (!inPlace) {
            Moves.reshaped(node, net, output, net.output(node, result));
        }
    }

    /** Whether leaving out axes of extent 1 changes neither the stored shape nor the stored order. */
    private static boolean isStoredAlike(List<Integer> kept, Layout layout, List<Integer> result) {
        boolean sameOrder = layout == Layout.ROW_MAJOR
                || result.stream().filter(extent -> extent > 1).count() <= 1;
        return result.size() != 4 && sameOrder && Layout.ROW_MAJOR.shape(result).equals(layout.shape(kept));
    }

    static void lrn(Node node, Assembly net) {
        Tensor input = image(node, net);
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

    static void softmax(Node node, Assembly net) {
        Tensor input = net.asStored(node, 0);
        int rank = input.dims().size();
        boolean flattens = node.opset() < 13;
        int axis = Dims.axis(node, node.attributes().integer("axis", flattens ? 1 : -1), rank);
        List<Integer> axes =
                IntStream.range(axis, flattens ? rank : axis + 1).boxed().toList();
        net.add(new Layer.Softmax(
                node.name(), node.operator(), input, net.outputLike(node, input), StoredAxes.of(node, input, axes)));
    }

    private static Tensor image(Node node, Assembly net) {
        Tensor input = net.tensor(node, 0);
        if (input.dims().size() != 4) {
            throw node.error("input must be of rank 4, is " + ModelText.dims(input.dims()));
        }
        return input;
    }
}

package dev.frogeye.model.onnx.rule;

import dev.frogeye.model.Axes;
import dev.frogeye.model.Layer;
import dev.frogeye.model.Layout;
import dev.frogeye.model.Tensor;
import dev.frogeye.model.onnx.constant.Dims;
import dev.frogeye.model.onnx.file.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Layers that run along some ONNX axes. Where no stored axes are these, the tensor is turned so that they come last, as
 * one, and the result is turned back.
 */
final class AlongAxes {
    private AlongAxes() {}

    /** Makes a layer of this name. */
    interface Maker {
        Layer make(String name, Tensor input, Tensor output, Axes axes);
    }

    /** Adds a layer whose output has the extents of its input. */
    static Tensor map(Node node, Assembly net, Tensor input, List<Integer> axes, Tensor output, Maker maker) {
        Optional<Axes> stored = StoredAxes.of(input, axes);
        if (stored.isPresent()) {
            return net.add(maker.make(RearrangeRule.layerName(node, output), input, output, stored.get()));
        }
        int[] order = order(input, axes);
        Tensor turned = turned(node, net, input, order);
        Tensor rows = rows(node, net, turned, axes.size());
        Tensor mapped = net.between(node, "mapped", rows.dims());
        net.add(maker.make(mapped.name(), rows, mapped, Axes.CHANNELS));
        Tensor unfolded = RearrangeRule.reshaped(node, net, mapped, net.between(node, "unfolded", turned.dims()));
        return RearrangeRule.reordered(node, net, unfolded, inverse(order), output);
    }

    /** Adds a layer that leaves one value of each set along the axes; the output of the node may lack the axes. */
    static void reduce(Node node, Assembly net, Tensor input, List<Integer> axes, boolean keep, Maker maker) {
        List<Integer> kept = new ArrayList<>(input.dims());
        axes.forEach(axis -> kept.set(axis, 1));
        List<Integer> result = keep ? kept : Dims.without(input.dims(), axes);
        Optional<Axes> stored = StoredAxes.of(input, axes);
        Tensor reduced;
        if (stored.isPresent()) {
            Layout layout = input.layout();
            boolean inPlace = keep || isStoredAlike(kept, layout, result);
            reduced = inPlace
                    ? net.output(node, result, keep ? layout : Layout.usual(result.size()))
                    : net.between(node, "kept", kept, layout);
            net.add(maker.make(RearrangeRule.layerName(node, reduced), input, reduced, stored.get()));
        } else {
            Tensor rows = rows(node, net, turned(node, net, input, order(input, axes)), axes.size());
            reduced = net.between(node, "reduced", Dims.with(rows.dims(), 2, 1));
            net.add(maker.make(reduced.name(), rows, reduced, Axes.CHANNELS));
        }
        if (!reduced.name().equals(node.output())) {
            RearrangeRule.reshaped(node, net, reduced, net.output(node, result));
        }
    }

    /** Whether leaving out axes of extent 1 changes neither the stored shape nor the stored order. */
    private static boolean isStoredAlike(List<Integer> kept, Layout layout, List<Integer> result) {
        boolean sameOrder = layout == Layout.ROW_MAJOR
                || result.stream().filter(extent -> extent > 1).count() <= 1;
        return result.size() != 4 && sameOrder && Layout.ROW_MAJOR.shape(result).equals(layout.shape(kept));
    }

    /** All axes, these last. */
    private static int[] order(Tensor input, List<Integer> axes) {
        IntStream rest = IntStream.range(0, input.dims().size()).filter(axis -> !axes.contains(axis));
        return IntStream.concat(rest, axes.stream().mapToInt(Integer::intValue)).toArray();
    }

    private static int[] inverse(int[] order) {
        int[] inverse = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            inverse[order[i]] = i;
        }
        return inverse;
    }

    private static Tensor turned(Node node, Assembly net, Tensor input, int[] order) {
        List<Integer> dims = IntStream.of(order).mapToObj(input.dims()::get).toList();
        return RearrangeRule.reordered(node, net, input, order, net.between(node, "turned", dims));
    }

    /** The last axes as one, those before them as another. */
    private static Tensor rows(Node node, Assembly net, Tensor turned, int last) {
        int split = turned.dims().size() - last;
        int rows = (int) Dims.size(turned.dims().subList(0, split));
        int length = (int) Dims.size(turned.dims().subList(split, turned.dims().size()));
        return RearrangeRule.reshaped(node, net, turned, net.between(node, "rows", List.of(1, rows, length)));
    }
}

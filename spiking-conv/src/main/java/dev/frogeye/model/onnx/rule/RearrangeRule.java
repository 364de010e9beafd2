package dev.frogeye.model.onnx.rule;

import dev.frogeye.model.Layer;
import dev.frogeye.model.Layout;
import dev.frogeye.model.Tensor;
import dev.frogeye.model.onnx.constant.Dims;
import dev.frogeye.model.onnx.constant.Extents;
import dev.frogeye.model.onnx.constant.Pick;
import dev.frogeye.model.onnx.constant.Picks;
import dev.frogeye.model.onnx.constant.RepeatPick;
import dev.frogeye.model.onnx.constant.TransposePick;
import dev.frogeye.model.onnx.file.Node;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Operators that only move values: their rules, and their layers for tensors that move. */
final class RearrangeRule {
    private RearrangeRule() {}

    static void flatten(Node node, Assembly net) {
        Tensor input = net.asStored(node, 0);
        reshape(node, net, input, Extents.flattened(node, input.dims()));
    }

    static void reshape(Node node, Assembly net) {
        Tensor input = net.asStored(node, 0);
        reshape(node, net, input, Extents.reshaped(node, net, input.dims()));
    }

    static void squeeze(Node node, Assembly net) {
        Tensor input = net.asStored(node, 0);
        reshape(node, net, input, Extents.squeezed(node, net, input.dims()));
    }

    static void unsqueeze(Node node, Assembly net) {
        Tensor input = net.asStored(node, 0);
        reshape(node, net, input, Extents.unsqueezed(node, net, input.dims()));
    }

    static void transpose(Node node, Assembly net) {
        Tensor input = net.asStored(node, 0);
        int[] order = TransposePick.order(node, input.dims().size());
        Pick pick = Pick.reordered(input.dims(), order);
        Optional<Layout> renamed = renamed(input, order);
        if (renamed.isPresent()) {
            net.add(new Layer.View(node.name(), node.operator(), input, net.output(node, pick.dims(), renamed.get())));
        } else {
            pick(node, net, input, pick);
        }
    }

    /** Any operator that only moves values. */
    static void picks(Node node, Assembly net) {
        Tensor input = net.asStored(node, 0);
        pick(node, net, input, Picks.of(node, net, input.dims()));
    }

    /** The layout in which a transposed image is stored as it was. */
    private static Optional<Layout> renamed(Tensor input, int[] order) {
        int[] toLast = {0, 2, 3, 1};
        int[] toFirst = {0, 3, 1, 2};
        if (input.layout() == Layout.CHANNELS_FIRST && Arrays.equals(order, toLast)) {
            return Optional.of(Layout.ROW_MAJOR);
        }
        return input.layout() == Layout.ROW_MAJOR && Arrays.equals(order, toFirst)
                ? Optional.of(Layout.CHANNELS_FIRST)
                : Optional.empty();
    }

    private static void reshape(Node node, Assembly net, Tensor input, List<Integer> dims) {
        if (dims.equals(input.dims())) {
            net.same(node, input);
        } else {
            boolean channelsStayLast = input.dims().size() == 4 && input.layout() == Layout.ROW_MAJOR;
            Layout layout = channelsStayLast ? Layout.ROW_MAJOR : Layout.usual(dims.size());
            reshaped(node, net, input, net.output(node, dims, layout));
        }
    }

    /** Adds the layer that gives a tensor other extents of the same product. */
    static Tensor reshaped(Node node, Assembly net, Tensor input, Tensor output) {
        if (input.layout() == Layout.ROW_MAJOR && output.layout() == Layout.ROW_MAJOR) {
            return net.add(new Layer.View(layerName(node, output), node.operator(), input, output));
        }
        net.reserveRearranged(node, Dims.size(output.dims()));
        return rearranged(node, net, input, output, IndexMaps.reshaped(input, output), 0);
    }

    /** Adds the layer that repeats axes of extent 1 of a tensor. */
    static Tensor expanded(Node node, Assembly net, Tensor input, Tensor output) {
        return picked(node, net, input, output, RepeatPick.spread(input.dims(), output.dims()));
    }

    /** Adds the layer that reorders axes: axis {@code k} of the output is axis {@code order[k]} of the input. */
    static Tensor reordered(Node node, Assembly net, Tensor input, int[] order, Tensor output) {
        return picked(node, net, input, output, Pick.reordered(input.dims(), order));
    }

    /** Adds the layer that swaps the two axes of a matrix. */
    static Tensor transposedMatrix(Node node, Assembly net, Tensor input) {
        List<Integer> dims = List.of(input.dims().get(1), input.dims().get(0));
        return reordered(node, net, input, new int[] {1, 0}, net.between(node, "transposed", dims));
    }

    /** Adds the layer that picks values of a tensor; none where all stay as they are. */
    static void pick(Node node, Assembly net, Tensor input, Pick pick) {
        Tensor output = net.output(node, pick.dims(), layout(input, pick.dims()));
        int[] source = source(node, net, input, pick, output);
        if (Layer.Rearrange.isIdentity(source, input) && output.dims().equals(input.dims())) {
            net.same(node, input);
        } else {
            rearranged(node, net, input, output, source, pick.fill().floatValue());
        }
    }

    /** The layout of what picks values of a tensor: the tensor's own where there is a choice. */
    private static Layout layout(Tensor input, List<Integer> dims) {
        return dims.size() == input.dims().size() ? input.layout() : Layout.usual(dims.size());
    }

    /** Adds the layer that picks values of a tensor into another. */
    static Tensor picked(Node node, Assembly net, Tensor input, Tensor output, Pick pick) {
        int[] source = source(node, net, input, pick, output);
        return rearranged(node, net, input, output, source, pick.fill().floatValue());
    }

    private static Tensor rearranged(Node node, Assembly net, Tensor input, Tensor output, int[] source, float fill) {
        String name = layerName(node, output);
        return net.add(
                Layer.Rearrange.isIdentity(source, input)
                        ? new Layer.View(name, node.operator(), input, output)
                        : new Layer.Rearrange(name, node.operator(), input, output, source, fill));
    }

    private static int[] source(Node node, Assembly net, Tensor input, Pick pick, Tensor output) {
        net.reserveRearranged(node, Dims.size(pick.dims()));
        return IndexMaps.of(input, output, pick.source());
    }

    /** Adds the layer that stores a tensor in another layout. */
    static Tensor inLayout(Node node, Assembly net, Tensor input, Layout layout) {
        Tensor output = net.between(node, "stored", input.dims(), layout);
        return reshaped(node, net, input, output);
    }

    /** Layers that a node needs beside its own are named after what they produce. */
    static String layerName(Node node, Tensor output) {
        return output.name().equals(node.output()) ? node.name() : output.name();
    }
}

package dev.frogeye.model.onnx;

import dev.frogeye.model.Layer;
import dev.frogeye.model.Layout;
import dev.frogeye.model.ModelText;
import dev.frogeye.model.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Operators that only move values: their rules, and their layers for tensors that move. */
final class Moves {
    private Moves() {}

    static void flatten(Node node, Assembly net) {
        Tensor input = net.asStored(node, 0);
        reshape(node, net, input, flattenDims(node, input.dims()));
    }

    static void reshape(Node node, Assembly net) {
        Tensor input = net.asStored(node, 0);
        reshape(node, net, input, reshapeDims(node, net, input.dims()));
    }

    static void squeeze(Node node, Assembly net) {
        Tensor input = net.asStored(node, 0);
        reshape(node, net, input, squeezeDims(node, net, input.dims()));
    }

    static void unsqueeze(Node node, Assembly net) {
        Tensor input = net.asStored(node, 0);
        reshape(node, net, input, unsqueezeDims(node, net, input.dims()));
    }

    static void transpose(Node node, Assembly net) {
        Tensor input = net.asStored(node, 0);
        Move move = transposeMove(node, input.dims());
        Optional<Layout> renamed = renamed(input, move);
        if (renamed.isPresent()) {
            net.add(new Layer.View(node.name(), node.operator(), input, net.output(node, move.dims(), renamed.get())));
        } else {
            move(node, net, input, move);
        }
    }

    /** The layout in which a transposed image is stored as it was. */
    private static Optional<Layout> renamed(Tensor input, Move move) {
        int[] toLast = {0, 2, 3, 1};
        int[] toFirst = {0, 3, 1, 2};
        if (input.layout() == Layout.CHANNELS_FIRST && Arrays.equals(move.axis(), toLast)) {
            return Optional.of(Layout.ROW_MAJOR);
        }
        return input.layout() == Layout.ROW_MAJOR && Arrays.equals(move.axis(), toFirst)
                ? Optional.of(Layout.CHANNELS_FIRST)
                : Optional.empty();
    }

    static void slice(Node node, Assembly net) {
        Tensor input = net.asStored(node, 0);
        move(node, net, input, sliceMove(node, net, input.dims()));
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

    private static void move(Node node, Assembly net, Tensor input, Move move) {
        Layout layout = move.dims().size() == 4 ? input.layout() : Layout.ROW_MAJOR;
        Tensor output = net.output(node, move.dims(), layout);
        int[] source = source(node, net, input, move, output);
        if (isIdentity(source, input) && output.dims().equals(input.dims())) {
            net.same(node, input);
        } else {
            add(node, net, input, output, source);
        }
    }

    /** Adds the layer that gives a tensor other extents of the same product. */
    static Tensor reshaped(Node node, Assembly net, Tensor input, Tensor output) {
        if (input.layout() == Layout.ROW_MAJOR && output.layout() == Layout.ROW_MAJOR) {
            return net.add(new Layer.View(layerName(node, output), node.operator(), input, output));
        }
        net.reserveRearranged(node, Dims.size(output.dims()));
        return add(node, net, input, output, Move.reshapeSource(input, output));
    }

    /** Adds the layer that repeats axes of extent 1 of a tensor. */
    static Tensor expanded(Node node, Assembly net, Tensor input, Tensor output) {
        return add(
                node, net, input, output, source(node, net, input, Move.expand(input.dims(), output.dims()), output));
    }

    /** Adds the layer that reorders axes: axis {@code k} of the output is axis {@code order[k]} of the input. */
    static Tensor reordered(Node node, Assembly net, Tensor input, int[] order, Tensor output) {
        int[] step = new int[order.length];
        Arrays.fill(step, 1);
        Move move = new Move(output.dims(), order, step, new int[order.length]);
        return add(node, net, input, output, source(node, net, input, move, output));
    }

    /** Adds the layer that swaps the two axes of a matrix. */
    static Tensor transposedMatrix(Node node, Assembly net, Tensor input) {
        Move swap = new Move(
                List.of(input.dims().get(1), input.dims().get(0)), new int[] {1, 0}, new int[] {1, 1}, new int[2]);
        Tensor output = net.between(node, "transposed", swap.dims());
        return add(node, net, input, output, source(node, net, input, swap, output));
    }

    /** Adds the layer that picks values of a tensor; none where all stay as they are. */
    static void pick(Node node, Assembly net, Tensor input, Pick pick) {
        Tensor output = net.output(node, pick.dims(), layout(input, pick.dims()));
        int[] source = source(node, net, input, pick, output);
        if (isIdentity(source, input) && output.dims().equals(input.dims())) {
            net.same(node, input);
        } else {
            picked(node, net, input, output, source, pick.fill().floatValue());
        }
    }

    /** The layout of what picks values of a tensor: the tensor's own where there is a choice. */
    private static Layout layout(Tensor input, List<Integer> dims) {
        return dims.size() == input.dims().size() ? input.layout() : Layout.usual(dims.size());
    }

    /** Adds the layer that picks values of a tensor into another. */
    static Tensor picked(Node node, Assembly net, Tensor input, Tensor output, Pick pick) {
        int[] source = source(node, net, input, pick, output);
        return picked(node, net, input, output, source, pick.fill().floatValue());
    }

    private static Tensor picked(Node node, Assembly net, Tensor input, Tensor output, int[] source, float fill) {
        String name = layerName(node, output);
        return net.add(
                isIdentity(source, input)
                        ? new Layer.View(name, node.operator(), input, output)
                        : new Layer.Rearrange(name, node.operator(), input, output, source, fill));
    }

    private static int[] source(Node node, Assembly net, Tensor input, Pick pick, Tensor output) {
        net.reserveRearranged(node, Dims.size(pick.dims()));
        return Move.storedSource(input, output, pick.source());
    }

    /** Adds the layer that stores a tensor in another layout. */
    static Tensor inLayout(Node node, Assembly net, Tensor input, Layout layout) {
        Tensor output = net.between(node, "stored", input.dims(), layout);
        return reshaped(node, net, input, output);
    }

    private static int[] source(Node node, Assembly net, Tensor input, Move move, Tensor output) {
        net.reserveRearranged(node, Dims.size(move.dims()));
        return move.source(input.strides(), output.strides());
    }

    private static Tensor add(Node node, Assembly net, Tensor input, Tensor output, int[] source) {
        return picked(node, net, input, output, source, 0);
    }

    /** Layers that a node needs beside its own are named after what they produce. */
    static String layerName(Node node, Tensor output) {
        return output.name().equals(node.output()) ? node.name() : output.name();
    }

    private static boolean isIdentity(int[] source, Tensor input) {
        return source.length == input.shape().size()
                && IntStream.range(0, source.length).allMatch(i -> source[i] == i);
    }

    static List<Integer> flattenDims(Node node, List<Integer> dims) {
        long axis = node.attributes().integer("axis", 1);
        int rank = dims.size();
        int split = axis == rank ? rank : Dims.axis(node, axis, rank);
        long rows = Dims.size(dims.subList(0, split));
        long columns = Dims.size(dims.subList(split, rank));
        return List.of(extent(node, rows), extent(node, columns));
    }

    static List<Integer> reshapeDims(Node node, Assembly net, List<Integer> dims) {
        node.requireInputs(2, 2);
        boolean allowZero = node.attributes().flag("allowzero", false);
        List<Long> wanted = net.integers(node, 1);
        if (wanted.size() > Limits.RANK) {
            throw node.error("reshapes to rank " + wanted.size() + ", more than " + Limits.RANK);
        }
        List<Integer> result = new ArrayList<>();
        int open = -1;
        for (int i = 0; i < wanted.size(); i++) {
            long extent = wanted.get(i);
            if (extent == -1 && open < 0) {
                open = i;
                result.add(1);
            } else if (extent == 0 && !allowZero && i < dims.size()) {
                result.add(dims.get(i));
            } else {
                result.add(extent(node, extent));
            }
        }
        long size = Dims.size(dims);
        long known = Dims.size(result);
        if (open >= 0 && known > 0 && size % known == 0) {
            result.set(open, extent(node, size / known));
        }
        if (Dims.size(result) != size) {
            throw node.error("cannot reshape " + ModelText.dims(dims) + " to " + wanted);
        }
        return List.copyOf(result);
    }

    static List<Integer> squeezeDims(Node node, Assembly net, List<Integer> dims) {
        Optional<List<Long>> named = axes(node, net);
        List<Integer> axes = named.isPresent()
                ? Dims.axes(node, named.get(), dims.size())
                : IntStream.range(0, dims.size())
                        .filter(i -> dims.get(i) == 1)
                        .boxed()
                        .toList();
        for (int axis : axes) {
            if (dims.get(axis) != 1) {
                throw node.error("cannot squeeze axis " + axis + " of " + ModelText.dims(dims));
            }
        }
        return Dims.without(dims, axes);
    }

    static List<Integer> unsqueezeDims(Node node, Assembly net, List<Integer> dims) {
        List<Long> named = axes(node, net).orElseThrow(() -> node.error("lacks axes"));
        if (dims.size() + named.size() > Limits.RANK) {
            throw node.error("would produce rank " + (dims.size() + named.size()) + ", more than " + Limits.RANK);
        }
        List<Integer> result = new ArrayList<>(dims);
        for (int axis : Dims.axes(node, named, dims.size() + named.size())) {
            result.add(axis, 1);
        }
        return List.copyOf(result);
    }

    /** Axes given as an attribute (older operator sets) or as the second input. */
    static Optional<List<Long>> axes(Node node, Assembly net) {
        return node.hasInput(1)
                ? Optional.of(net.integers(node, 1))
                : node.attributes().integers("axes");
    }

    static Move transposeMove(Node node, List<Integer> dims) {
        int rank = dims.size();
        List<Long> backwards =
                LongStream.range(0, rank).map(i -> rank - 1 - i).boxed().toList();
        List<Long> order = node.attributes().integers("perm").orElse(backwards);
        if (order.size() != rank || Dims.axes(node, order, rank).size() != rank) {
            throw node.error("cannot transpose rank " + rank + " by " + order);
        }
        int[] axis = order.stream().mapToInt(i -> Dims.axis(node, i, rank)).toArray();
        int[] step = new int[rank];
        Arrays.fill(step, 1);
        return new Move(IntStream.of(axis).mapToObj(dims::get).toList(), axis, step, new int[rank]);
    }

    static Move sliceMove(Node node, Assembly net, List<Integer> dims) {
        boolean attributes = node.opset() < 10;
        List<Long> starts = sliceBounds(node, net, attributes, 1, "starts");
        List<Long> ends = sliceBounds(node, net, attributes, 2, "ends");
        List<Long> axes = attributes
                ? node.attributes().integers("axes").orElse(null)
                : node.hasInput(3) ? net.integers(node, 3) : null;
        List<Long> steps =
                !attributes && node.hasInput(4) ? net.integers(node, 4) : Collections.nCopies(starts.size(), 1L);
        if (axes == null) {
            axes = LongStream.range(0, starts.size()).boxed().toList();
        }
        if (ends.size() != starts.size() || axes.size() != starts.size() || steps.size() != starts.size()) {
            throw node.error("starts, ends, axes and steps differ in number");
        }
        Dims.axes(node, axes, dims.size());
        int rank = dims.size();
        List<Integer> result = new ArrayList<>(dims);
        int[] axis = IntStream.range(0, rank).toArray();
        int[] step = new int[rank];
        Arrays.fill(step, 1);
        int[] start = new int[rank];
        for (int i = 0; i < starts.size(); i++) {
            int along = Dims.axis(node, axes.get(i), rank);
            Range range = Range.of(node, starts.get(i), ends.get(i), steps.get(i), dims.get(along));
            result.set(along, range.length());
            start[along] = range.first();
            step[along] = range.step();
        }
        return new Move(List.copyOf(result), axis, step, start);
    }

    private static List<Long> sliceBounds(Node node, Assembly net, boolean attributes, int input, String key) {
        return attributes
                ? node.attributes().integers(key).orElseThrow(() -> node.error("lacks " + key))
                : net.integers(node, input);
    }

    /** The indices that a slice takes from one axis. */
    private record Range(int first, int length, int step) {
        static Range of(Node node, long start, long end, long step, int extent) {
            if (step == 0) {
                throw node.error("has a step of 0");
            }
            if (extent == 0) {
                return new Range(0, 0, 1);
            }
            long low = step > 0 ? 0 : -1;
            long high = step > 0 ? extent : extent - 1;
            long first = clamp(start < 0 ? start + extent : start, Math.max(low, 0), high);
            long last = clamp(end < 0 ? end + extent : end, low, high);
            long stride = clamp(step, -Limits.TENSOR_VALUES, Limits.TENSOR_VALUES);
            long length = Math.max(0, (last - first + stride - Long.signum(stride)) / stride);
            return new Range((int) first, (int) length, length > 1 ? (int) stride : 1);
        }

        private static long clamp(long value, long low, long high) {
            return Math.max(low, Math.min(high, value));
        }
    }

    static int extent(Node node, long extent) {
        if (extent < 0 || extent > Limits.TENSOR_VALUES) {
            throw node.error("has an extent of " + extent);
        }
        return (int) extent;
    }
}

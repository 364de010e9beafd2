package dev.frogeye.model.onnx.constant;

import dev.frogeye.model.ModelText;
import dev.frogeye.model.onnx.file.Limits;
import dev.frogeye.model.onnx.file.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The extents that operators give what they only reshape or join. */
public final class Extents {
    private Extents() {}

    /** What {@code Flatten} makes of these extents. */
    public static List<Integer> flattened(Node node, List<Integer> dims) {
        long axis = node.attributes().integer("axis", 1);
        int rank = dims.size();
        int split = axis == rank ? rank : Dims.axis(node, axis, rank);
        long rows = Dims.size(dims.subList(0, split));
        long columns = Dims.size(dims.subList(split, rank));
        return List.of(extent(node, rows), extent(node, columns));
    }

    /** What {@code Reshape} makes of these extents; one of them may be left open. */
    public static List<Integer> reshaped(Node node, Constants constants, List<Integer> dims) {
        node.requireInputs(2, 2);
        boolean allowZero = node.attributes().flag("allowzero", false);
        List<Long> wanted = constants.integers(node, 1);
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

    /** What {@code Squeeze} makes of these extents. */
    public static List<Integer> squeezed(Node node, Constants constants, List<Integer> dims) {
        Optional<List<Long>> named = axes(node, constants);
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

    /** What {@code Unsqueeze} makes of these extents. */
    public static List<Integer> unsqueezed(Node node, Constants constants, List<Integer> dims) {
        List<Long> named = axes(node, constants).orElseThrow(() -> node.error("lacks axes"));
        Dims.requireRank(node, dims.size() + named.size());
        List<Integer> result = new ArrayList<>(dims);
        for (int axis : Dims.axes(node, named, dims.size() + named.size())) {
            result.add(axis, 1);
        }
        return List.copyOf(result);
    }

    /** What {@code Concat} makes of the extents of its parts. */
    public static List<Integer> joined(Node node, List<List<Integer>> parts, int axis) {
        List<Integer> first = parts.get(0);
        long sum = 0;
        for (List<Integer> part : parts) {
            if (part.size() != first.size() || !Dims.with(part, axis, 1).equals(Dims.with(first, axis, 1))) {
                throw node.error("cannot join " + ModelText.dims(first) + " and " + ModelText.dims(part)
                        + " along axis " + axis);
            }
            sum += part.get(axis);
        }
        if (sum > Limits.TENSOR_VALUES) {
            throw node.error("would produce an axis of " + sum + ", which is too large");
        }
        return Dims.with(first, axis, (int) sum);
    }

    /** Axes given as an attribute (older operator sets) or as the second input. */
    public static Optional<List<Long>> axes(Node node, Constants constants) {
        return node.hasInput(1)
                ? Optional.of(constants.integers(node, 1))
                : node.attributes().integers("axes");
    }

    /** An extent that a tensor may have. */
    public static int extent(Node node, long extent) {
        if (extent < 0 || extent > Limits.TENSOR_VALUES) {
            throw node.error("has an extent of " + extent);
        }
        return (int) extent;
    }
}

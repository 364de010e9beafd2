package dev.frogeye.model.onnx.constant;

import dev.frogeye.model.Layout;
import dev.frogeye.model.ModelText;
import dev.frogeye.model.onnx.file.Limits;
import dev.frogeye.model.onnx.file.Node;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Rules for ONNX extents. */
public final class Dims {
    private Dims() {}

    /** Product of the extents, {@code Long.MAX_VALUE} where it does not fit. */
    public static long size(List<Integer> dims) {
        if (dims.contains(0)) {
            return 0;
        }
        long size = 1;
        for (int dim : dims) {
            if (size > Long.MAX_VALUE / dim) {
                return Long.MAX_VALUE;
            }
            size *= dim;
        }
        return size;
    }

    /** For each axis the distance between neighbours in row-major order. */
    public static int[] rowMajorStrides(List<Integer> dims) {
        return Layout.ROW_MAJOR.strides(dims);
    }

    /** An axis counted from the front; negative ones count from the back. */
    public static int axis(Node node, long axis, int rank) {
        if (axis < -rank || axis >= rank) {
            throw node.error("axis " + axis + " does not exist in rank " + rank);
        }
        return (int) (axis < 0 ? axis + rank : axis);
    }

    /** The attribute {@code axis} of a node, counted from the front. */
    public static int axisOf(Node node, long absent, int rank) {
        return axis(node, node.attributes().integer("axis", absent), rank);
    }

    /** Distinct axes counted from the front, in ascending order. */
    public static List<Integer> axes(Node node, List<Long> axes, int rank) {
        Set<Integer> distinct = new HashSet<>();
        for (long axis : axes) {
            if (!distinct.add(axis(node, axis, rank))) {
                throw node.error("names axis " + axis + " twice");
            }
        }
        return distinct.stream().sorted().toList();
    }

    /** Extents of 1 in front up to a rank. */
    public static List<Integer> padded(List<Integer> dims, int rank) {
        List<Integer> padded = new ArrayList<>(Collections.nCopies(Math.max(0, rank - dims.size()), 1));
        padded.addAll(dims);
        return List.copyOf(padded);
    }

    /** Refuses more axes than a tensor may have. */
    static void requireRank(Node node, int rank) {
        if (rank > Limits.RANK) {
            throw node.error("would produce rank " + rank + ", more than " + Limits.RANK);
        }
    }

    /** The common extents of two operands, as NumPy broadcasts. */
    public static List<Integer> broadcast(Node node, List<Integer> left, List<Integer> right) {
        int rank = Math.max(left.size(), right.size());
        requireRank(node, rank);
        List<Integer> a = padded(left, rank);
        List<Integer> b = padded(right, rank);
        List<Integer> common = new ArrayList<>();
        for (int i = 0; i < rank; i++) {
            int x = a.get(i);
            int y = b.get(i);
            if (x != y && x != 1 && y != 1) {
                throw node.error("shapes " + ModelText.dims(left) + " and " + ModelText.dims(right) + " do not fit");
            }
            common.add(x == 1 ? y : x);
        }
        return List.copyOf(common);
    }

    /** Extents without those of the given axes. */
    public static List<Integer> without(List<Integer> dims, List<Integer> axes) {
        List<Integer> rest = new ArrayList<>();
        for (int i = 0; i < dims.size(); i++) {
            if (!axes.contains(i)) {
                rest.add(dims.get(i));
            }
        }
        return List.copyOf(rest);
    }

    public static List<Integer> with(List<Integer> dims, int axis, int extent) {
        List<Integer> changed = new ArrayList<>(dims);
        changed.set(axis, extent);
        return List.copyOf(changed);
    }
}

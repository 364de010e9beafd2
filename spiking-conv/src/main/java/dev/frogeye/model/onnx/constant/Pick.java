package dev.frogeye.model.onnx.constant;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Where an operator that only moves values takes each from, in row-major order of its output: constants and tensors that
 * move share these rules.
 *
 * @param dims extents of the output
 * @param places makes the map, once the size of {@code dims} was found fit: for each output value the input's row-major
 *     index, or -1 for {@code fill}
 * @param fill what the values are that the input does not give
 */
public record Pick(List<Integer> dims, Supplier<int[]> places, Number fill) {
    /** Which index of an input axis an output index reads, or -1. */
    public interface Index {
        int of(int axis, int index);
    }

    public Pick {
        dims = List.copyOf(dims);
    }

    public static Pick of(List<Integer> dims, Supplier<int[]> places) {
        return new Pick(dims, places, 0);
    }

    /** Each axis by itself; input and output have the same rank. */
    public static Pick perAxis(List<Integer> from, List<Integer> to, Index index, Number fill) {
        return new Pick(to, () -> places(from, to, index), fill);
    }

    public static Pick perAxis(List<Integer> from, List<Integer> to, Index index) {
        return perAxis(from, to, index, 0);
    }

    /** The same values with the axes in another order: axis {@code k} of the output is axis {@code order[k]} of the input. */
    public static Pick reordered(List<Integer> from, int[] order) {
        List<Integer> to = IntStream.of(order).mapToObj(from::get).toList();
        int[] strides = Dims.rowMajorStrides(from);
        return of(to, () -> {
            IndexWalk walk = new IndexWalk(
                    to, IntStream.of(order).map(axis -> strides[axis]).toArray());
            int[] places = new int[(int) Dims.size(to)];
            Arrays.setAll(places, i -> walk.next());
            return places;
        });
    }

    public int[] source() {
        return places.get();
    }

    private static int[] places(List<Integer> from, List<Integer> to, Index index) {
        int[] places = new int[(int) Dims.size(to)];
        int[] strides = Dims.rowMajorStrides(from);
        int known = 1; // Values of the axes seen so far: each value of the next one stands before all of them.
        for (int axis = to.size() - 1; axis >= 0 && places.length > 0; axis--) {
            for (int i = to.get(axis) - 1; i >= 0; i--) {
                int along = index.of(axis, i);
                for (int k = 0; k < known; k++) {
                    int rest = places[k];
                    places[i * known + k] = along < 0 || rest < 0 ? -1 : along * strides[axis] + rest;
                }
            }
            known *= to.get(axis);
        }
        return places;
    }
}

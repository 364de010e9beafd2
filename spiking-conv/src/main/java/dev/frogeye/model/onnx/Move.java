package dev.frogeye.model.onnx;

import dev.frogeye.model.Tensor;
import java.util.List;

/**
 * Where a transpose, slice or broadcast takes its values from: the place of output index {@code i} on input axis
 * {@code axis[k]} is {@code start[axis[k]] + i[k] * step[k]}. A step of 0 repeats.
 *
 * @param dims extents of the output
 * @param axis for each output axis the input axis it runs along
 * @param step for each output axis the distance on the input axis
 * @param start for each input axis where it starts
 */
record Move(List<Integer> dims, int[] axis, int[] step, int[] start) {
    /** Repeats axes of extent 1 up to the extents of the output, which has the same rank. */
    static Move expand(List<Integer> from, List<Integer> to) {
        int rank = to.size();
        int[] axis = new int[rank];
        int[] step = new int[rank];
        for (int i = 0; i < rank; i++) {
            axis[i] = i;
            step[i] = from.get(i).equals(to.get(i)) ? 1 : 0;
        }
        return new Move(to, axis, step, new int[rank]);
    }

    /** For each output value the place of its input value, given the strides of both sides. */
    int[] source(int[] inputStrides, int[] outputStrides) {
        int rank = dims.size();
        int[] strides = new int[rank];
        int base = 0;
        for (int i = 0; i < start.length; i++) {
            base += start[i] * inputStrides[i];
        }
        for (int k = 0; k < rank; k++) {
            strides[k] = step[k] * inputStrides[axis[k]];
        }
        int[] source = new int[(int) Dims.size(dims)];
        Walk from = new Walk(dims, strides, base);
        Walk to = new Walk(dims, outputStrides, 0);
        for (int i = 0; i < source.length; i++) {
            source[to.next()] = from.next();
        }
        return source;
    }

    /** The index map of a reshape: values keep their row-major order and change their stored one. */
    static int[] reshapeSource(Tensor from, Tensor to) {
        int[] source = new int[to.shape().size()];
        Walk input = new Walk(from.dims(), from.strides(), 0);
        Walk output = new Walk(to.dims(), to.strides(), 0);
        for (int i = 0; i < source.length; i++) {
            source[output.next()] = input.next();
        }
        return source;
    }

    /** The index map in stored order of one in row-major order; what is -1 stays so. */
    static int[] storedSource(Tensor from, Tensor to, int[] rowMajor) {
        int[] extents = from.dims().stream().mapToInt(Integer::intValue).toArray();
        int[] strides = from.strides();
        int[] source = new int[rowMajor.length];
        Walk output = new Walk(to.dims(), to.strides(), 0);
        for (int index : rowMajor) {
            source[output.next()] = index < 0 ? -1 : place(index, extents, strides);
        }
        return source;
    }

    private static int place(int rowMajor, int[] extents, int[] strides) {
        int rest = rowMajor;
        int place = 0;
        for (int axis = extents.length - 1; rest > 0; axis--) {
            place += rest % extents[axis] * strides[axis];
            rest /= extents[axis];
        }
        return place;
    }

    /** Visits all indices in row-major order and gives their places under some strides. */
    private static final class Walk {
        private final int[] extents;
        private final int[] strides;
        private final int[] index;
        private int place;

        Walk(List<Integer> dims, int[] strides, int base) {
            extents = dims.stream().mapToInt(Integer::intValue).toArray();
            this.strides = strides;
            index = new int[extents.length];
            place = base;
        }

        int next() {
            int current = place;
            for (int axis = extents.length - 1; axis >= 0; axis--) {
                place += strides[axis];
                if (++index[axis] < extents[axis]) {
                    break;
                }
                place -= strides[axis] * extents[axis];
                index[axis] = 0;
            }
            return current;
        }
    }
}

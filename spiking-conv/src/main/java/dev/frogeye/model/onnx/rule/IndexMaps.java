package dev.frogeye.model.onnx.rule;

import dev.frogeye.model.Layout;
import dev.frogeye.model.Tensor;
import dev.frogeye.model.onnx.constant.Dims;
import dev.frogeye.model.onnx.constant.IndexWalk;
import java.util.List;

/** Which value goes where when tensors are stored in another order than the row-major one of ONNX. */
final class IndexMaps {
    private IndexMaps() {}

    /** The index map of a reshape: values keep their row-major order and change their stored one. */
    static int[] reshaped(Tensor from, Tensor to) {
        return moved(from.dims(), from.strides(), to.dims(), to.strides());
    }

    /** The index map that brings row-major values of these extents into a layout. */
    static int[] ofRowMajor(List<Integer> dims, Layout layout) {
        return moved(dims, Dims.rowMajorStrides(dims), dims, layout.strides(dims));
    }

    private static int[] moved(List<Integer> from, int[] fromStrides, List<Integer> to, int[] toStrides) {
        int[] source = new int[(int) Dims.size(to)];
        IndexWalk input = new IndexWalk(from, fromStrides);
        IndexWalk output = new IndexWalk(to, toStrides);
        for (int i = 0; i < source.length; i++) {
            source[output.next()] = input.next();
        }
        return source;
    }

    /** The index map in stored order of one in row-major order; what is -1 stays so. */
    static int[] of(Tensor from, Tensor to, int[] rowMajor) {
        int[] extents = from.dims().stream().mapToInt(Integer::intValue).toArray();
        int[] strides = from.strides();
        int[] source = new int[rowMajor.length];
        IndexWalk output = new IndexWalk(to.dims(), to.strides());
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
}

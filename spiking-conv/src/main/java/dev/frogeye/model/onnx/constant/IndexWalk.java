package dev.frogeye.model.onnx.constant;

import java.util.List;

/** Visits all indices of some extents in row-major order and gives their places under some strides. */
public final class IndexWalk {
    private final int[] extents;
    private final int[] strides;
    private final int[] index;
    private int place;

    public IndexWalk(List<Integer> dims, int[] strides) {
        extents = dims.stream().mapToInt(Integer::intValue).toArray();
        this.strides = strides;
        index = new int[extents.length];
    }

    /** The place of the present index; the next call gives that of the one behind it. */
    public int next() {
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

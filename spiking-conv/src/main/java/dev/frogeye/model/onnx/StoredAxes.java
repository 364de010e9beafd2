package dev.frogeye.model.onnx;

import dev.frogeye.model.Axes;
import dev.frogeye.model.Layout;
import dev.frogeye.model.ModelText;
import dev.frogeye.model.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Which stored axes a set of ONNX axes is. */
final class StoredAxes {
    private StoredAxes() {}

    /**
     * The stored axes of these ONNX axes. Axes of extent 1 do not matter; the leading axes of a tensor that is not of
     * rank 4 are stored as one, so that all of them or none must be meant.
     */
    static Axes of(Node node, Tensor tensor, List<Integer> axes) {
        List<Integer> dims = tensor.dims();
        if (dims.size() == 4) {
            return tensor.layout() == Layout.CHANNELS_FIRST
                    ? new Axes(axes.contains(2), axes.contains(3), axes.contains(1))
                    : new Axes(axes.contains(1), axes.contains(2), axes.contains(3));
        }
        int last = dims.size() - 1;
        List<Integer> rows = new ArrayList<>();
        for (int axis = 0; axis < last; axis++) {
            if (dims.get(axis) > 1) {
                rows.add(axis);
            }
        }
        boolean all = axes.containsAll(rows) && !rows.isEmpty();
        if (!all && rows.stream().anyMatch(axes::contains)) {
            throw node.error("axes " + axes + " of " + ModelText.dims(dims)
                    + " cannot be combined; all axes but the last, the last, or all of them can");
        }
        return new Axes(all, false, axes.contains(last));
    }
}

package dev.frogeye.model.onnx.rule;

import dev.frogeye.model.Axes;
import dev.frogeye.model.Layout;
import dev.frogeye.model.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which stored axes a set of ONNX axes is. */
final class StoredAxes {
    private StoredAxes() {}

    /**
     * The stored axes of these ONNX axes. Axes of extent 1 do not matter; the leading axes of a tensor that is not of
     * rank 4 are stored as one: where some of them are meant and others not, no stored axes say so.
     */
    static Optional<Axes> of(Tensor tensor, List<Integer> axes) {
        List<Integer> dims = tensor.dims();
        if (dims.size() == 4) {
            return Optional.of(
                    tensor.layout() == Layout.CHANNELS_FIRST
                            ? new Axes(axes.contains(2), axes.contains(3), axes.contains(1))
                            : new Axes(axes.contains(1), axes.contains(2), axes.contains(3)));
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
            return Optional.empty();
        }
        return Optional.of(new Axes(all, false, axes.contains(last)));
    }
}

package dev.frogeye.model.onnx.constant;

import dev.frogeye.model.ModelText;
import dev.frogeye.model.onnx.file.Node;
import java.util.ArrayList;
import java.util.List;

/** {@code Expand} and {@code Tile}. */
public final class RepeatPick {
    private RepeatPick() {}

    static Pick expand(Node node, Constants constants, List<Integer> dims) {
        node.requireInputs(2, 2);
        List<Integer> wanted = new ArrayList<>();
        for (long extent : constants.integers(node, 1)) {
            wanted.add(Extents.extent(node, extent));
        }
        return spread(dims, Dims.broadcast(node, dims, wanted));
    }

    /** Repeats axes of extent 1 up to these extents, to which the input's broadcast. */
    public static Pick spread(List<Integer> dims, List<Integer> result) {
        List<Integer> from = Dims.padded(dims, result.size());
        return Pick.perAxis(from, result, (axis, i) -> from.get(axis) == 1 ? 0 : i);
    }

    static Pick tile(Node node, Constants constants, List<Integer> dims) {
        node.requireInputs(2, 2);
        List<Long> repeats = constants.integers(node, 1);
        if (repeats.size() != dims.size()) {
            throw node.error("has " + repeats.size() + " repeats for " + ModelText.dims(dims));
        }
        List<Integer> result = new ArrayList<>();
        for (int axis = 0; axis < dims.size(); axis++) {
            long times = Extents.extent(node, repeats.get(axis));
            result.add(Extents.extent(node, times * dims.get(axis)));
        }
        return Pick.perAxis(dims, result, (axis, i) -> i % dims.get(axis));
    }
}

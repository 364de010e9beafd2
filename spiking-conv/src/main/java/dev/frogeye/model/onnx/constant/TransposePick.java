package dev.frogeye.model.onnx.constant;

import dev.frogeye.model.onnx.file.Node;
import java.util.List;
import java.util.stream.LongStream;

/** {@code Transpose}. */
public final class TransposePick {
    private TransposePick() {}

    static Pick transpose(Node node, Constants constants, List<Integer> dims) {
        return Pick.reordered(dims, order(node, dims.size()));
    }

    /** For each axis of a transpose's output the input axis it is. */
    public static int[] order(Node node, int rank) {
        List<Long> backwards =
                LongStream.range(0, rank).map(i -> rank - 1 - i).boxed().toList();
        List<Long> order = node.attributes().integers("perm").orElse(backwards);
        if (order.size() != rank || Dims.axes(node, order, rank).size() != rank) {
            throw node.error("cannot transpose rank " + rank + " by " + order);
        }
        return order.stream().mapToInt(i -> Dims.axis(node, i, rank)).toArray();
    }
}

package dev.frogeye.model.onnx.constant;

import dev.frogeye.model.onnx.file.Node;
import java.util.List;
import java.util.stream.IntStream;

/** {@code Where} on constants, and the condition that it needs on tensors too. */
public final class FoldedSelection {
    private FoldedSelection() {}

    static Literal where(Node node, Constants constants) {
        node.requireInputs(3, 3);
        Literal left = constants.literal(node, 1);
        Literal right = constants.literal(node, 2);
        if (left instanceof Literal.Floats != right instanceof Literal.Floats) {
            throw node.error("selects integers or floats");
        }
        List<Integer> dims = dims(node, left.dims(), right.dims(), constants);
        long[] condition = condition(node, constants, dims);
        Literal a = FoldedArithmetic.expanded(node, constants, left, dims);
        Literal b = FoldedArithmetic.expanded(node, constants, right, dims);
        int size = constants.reserveFolded(node, dims);
        if (a instanceof Literal.Floats x && b instanceof Literal.Floats y) {
            float[] values = new float[size];
            for (int i = 0; i < size; i++) {
                values[i] = condition[i] != 0 ? x.values()[i] : y.values()[i];
            }
            return new Literal.Floats(dims, values);
        }
        long[] x = ((Literal.Integers) a).values();
        long[] y = ((Literal.Integers) b).values();
        return new Literal.Integers(
                dims,
                IntStream.range(0, size)
                        .mapToLong(i -> condition[i] != 0 ? x[i] : y[i])
                        .toArray());
    }

    /** The extents of the result. */
    public static List<Integer> dims(Node node, List<Integer> left, List<Integer> right, Constants constants) {
        return Dims.broadcast(
                node,
                Dims.broadcast(node, left, right),
                constants.literal(node, 0).dims());
    }

    /** Spread over the result: what is not 0 takes the first side. */
    public static long[] condition(Node node, Constants constants, List<Integer> dims) {
        if (constants.literal(node, 0) instanceof Literal.Integers condition) {
            return ((Literal.Integers) FoldedArithmetic.expanded(node, constants, condition, dims)).values();
        }
        throw node.error("needs booleans as its condition");
    }
}

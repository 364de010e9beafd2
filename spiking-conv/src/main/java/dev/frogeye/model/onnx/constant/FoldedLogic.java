package dev.frogeye.model.onnx.constant;

import dev.frogeye.model.onnx.file.ElementType;
import dev.frogeye.model.onnx.file.Node;
import java.util.List;

/** Comparisons of constants and their combinations; truths are integers of 0 and 1. */
final class FoldedLogic {
    private FoldedLogic() {}

    static Literal compare(Node node, Constants constants) {
        node.requireInputs(2, 2);
        Literal left = constants.literal(node, 0);
        Literal right = constants.literal(node, 1);
        if (left instanceof Literal.Floats != right instanceof Literal.Floats) {
            throw node.error("compares integers with floats");
        }
        List<Integer> dims = Dims.broadcast(node, left.dims(), right.dims());
        Literal a = FoldedArithmetic.expanded(node, constants, left, dims);
        Literal b = FoldedArithmetic.expanded(node, constants, right, dims);
        long[] truths = new long[constants.reserveFolded(node, dims)];
        for (int i = 0; i < truths.length; i++) {
            boolean holds;
            if (a instanceof Literal.Floats x && b instanceof Literal.Floats y) {
                holds = holds(node, x.values()[i], y.values()[i]);
            } else {
                long x = ((Literal.Integers) a).values()[i];
                long y = ((Literal.Integers) b).values()[i];
                holds = holds(node, Long.compare(x, y), 0);
            }
            truths[i] = holds ? 1 : 0;
        }
        return new Literal.Integers(dims, truths, ElementType.BOOL);
    }

    private static boolean holds(Node node, float x, float y) {
        return switch (node.operator()) {
            case "Equal" -> x == y;
            case "Less" -> x < y;
            case "LessOrEqual" -> x <= y;
            case "Greater" -> x > y;
            case "GreaterOrEqual" -> x >= y;
            default -> throw node.error("is no comparison");
        };
    }

    static Literal combine(Node node, Constants constants) {
        node.requireInputs(2, 2);
        Literal left = truths(constants.literal(node, 0));
        Literal right = truths(constants.literal(node, 1));
        List<Integer> dims = Dims.broadcast(node, left.dims(), right.dims());
        long[] a = integers(FoldedArithmetic.expanded(node, constants, left, dims));
        long[] b = integers(FoldedArithmetic.expanded(node, constants, right, dims));
        long[] truths = new long[constants.reserveFolded(node, dims)];
        for (int i = 0; i < truths.length; i++) {
            truths[i] = switch (node.operator()) {
                case "And" -> a[i] & b[i];
                case "Or" -> a[i] | b[i];
                default -> a[i] ^ b[i];
            };
        }
        return new Literal.Integers(dims, truths, ElementType.BOOL);
    }

    static Literal not(Node node, Constants constants) {
        Literal.Integers data = truths(constants.literal(node, 0));
        long[] truths = new long[constants.reserveFolded(node, data.dims())];
        for (int i = 0; i < truths.length; i++) {
            truths[i] = 1 - data.values()[i];
        }
        return new Literal.Integers(data.dims(), truths, ElementType.BOOL);
    }

    /** 1 where a value is not 0. */
    private static Literal.Integers truths(Literal data) {
        long[] truths = FoldedArithmetic.toIntegers(data).clone();
        for (int i = 0; i < truths.length; i++) {
            truths[i] = truths[i] != 0 ? 1 : 0;
        }
        return new Literal.Integers(data.dims(), truths, ElementType.BOOL);
    }

    private static long[] integers(Literal literal) {
        return ((Literal.Integers) literal).values();
    }
}

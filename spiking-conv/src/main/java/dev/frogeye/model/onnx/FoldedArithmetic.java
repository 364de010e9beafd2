package dev.frogeye.model.onnx;

import dev.frogeye.model.Layer;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** Arithmetic on constants. */
final class FoldedArithmetic {
    private FoldedArithmetic() {}

    static Literal binary(Node node, Assembly net) {
        node.requireInputs(2, 2);
        Literal left = net.literal(node, 0);
        Literal right = net.literal(node, 1);
        if (left instanceof Literal.Floats != right instanceof Literal.Floats) {
            throw node.error("combines integers with floats");
        }
        List<Integer> dims = Dims.broadcast(node, left.dims(), right.dims());
        if (dims.size() > Limits.RANK) {
            throw node.error("would produce rank " + dims.size() + ", more than " + Limits.RANK);
        }
        Literal a = expanded(node, net, left, dims);
        Literal b = expanded(node, net, right, dims);
        int size = net.reserveFolded(node, dims);
        Layer.Arithmetic arithmetic = Arithmetics.of(node);
        if (a instanceof Literal.Floats x && b instanceof Literal.Floats y) {
            float[] values = new float[size];
            for (int i = 0; i < size; i++) {
                values[i] = compute(arithmetic, x.values()[i], y.values()[i]);
            }
            return new Literal.Floats(dims, values);
        }
        long[] x = ((Literal.Integers) a).values();
        long[] y = ((Literal.Integers) b).values();
        long[] values = new long[size];
        for (int i = 0; i < size; i++) {
            if (arithmetic == Layer.Arithmetic.DIVIDE && y[i] == 0) {
                throw node.error("divides by 0");
            }
            values[i] = compute(arithmetic, x[i], y[i]);
        }
        return new Literal.Integers(dims, values);
    }

    /** 1 where two constants are equal, 0 elsewhere. */
    static Literal equal(Node node, Assembly net) {
        node.requireInputs(2, 2);
        List<Integer> dims = Dims.broadcast(
                node, net.literal(node, 0).dims(), net.literal(node, 1).dims());
        Literal a = expanded(node, net, net.literal(node, 0), dims);
        Literal b = expanded(node, net, net.literal(node, 1), dims);
        long[] values = new long[net.reserveFolded(node, dims)];
        if (a instanceof Literal.Floats x && b instanceof Literal.Floats y) {
            for (int i = 0; i < values.length; i++) {
                values[i] = x.values()[i] == y.values()[i] ? 1 : 0;
            }
        } else if (a instanceof Literal.Integers x && b instanceof Literal.Integers y) {
            for (int i = 0; i < values.length; i++) {
                values[i] = x.values()[i] == y.values()[i] ? 1 : 0;
            }
        } else {
            throw node.error("compares integers with floats");
        }
        return new Literal.Integers(dims, values);
    }

    static Literal rounded(Node node, Assembly net, DoubleUnaryOperator rounding) {
        Literal.Floats data = net.floats(node, 0);
        float[] values = new float[net.reserveFolded(node, data.dims())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) rounding.applyAsDouble(data.values()[i]);
        }
        return new Literal.Floats(data.dims(), values);
    }

    /** 1 for what is not 0. */
    static Literal truth(Literal data) {
        long[] values = new long[data.size()];
        for (int i = 0; i < values.length; i++) {
            boolean isZero = data instanceof Literal.Floats floats
                    ? floats.values()[i] == 0
                    : ((Literal.Integers) data).values()[i] == 0;
            values[i] = isZero ? 0 : 1;
        }
        return new Literal.Integers(data.dims(), values);
    }

    static Literal range(Node node, Assembly net) {
        node.requireInputs(3, 3);
        if (!(net.literal(node, 0) instanceof Literal.Integers)) {
            throw node.error("is supported for integers only");
        }
        long start = scalar(node, net, 0);
        long limit = scalar(node, net, 1);
        long delta = scalar(node, net, 2);
        if (delta == 0) {
            throw node.error("has a step of 0");
        }
        double count = Math.max(0, Math.ceil(((double) limit - start) / delta));
        if (count > Limits.FOLDED_VALUES) {
            throw node.error("would produce " + count + " values, which is too large");
        }
        long[] values = new long[net.reserveFolded(node, List.of((int) count))];
        for (int i = 0; i < values.length; i++) {
            values[i] = start + i * delta;
        }
        return Literal.Integers.vector(values);
    }

    /** The values of a constant spread over these extents. */
    static Literal expanded(Node node, Assembly net, Literal literal, List<Integer> dims) {
        Literal padded = literal.withDims(Dims.padded(literal.dims(), dims.size()));
        return padded.dims().equals(dims) ? padded : Folding.moved(node, net, padded, Move.expand(padded.dims(), dims));
    }

    static float[] toFloats(Literal literal) {
        if (literal instanceof Literal.Floats floats) {
            return floats.values();
        }
        long[] integers = ((Literal.Integers) literal).values();
        float[] values = new float[integers.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = integers[i];
        }
        return values;
    }

    static long[] toIntegers(Literal literal) {
        if (literal instanceof Literal.Integers integers) {
            return integers.values();
        }
        float[] floats = ((Literal.Floats) literal).values();
        long[] values = new long[floats.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (long) floats[i];
        }
        return values;
    }

    private static long scalar(Node node, Assembly net, int input) {
        List<Long> values = net.integers(node, input);
        if (values.size() != 1) {
            throw node.error("needs a scalar as input " + input);
        }
        return values.get(0);
    }

    private static float compute(Layer.Arithmetic arithmetic, float x, float y) {
        return switch (arithmetic) {
            case ADD -> x + y;
            case SUBTRACT -> x - y;
            case MULTIPLY -> x * y;
            case DIVIDE -> x / y;
        };
    }

    private static long compute(Layer.Arithmetic arithmetic, long x, long y) {
        return switch (arithmetic) {
            case ADD -> x + y;
            case SUBTRACT -> x - y;
            case MULTIPLY -> x * y;
            case DIVIDE -> x / y;
        };
    }
}

package dev.frogeye.model.onnx.constant;

import dev.frogeye.model.Layer;
import dev.frogeye.model.onnx.file.Limits;
import dev.frogeye.model.onnx.file.Node;
import java.util.List;
import java.util.function.LongBinaryOperator;

/** Arithmetic on constants. */
public final class FoldedArithmetic {
    private FoldedArithmetic() {}

    static Literal binary(Node node, Constants constants) {
        node.requireInputs(2, 2);
        Literal left = constants.literal(node, 0);
        Literal right = constants.literal(node, 1);
        // An exponent may be of another type than what it is an exponent of.
        boolean power = node.operator().equals("Pow");
        return combined(node, constants, left, power && left instanceof Literal.Floats ? floats(right) : right);
    }

    static Literal several(Node node, Constants constants) {
        Literal total = constants.literal(node, 0);
        for (int i = 1; i < node.inputs().size(); i++) {
            total = combined(node, constants, total, constants.literal(node, i));
        }
        return total;
    }

    private static Literal combined(Node node, Constants constants, Literal left, Literal right) {
        Layer.Arithmetic arithmetic = operation(node);
        return combined(node, constants, left, right, arithmetic::of, (x, y) -> compute(node, arithmetic, x, y));
    }

    /** What an operator means, on constants and on tensors. */
    public static Layer.Arithmetic operation(Node node) {
        return switch (node.operator()) {
            case "Add", "Sum", "Mean" -> Layer.Arithmetic.ADD;
            case "Sub" -> Layer.Arithmetic.SUBTRACT;
            case "Mul" -> Layer.Arithmetic.MULTIPLY;
            case "Div" -> Layer.Arithmetic.DIVIDE;
            case "Min" -> Layer.Arithmetic.MINIMUM;
            case "Max" -> Layer.Arithmetic.MAXIMUM;
            case "Pow" -> Layer.Arithmetic.POWER;
            default -> throw node.error("is no arithmetic");
        };
    }

    static Literal mod(Node node, Constants constants) {
        node.requireInputs(2, 2);
        boolean truncates = node.attributes().flag("fmod", false);
        return combined(
                node, constants, constants.literal(node, 0), constants.literal(node, 1), (x, y) -> x % y, (x, y) -> {
                    if (y == 0) {
                        throw node.error("divides by 0");
                    }
                    return truncates ? x % y : Math.floorMod(x, y);
                });
    }

    /** Two constants of the same type, broadcast against each other and combined value by value. */
    private static Literal combined(
            Node node,
            Constants constants,
            Literal left,
            Literal right,
            OfFloats ofFloats,
            LongBinaryOperator ofIntegers) {
        if (left instanceof Literal.Floats != right instanceof Literal.Floats) {
            throw node.error("combines integers with floats");
        }
        List<Integer> dims = Dims.broadcast(node, left.dims(), right.dims());
        Literal a = expanded(node, constants, left, dims);
        Literal b = expanded(node, constants, right, dims);
        int size = constants.reserveFolded(node, dims);
        if (a instanceof Literal.Floats x && b instanceof Literal.Floats y) {
            float[] values = new float[size];
            for (int i = 0; i < size; i++) {
                values[i] = ofFloats.of(x.values()[i], y.values()[i]);
            }
            return new Literal.Floats(dims, values);
        }
        long[] x = ((Literal.Integers) a).values();
        long[] y = ((Literal.Integers) b).values();
        long[] values = new long[size];
        for (int i = 0; i < size; i++) {
            values[i] = ofIntegers.applyAsLong(x[i], y[i]);
        }
        return new Literal.Integers(dims, values, ((Literal.Integers) a).type());
    }

    private interface OfFloats {
        float of(float left, float right);
    }

    /** {@code Neg}, {@code Abs} and {@code Sign}, which integers know too. */
    static Literal unary(Node node, Constants constants) {
        Literal data = constants.literal(node, 0);
        int size = constants.reserveFolded(node, data.dims());
        if (data instanceof Literal.Floats floats) {
            float[] values = new float[size];
            for (int i = 0; i < size; i++) {
                float x = floats.values()[i];
                values[i] = switch (node.operator()) {
                    case "Neg" -> -x;
                    case "Abs" -> Math.abs(x);
                    default -> Math.signum(x);
                };
            }
            return new Literal.Floats(data.dims(), values);
        }
        long[] values = new long[size];
        for (int i = 0; i < size; i++) {
            long x = ((Literal.Integers) data).values()[i];
            values[i] = switch (node.operator()) {
                case "Neg" -> -x;
                case "Abs" -> Math.abs(x);
                default -> Long.signum(x);
            };
        }
        return new Literal.Integers(data.dims(), values, ((Literal.Integers) data).type());
    }

    static Literal range(Node node, Constants constants) {
        node.requireInputs(3, 3);
        if (!(constants.literal(node, 0) instanceof Literal.Integers)) {
            throw node.error("is supported for integers only");
        }
        long start = scalar(node, constants, 0);
        long limit = scalar(node, constants, 1);
        long delta = scalar(node, constants, 2);
        if (delta == 0) {
            throw node.error("has a step of 0");
        }
        double count = Math.max(0, Math.ceil(((double) limit - start) / delta));
        if (count > Limits.FOLDED_VALUES) {
            throw node.error("would produce " + count + " values, which is too large");
        }
        long[] values = new long[constants.reserveFolded(node, List.of((int) count))];
        for (int i = 0; i < values.length; i++) {
            values[i] = start + i * delta;
        }
        return Literal.Integers.vector(values);
    }

    /** The values of a constant spread over these extents. */
    public static Literal expanded(Node node, Constants constants, Literal literal, List<Integer> dims) {
        return Dims.padded(literal.dims(), dims.size()).equals(dims)
                ? literal.withDims(dims)
                : Folding.picked(node, constants, literal, RepeatPick.spread(literal.dims(), dims));
    }

    public static Literal.Floats floats(Literal literal) {
        return new Literal.Floats(literal.dims(), toFloats(literal));
    }

    public static float[] toFloats(Literal literal) {
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

    public static long[] toIntegers(Literal literal) {
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

    private static long scalar(Node node, Constants constants, int input) {
        List<Long> values = constants.integers(node, input);
        if (values.size() != 1) {
            throw node.error("needs a scalar as input " + input);
        }
        return values.get(0);
    }

    private static long compute(Node node, Layer.Arithmetic arithmetic, long x, long y) {
        return switch (arithmetic) {
            case ADD -> x + y;
            case SUBTRACT -> x - y;
            case MULTIPLY -> x * y;
            case DIVIDE -> {
                if (y == 0) {
                    throw node.error("divides by 0");
                }
                yield x / y;
            }
            case MINIMUM -> Math.min(x, y);
            case MAXIMUM -> Math.max(x, y);
            case POWER -> (long) Math.pow(x, y);
        };
    }
}

package dev.frogeye.model.onnx.rewrite;

import dev.frogeye.model.Function;
import dev.frogeye.model.Layer;
import dev.frogeye.model.Unary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Recognises functions that exporters spell out, by the steps they take: one name is evaluated faster than the steps.
 * What has no name stays as it is written.
 */
final class NamedFunctions {
    /** Relative; exporters write constants such as {@code 1 / sqrt(2)} in single precision. */
    private static final double TOLERANCE = 1e-6;

    /** Of the polynomial in {@code tanh}; it is known by its values at one place more. */
    private static final int HIGHEST_DEGREE = 6;

    private NamedFunctions() {}

    /** A function as steps, one after the other. */
    static List<Function> steps(Function function) {
        return function instanceof Function.Composed composed ? composed.functions() : List.of(function);
    }

    /** Steps as one function. */
    static Function inOne(List<Function> steps) {
        return steps.size() == 1 ? steps.get(0) : new Function.Composed(steps);
    }

    /** Of how many functions these are made. */
    static int size(List<Function> steps) {
        int size = 0;
        for (Function step : steps) {
            if (step instanceof Function.Combined combined) {
                size += 1 + size(steps(combined.left())) + size(steps(combined.right()));
            } else {
                size++;
            }
        }
        return size;
    }

    /** The same function in fewer steps, if it has a name. */
    static Optional<List<Function>> named(List<Function> steps) {
        List<Function> simple = simplified(steps);
        int last = simple.size() - 1;
        if (simple.size() == 3
                && simple.get(0) == Unary.EXP
                && isAffine(simple.get(1), 1, 1)
                && simple.get(2) == Unary.LOG) {
            return Optional.of(List.of(Unary.SOFTPLUS));
        }
        if (simple.size() == 4
                && isAffine(simple.get(0), -1, 0)
                && simple.get(1) == Unary.EXP
                && isAffine(simple.get(2), 1, 1)
                && simple.get(3) == Unary.RECIPROCAL) {
            return Optional.of(List.of(Unary.SIGMOID));
        }
        if (simple.size() == 3
                && isUniform(simple.get(0))
                && simple.get(1) instanceof Function.Clamp clamp
                && clamp.low() == 0
                && isAffine(simple.get(2), 1 / clamp.high(), 0)) {
            return Optional.of(List.of(hardSigmoid(simple.get(0), clamp)));
        }
        // Two clamps are one; a scaling and its inverse are none, as they follow a product that got a name.
        boolean clamped = steps.size() == 2 && last == 0 && simple.get(0) instanceof Function.Clamp;
        boolean cancelled = steps.size() >= 3 && simple.size() <= steps.size() - 2 && !simple.isEmpty();
        return clamped || cancelled ? Optional.of(simple) : Optional.empty();
    }

    /** Two functions of the same value, combined, in steps. */
    static List<Function> combined(
            Layer.Arithmetic arithmetic, List<Function> left, List<Function> right, int channels) {
        Optional<List<Function>> named =
                switch (arithmetic) {
                    case MULTIPLY -> product(left, right, channels).or(() -> product(right, left, channels));
                    case DIVIDE -> {
                        List<Function> inverse = new ArrayList<>(right);
                        inverse.add(Unary.RECIPROCAL);
                        yield product(left, named(inverse).orElse(inverse), channels);
                    }
                    default -> Optional.empty();
                };
        return named.orElseGet(() -> List.of(new Function.Combined(arithmetic, inOne(left), inOne(right))));
    }

    /** A value, which may be scaled, times a function of it. */
    private static Optional<List<Function>> product(List<Function> value, List<Function> gate, int channels) {
        List<Function> scaling = simplified(value);
        if (scaling.size() > 1 || (scaling.size() == 1 && !(isUniform(scaling.get(0)) && shift(scaling.get(0)) == 0))) {
            return Optional.empty();
        }
        double factor = scaling.isEmpty() ? 1 : scale(scaling.get(0));
        List<Function> steps = simplified(gate);
        if (steps.isEmpty()) {
            return Optional.empty();
        }
        List<Function> core = steps;
        double after = 1;
        double added = 0;
        if (steps.size() > 1 && isUniform(steps.get(steps.size() - 1))) {
            core = steps.subList(0, steps.size() - 1);
            after = scale(steps.get(core.size()));
            added = shift(steps.get(core.size()));
        }
        if (added == 0) {
            Optional<Function> function = gated(core);
            if (function.isPresent()) {
                double high = core.get(core.size() - 1) instanceof Function.Clamp clamp ? clamp.high() : 1;
                return Optional.of(scaled(function.get(), factor * after * high, channels));
            }
        } else if (isNear(added, after)) {
            // after * (1 + f)
            Optional<Function> function = gelu(core);
            if (function.isPresent()) {
                return Optional.of(scaled(function.get(), factor * after * 2, channels));
            }
        }
        return Optional.empty();
    }

    /** The name of {@code x * gate(x)}, the gate brought to the range from 0 to 1. */
    private static Optional<Function> gated(List<Function> gate) {
        int size = gate.size();
        Function last = gate.get(size - 1);
        Function first = gate.get(0);
        if (last == Unary.SIGMOID && size == 1) {
            return Optional.of(new Function.Swish(1));
        }
        if (last == Unary.SIGMOID && size == 2 && isUniform(first) && shift(first) == 0) {
            return Optional.of(new Function.Swish((float) scale(first)));
        }
        if (last instanceof Function.HardSigmoid hard && size == 1) {
            return Optional.of(new Function.HardSwish(hard.alpha(), hard.beta()));
        }
        if (last instanceof Function.Clamp clamp
                && size == 2
                && isUniform(first)
                && clamp.low() == 0
                && Float.isFinite(clamp.high())) {
            Function.HardSigmoid hard = hardSigmoid(first, clamp);
            return Optional.of(new Function.HardSwish(hard.alpha(), hard.beta()));
        }
        if (last == Unary.TANH && size == 2 && first == Unary.SOFTPLUS) {
            return Optional.of(Unary.MISH);
        }
        boolean softsign = last == Unary.RECIPROCAL && size == 3 && first == Unary.ABS && isAffine(gate.get(1), 1, 1);
        return softsign ? Optional.of(Unary.SOFTSIGN) : Optional.empty();
    }

    /** The name of {@code x / 2 * (1 + f(x))}. */
    private static Optional<Function> gelu(List<Function> f) {
        Function last = f.get(f.size() - 1);
        if (last == Unary.ERF && f.size() == 2 && isAffine(f.get(0), Math.sqrt(0.5), 0)) {
            return Optional.of(Unary.GELU);
        }
        boolean tanh = last == Unary.TANH && isGeluPolynomial(f.subList(0, f.size() - 1));
        return tanh ? Optional.of(Unary.GELU_TANH) : Optional.empty();
    }

    /**
     * Whether the steps make {@code sqrt(2 / pi) * (x + 0.044715 * x^3)}, in whatever order it is written: two
     * polynomials are the same if they agree at more places than their degree.
     */
    private static boolean isGeluPolynomial(List<Function> steps) {
        if (degree(steps) > HIGHEST_DEGREE) {
            return false;
        }
        Function polynomial = inOne(steps);
        for (int i = 0; i <= HIGHEST_DEGREE; i++) {
            double x = 2 * i - HIGHEST_DEGREE;
            double expected = Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x);
            if (Math.abs(polynomial.of((float) x, 0) - expected) > TOLERANCE * Math.max(1, Math.abs(expected))) {
                return false;
            }
        }
        return true;
    }

    /** The degree of a polynomial in these steps, more than any that is looked for where they make none. */
    private static int degree(List<Function> steps) {
        int degree = 1;
        for (Function step : steps) {
            int of = HIGHEST_DEGREE + 1;
            if (isUniform(step)) {
                of = 1;
            } else if (step instanceof Function.Power power && (power.exponent() == 2 || power.exponent() == 3)) {
                of = (int) power.exponent();
            } else if (step instanceof Function.Combined combined) {
                int left = degree(steps(combined.left()));
                int right = degree(steps(combined.right()));
                switch (combined.arithmetic()) {
                    case ADD, SUBTRACT -> of = Math.max(left, right);
                    case MULTIPLY -> of = left + right;
                    default -> {}
                }
            }
            degree = Math.min(degree * of, HIGHEST_DEGREE + 1);
        }
        return degree;
    }

    private static List<Function> scaled(Function function, double factor, int channels) {
        return isNear(factor, 1)
                ? List.of(function)
                : List.of(function, Function.Affine.uniform(channels, (float) factor, 0));
    }

    /** The steps with neighbouring scalings and neighbouring clamps each made one; a scaling by 1 is left out. */
    private static List<Function> simplified(List<Function> steps) {
        List<Function> simple = new ArrayList<>();
        for (Function step : steps) {
            Function previous = simple.isEmpty() ? null : simple.get(simple.size() - 1);
            Function next = step;
            if (previous instanceof Function.Clamp inner && step instanceof Function.Clamp outer) {
                simple.remove(simple.size() - 1);
                next = new Function.Clamp(outer.of(inner.low(), 0), outer.of(inner.high(), 0));
            } else if (previous != null && isUniform(previous) && isUniform(step)) {
                simple.remove(simple.size() - 1);
                next = Function.Affine.uniform(
                        ((Function.Affine) step).scale().length, (float) (scale(previous) * scale(step)), (float)
                                (shift(previous) * scale(step) + shift(step)));
            }
            if (!isAffine(next, 1, 0)) {
                simple.add(next);
            }
        }
        return simple;
    }

    private static Function.HardSigmoid hardSigmoid(Function scaling, Function.Clamp clamp) {
        return new Function.HardSigmoid(
                (float) (scale(scaling) / clamp.high()), (float) (shift(scaling) / clamp.high()));
    }

    /** Whether it scales and shifts all channels alike. */
    private static boolean isUniform(Function function) {
        if (!(function instanceof Function.Affine affine)) {
            return false;
        }
        for (int c = 1; c < affine.scale().length; c++) {
            if (affine.scale()[c] != affine.scale()[0] || affine.shift()[c] != affine.shift()[0]) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAffine(Function function, double scale, double shift) {
        return isUniform(function) && isNear(scale(function), scale) && isNear(shift(function), shift);
    }

    private static boolean isNear(double actual, double expected) {
        return Math.abs(actual - expected) <= TOLERANCE * Math.abs(expected);
    }

    private static double scale(Function uniform) {
        return ((Function.Affine) uniform).scale()[0];
    }

    private static double shift(Function uniform) {
        return ((Function.Affine) uniform).shift()[0];
    }
}

package dev.frogeye.comparison.report.chart;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Values that are worth a label: 1, 2 and 5 times powers of ten. */
final class Ticks {
    /** More decades than this and only powers of ten are labelled. */
    private static final double CROWDED_DECADES = 2.2;

    private Ticks() {}

    /** Multiples of a round step within the range, not many more than wanted. */
    static DoubleStream linear(double min, double max, int wanted) {
        double step = step((max - min) / wanted);
        double slack = 1e-9;
        long first = (long) Math.ceil(min / step - slack);
        long last = (long) Math.floor(max / step + slack);
        return LongStream.rangeClosed(first, last).mapToDouble(n -> n * step);
    }

    private static double step(double atLeast) {
        double power = Math.pow(10, Math.floor(Math.log10(atLeast)));
        for (double factor : new double[] {1, 2, 5}) {
            if (factor * power >= atLeast * (1 - 1e-9)) {
                return factor * power;
            }
        }
        return 10 * power;
    }

    /** Powers of ten within the range; where there are few, their doubles and halves too. */
    static DoubleStream logarithmic(double min, double max) {
        boolean crowded = Math.log10(max / min) > CROWDED_DECADES;
        double[] factors = crowded ? new double[] {1} : new double[] {1, 2, 5};
        int first = (int) Math.floor(Math.log10(min));
        int last = (int) Math.ceil(Math.log10(max));
        return IntStream.rangeClosed(first, last)
                .boxed()
                .flatMapToDouble(exponent -> DoubleStream.of(factors).map(factor -> factor * Math.pow(10, exponent)))
                .filter(value -> value >= min * (1 - 1e-9) && value <= max * (1 + 1e-9));
    }
}

package dev.frogeye.comparison.report.chart;

import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;

/** Where along an axis a value lies. */
public sealed interface Scale permits Scale.Linear, Scale.Logarithmic, Scale.Nines {
    /** Position of a value, 0 to 1; what is off the scale lies on its edge. */
    double at(double value);

    /** Values to label, first to last. */
    List<Tick> ticks();

    /**
     * A labelled value.
     *
     * @param position 0 to 1
     */
    record Tick(double position, String label) {}

    /**
     * Proportional.
     *
     * @param label what to write at a value
     */
    record Linear(double min, double max, int wanted, DoubleFunction<String> label) implements Scale {
        public Linear {
            requireRange(min, max);
        }

        @Override
        public double at(double value) {
            return clamp((value - min) / (max - min));
        }

        @Override
        public List<Tick> ticks() {
            return Ticks.linear(min, max, wanted)
                    .mapToObj(value -> new Tick(at(value), label.apply(value)))
                    .toList();
        }
    }

    /** Equal ratios are equally far apart; both ends are positive. */
    record Logarithmic(double min, double max, DoubleFunction<String> label) implements Scale {
        public Logarithmic {
            requireRange(min, max);
            if (min <= 0) {
                throw new IllegalArgumentException("a logarithmic scale must be positive, was from " + min);
            }
        }

        @Override
        public double at(double value) {
            return value <= 0 ? 0 : clamp(Math.log(value / min) / Math.log(max / min));
        }

        @Override
        public List<Tick> ticks() {
            return Ticks.logarithmic(min, max)
                    .mapToObj(value -> new Tick(at(value), label.apply(value)))
                    .toList();
        }
    }

    /**
     * For cosines, which differ in how many nines they begin with: .9, .99 and .999 are equally far apart.
     *
     * @param from nines at the lower end, at least 0
     * @param to nines at the upper end
     */
    record Nines(int from, int to) implements Scale {
        public Nines {
            requireRange(from, to);
            if (from < 0) {
                throw new IllegalArgumentException("a scale from " + from + " nines");
            }
        }

        /** How many nines a cosine begins with: 2 for .99, 2.3 for .995. */
        public static double of(double cosine) {
            return -Math.log10(Math.max(1 - cosine, Double.MIN_NORMAL));
        }

        @Override
        public double at(double value) {
            return clamp((of(value) - from) / (to - from));
        }

        @Override
        public List<Tick> ticks() {
            return IntStream.rangeClosed(from, to)
                    .mapToObj(n -> new Tick((double) (n - from) / (to - from), n == 0 ? "0" : "." + "9".repeat(n)))
                    .toList();
        }
    }

    private static double clamp(double position) {
        return Math.max(0, Math.min(1, position));
    }

    private static void requireRange(double min, double max) {
        if (!(min < max) || Double.isInfinite(max - min)) {
            throw new IllegalArgumentException("a scale from " + min + " to " + max);
        }
    }
}

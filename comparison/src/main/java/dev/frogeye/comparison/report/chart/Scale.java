package dev.frogeye.comparison.report.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;

/** Where along an axis a value lies. */
public sealed interface Scale permits Scale.Linear, Scale.Logarithmic, Scale.Nines, Scale.Banded {
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

    /**
     * Logarithmic between two bands for what has no place on such a scale: nothing at all, and too much.
     *
     * @param least smaller values lie in the first band
     * @param most greater values lie in the last band
     * @param below what the first band holds; without a word there is none
     * @param above what the last band holds; without a word there is none
     */
    record Banded(double least, double most, DoubleFunction<String> label, String below, String above)
            implements Scale {
        /** Share of the axis that a band takes. */
        private static final double BAND = 0.12;

        /** Labels of values nearer to a band would run into its own. */
        private static final double CLOSE = 0.08;

        public Banded {
            requireRange(least, most);
        }

        /** Where the first band ends, 0 to 1. */
        public double start() {
            return below.isEmpty() ? 0 : BAND;
        }

        /** Where the last band begins. */
        public double end() {
            return above.isEmpty() ? 1 : 1 - BAND;
        }

        @Override
        public double at(double value) {
            if (value < least && !below.isEmpty()) {
                return BAND / 2;
            }
            if (value > most && !above.isEmpty()) {
                return 1 - BAND / 2;
            }
            return within(between().at(value));
        }

        /** The scale between the bands. */
        public Logarithmic between() {
            return new Logarithmic(least, most, label);
        }

        /** Position of what lies there, 0 to 1, on the scale between the bands. */
        public double within(double position) {
            return start() + (end() - start()) * position;
        }

        @Override
        public List<Tick> ticks() {
            List<Tick> ticks = new ArrayList<>();
            if (!below.isEmpty()) {
                ticks.add(new Tick(BAND / 2, below));
            }
            between().ticks().stream()
                    .map(tick -> new Tick(within(tick.position()), tick.label()))
                    .filter(tick -> tick.position() >= start() + (below.isEmpty() ? 0 : CLOSE))
                    .filter(tick -> tick.position() <= end() - (above.isEmpty() ? 0 : CLOSE))
                    .forEach(ticks::add);
            if (!above.isEmpty()) {
                ticks.add(new Tick(1 - BAND / 2, above));
            }
            return ticks;
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

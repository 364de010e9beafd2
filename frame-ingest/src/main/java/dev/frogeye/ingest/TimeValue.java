package dev.frogeye.ingest;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A position or length in a video: a time, or a number of frames. */
public sealed interface TimeValue {
    /** Start of the video. */
    TimeValue ZERO = new Time(0);

    /** A time on the video's clock, which starts at 0. */
    record Time(long micros) implements TimeValue {
        public Time {
            requireNotNegative(micros);
        }

        /** Seconds, which parse back: {@code 12.5s}. */
        @Override
        public String toString() {
            return BigDecimal.valueOf(micros, 6).stripTrailingZeros().toPlainString() + "s";
        }
    }

    /** A number of decoded frames. */
    record Frames(long count) implements TimeValue {
        public Frames {
            requireNotNegative(count);
        }

        /** Frames, which parse back: {@code 30f}. */
        @Override
        public String toString() {
            return count + "f";
        }
    }

    /**
     * Reads {@code 12.5} or {@code 12.5s} (seconds), {@code 250ms}, {@code 01:30} or {@code 00:01:30.5} (clock time), or
     * {@code 30f} (frames).
     *
     * @throws IllegalArgumentException naming the text and the allowed forms
     */
    static TimeValue parse(String text) {
        Matcher frames = Syntax.FRAMES.matcher(text);
        Matcher seconds = Syntax.SECONDS.matcher(text);
        Matcher clock = Syntax.CLOCK.matcher(text);
        try {
            if (frames.matches()) {
                return new Frames(Long.parseLong(frames.group(1)));
            }
            if (seconds.matches()) {
                int shift = "ms".equals(seconds.group(2)) ? 3 : 6;
                return new Time(micros(new BigDecimal(seconds.group(1)).movePointRight(shift)));
            }
            if (clock.matches()) {
                long hours = clock.group(1) == null ? 0 : Long.parseLong(clock.group(1));
                long minutes = Math.addExact(Math.multiplyExact(hours, 60L), Long.parseLong(clock.group(2)));
                BigDecimal total = new BigDecimal(clock.group(3))
                        .add(BigDecimal.valueOf(minutes).multiply(Syntax.SIXTY));
                return new Time(micros(total.movePointRight(6)));
            }
        } catch (ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException("time '" + text + "' is too large", e);
        }
        throw new IllegalArgumentException("time '" + text
                + "' is not understood; write seconds (12.5 or 12.5s), a clock time (00:00:12.5) or frames (30f)");
    }

    private static long micros(BigDecimal value) {
        return value.setScale(0, RoundingMode.HALF_UP).longValueExact();
    }

    private static void requireNotNegative(long value) {
        if (value < 0) {
            throw new IllegalArgumentException("a time must not be negative, was " + value);
        }
    }

    /** The written forms. */
    final class Syntax {
        private static final Pattern FRAMES = Pattern.compile("(\\d+)f");
        private static final Pattern SECONDS = Pattern.compile("(\\d+\\.?\\d*|\\.\\d+)(s|ms)?");
        private static final Pattern CLOCK = Pattern.compile("(?:(\\d+):)?([0-5]?\\d):([0-5]?\\d(?:\\.\\d*)?)");
        private static final BigDecimal SIXTY = BigDecimal.valueOf(60);

        private Syntax() {}
    }
}

package dev.frogeye.comparison.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.OptionalDouble;

/** Numbers as people read them: three digits, a unit, a dash where there is none. */
final class Figures {
    static final String NONE = "–";

    private static final String[] THOUSANDS = {"", " k", " M", " G", " T"};
    private static final String[] BYTES = {" B", " KB", " MB", " GB", " TB"};

    private Figures() {}

    /** A count of operations: {@code 5.44 G}. */
    static String operations(double count) {
        return scaled(count, THOUSANDS);
    }

    /** The same for an axis: {@code 10 M}. */
    static String operationsLabel(double count) {
        return round(operations(count));
    }

    /** A ratio for an axis: {@code 10×}. */
    static String timesLabel(double ratio) {
        return round(times(ratio));
    }

    /** A share for an axis: {@code 2 %}. */
    static String percentLabel(double share) {
        return round(percent(share));
    }

    /** Without zeros behind the point. */
    private static String round(String figure) {
        return figure.replaceFirst("\\.0+(?!\\d)|(\\.\\d*[1-9])0+(?!\\d)", "$1");
    }

    /** Decimal units: {@code 61.3 MB}. */
    static String bytes(long bytes) {
        return scaled(bytes, BYTES);
    }

    private static String scaled(double value, String[] units) {
        if (!Double.isFinite(value)) {
            return NONE;
        }
        int unit = 0;
        double rest = value;
        while (Math.abs(rest) >= 999.5 && unit < units.length - 1) {
            rest /= 1000;
            unit++;
        }
        return (unit == 0 && rest == Math.rint(rest) ? whole((long) rest) : digits(rest)) + units[unit];
    }

    /** A whole number with separators: {@code 12,345}. */
    static String whole(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** A ratio: {@code 12.4×}. */
    static String times(double ratio) {
        return Double.isFinite(ratio) ? digits(ratio) + "×" : NONE;
    }

    /** Milliseconds, without the unit. */
    static String ms(double ms) {
        return digits(ms);
    }

    /** A share of 1: {@code 1.2 %}. */
    static String percent(double share) {
        if (!Double.isFinite(share)) {
            return NONE;
        }
        double percent = 100 * share;
        int decimals = percent == 0 || percent >= 10 ? 0 : percent >= 0.1 ? 1 : 2;
        return fixed(percent, decimals) + " %";
    }

    static String percent(OptionalDouble share) {
        return share.isPresent() ? percent(share.getAsDouble()) : NONE;
    }

    /** A cosine: five decimals, or as many as it takes to see that it is not 1, at most seven. */
    static String cosine(double cosine) {
        return nearOne(cosine, 5, 7);
    }

    /** R2 or a correlation: three decimals, or as many as it takes to see that it is not 1, at most six. */
    static String r2(double value) {
        return nearOne(value, 3, 6);
    }

    private static String nearOne(double value, int least, int most) {
        if (!Double.isFinite(value)) {
            return NONE;
        }
        int decimals = least;
        while (decimals < most && 1 - value > 0 && 1 - value < 9.5 * Math.pow(10, -decimals)) {
            decimals++;
        }
        return 1 - value < 0.5 * Math.pow(10, -most) ? "1" : fixed(value, decimals);
    }

    /** An error, which may be very small: {@code 0.0427}, {@code 3.1e-7}. */
    static String error(double error) {
        return error != 0 && Math.abs(error) < 1e-3 ? String.format(Locale.ROOT, "%.1e", error) : digits(error);
    }

    /** A threshold or another number a user chose: as short as it can be. */
    static String plain(double value) {
        return Double.isFinite(value)
                ? BigDecimal.valueOf(value)
                        .round(new MathContext(6))
                        .stripTrailingZeros()
                        .toPlainString()
                : NONE;
    }

    /** Three digits, all before the point if there are more. */
    static String digits(double value) {
        if (!Double.isFinite(value)) {
            return NONE;
        }
        double magnitude = Math.abs(value);
        if (magnitude >= 99.95) {
            return whole(Math.round(value));
        }
        if (magnitude >= 9.995) {
            return fixed(value, 1);
        }
        if (magnitude >= 0.0995 || magnitude == 0) {
            return fixed(value, magnitude == 0 ? 0 : 2);
        }
        return new BigDecimal(value)
                .round(new MathContext(3, RoundingMode.HALF_EVEN))
                .toPlainString();
    }

    private static String fixed(double value, int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}

package dev.frogeye.benchmark.rivals;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as the tables have them. */
final class CellText {
    /** Where there is none: the features of a clip in which nothing happens have no variation to keep. */
    private static final String NONE = "–";

    private CellText() {}

    /** A ratio to two digits: 12x, 2.1x, 0.84x. */
    static String times(double ratio) {
        if (Double.isNaN(ratio)) {
            return NONE;
        }
        String format = ratio >= 9.95 ? "%.0fx" : ratio >= 0.995 ? "%.1fx" : "%.2fx";
        return String.format(Locale.ROOT, format, ratio);
    }

    /** A share of at most 1: .955, 1, -.20; below 1 it never rounds to 1. */
    static String share(double value) {
        if (Double.isNaN(value)) {
            return NONE;
        }
        double shown = value < 1 ? Math.min(value, 0.9999) : value;
        String text = String.format(Locale.ROOT, shown > 0.999 && shown < 1 ? "%.4f" : "%.3f", shown);
        return text.equals("1.000") ? "1" : text.replaceFirst("^(-?)0\\.", "$1.");
    }

    /** Three digits, and no more than there are: 58.3, 0.82, 5. */
    static String plain(double value) {
        return new BigDecimal(value)
                .round(new MathContext(3))
                .stripTrailingZeros()
                .toPlainString();
    }
}

package dev.frogeye.comparison.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers for files: short, without exponents, the same digits for the same number, so that two reports can be compared. */
final class Rounding {
    private static final MathContext MEASURED = new MathContext(6, RoundingMode.HALF_EVEN);

    private Rounding() {}

    /** A measured quantity, to six digits; null where there is none. */
    static BigDecimal measured(double value) {
        return Double.isFinite(value) ? plain(new BigDecimal(value).round(MEASURED)) : null;
    }

    /** To so many decimals; null where there is none. */
    static BigDecimal decimals(double value, int decimals) {
        return Double.isFinite(value) ? plain(new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN)) : null;
    }

    /** A cosine: what matters is how far it is from 1. */
    static BigDecimal cosine(double value) {
        return decimals(value, 8);
    }

    private static BigDecimal plain(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}

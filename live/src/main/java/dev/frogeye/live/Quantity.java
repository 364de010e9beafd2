package dev.frogeye.live;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A number with a unit behind it, such as {@code 1.5s} or {@code 64 MB}, in the smallest of its units. */
public final class Quantity {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,12}(?:\\.[0-9]{1,9})?)\\s*([A-Za-z]+)");

    private static final long SECOND_MICROS = 1_000_000;
    private static final Map<String, Long> MICROS = Map.of(
            "ms", 1000L,
            "s", SECOND_MICROS,
            "sec", SECOND_MICROS,
            "m", 60 * SECOND_MICROS,
            "min", 60 * SECOND_MICROS,
            "h", 3600 * SECOND_MICROS,
            "d", 24 * 3600 * SECOND_MICROS);
    private static final Map<String, Long> BYTES = Map.of(
            "kb", 1000L, "kib", 1L << 10, "mb", 1_000_000L, "mib", 1L << 20, "gb", 1_000_000_000L, "gib", 1L << 30);

    private Quantity() {}

    /** Microseconds, at least 1; empty where the text is no time. */
    public static Optional<Long> micros(String text) {
        return parse(text, MICROS);
    }

    /** Bytes, at least 1; empty where the text is no size. */
    public static Optional<Long> bytes(String text) {
        return parse(text, BYTES);
    }

    private static Optional<Long> parse(String text, Map<String, Long> units) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Long unit = units.get(matcher.group(2).toLowerCase(Locale.ROOT));
        if (unit == null) {
            return Optional.empty();
        }
        BigDecimal amount = new BigDecimal(matcher.group(1))
                .multiply(BigDecimal.valueOf(unit))
                .setScale(0, RoundingMode.HALF_UP);
        boolean isUsable = amount.signum() > 0 && amount.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0;
        return isUsable ? Optional.of(amount.longValue()) : Optional.empty();
    }
}

package dev.frogeye.live.sink;

import dev.frogeye.live.Quantity;
import java.time.Duration;
import java.util.Optional;

/**
 * When a file of a series is complete and the next one begins: at whichever comes first.
 *
 * @param period since the file's first row, by the clock on the wall
 * @param bytes of the file's rows before they are compressed; a file is smaller, unless it is of a single row
 */
public record Rolling(Duration period, long bytes) {
    /** For where nothing was said: files that are soon there and not too many. */
    public static final Rolling DEFAULT = new Rolling(Duration.ofMinutes(10), 256_000_000);

    private static final Duration NEVER = Duration.ofDays(36_500);

    public Rolling {
        if (period.isNegative() || period.isZero() || bytes < 1) {
            throw new IllegalArgumentException(
                    "a file must be allowed some time and size, was " + period + ", " + bytes + " bytes");
        }
    }

    /** By time alone. */
    public static Rolling every(Duration period) {
        return new Rolling(period, Long.MAX_VALUE);
    }

    /** By size alone. */
    public static Rolling atBytes(long bytes) {
        return new Rolling(NEVER, bytes);
    }

    /**
     * Reads a time such as {@code 10min}, a size such as {@code 64MB}, or both with a comma between them. A time alone sets
     * no limit to the size, and a size alone none to the time.
     *
     * @throws IllegalArgumentException with what can be said instead
     */
    public static Rolling parse(String text) {
        Optional<Long> micros = Optional.empty();
        Optional<Long> bytes = Optional.empty();
        for (String part : text.split(",", -1)) {
            Optional<Long> time = Quantity.micros(part);
            Optional<Long> size = Quantity.bytes(part);
            boolean isRepeated = time.isPresent() && micros.isPresent() || size.isPresent() && bytes.isPresent();
            if (isRepeated || time.isEmpty() && size.isEmpty()) {
                throw new IllegalArgumentException(
                        "'" + text + "' does not say when a new file begins; use a time such as"
                                + " 30s, 10min or 1h, a size such as 64MB, or both: 10min,64MB");
            }
            micros = micros.or(() -> time);
            bytes = bytes.or(() -> size);
        }
        Duration period =
                micros.map(time -> Duration.ofMillis(Math.max(1, time / 1000))).orElse(NEVER);
        return new Rolling(period, bytes.orElse(Long.MAX_VALUE));
    }
}

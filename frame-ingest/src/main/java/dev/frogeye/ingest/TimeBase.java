package dev.frogeye.ingest;

/** The unit of a stream's clock: {@code num / den} seconds a tick. */
record TimeBase(int num, int den) {
    private static final long MICROS_PER_SECOND = 1_000_000;

    TimeBase {
        if (num < 1 || den < 1) {
            throw new IllegalArgumentException("time base must be positive, was " + num + "/" + den);
        }
    }

    /** Rounded to the nearest microsecond; split so that a nanosecond clock does not overflow after hours. */
    long toMicros(long ticks) {
        long perUnit = num * MICROS_PER_SECOND;
        long whole = Math.floorDiv(ticks, den);
        long rest = Math.floorMod(ticks, den);
        return whole * perUnit + Math.floorDiv(2 * rest * perUnit + den, 2L * den);
    }

    /** The last tick not after this time. */
    long fromMicros(long micros) {
        long perUnit = num * MICROS_PER_SECOND;
        long whole = Math.floorDiv(micros, perUnit);
        long rest = Math.floorMod(micros, perUnit);
        return whole * den + rest * den / perUnit;
    }
}

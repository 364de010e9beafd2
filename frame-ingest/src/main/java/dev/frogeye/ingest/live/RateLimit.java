package dev.frogeye.ingest.live;

import java.util.OptionalDouble;

/** Picks frames so that there are at most so many a second, by their times. Not thread-safe. */
final class RateLimit {
    /** Containers round times to the millisecond: a frame that much early is not yet too early. */
    private static final double ROUNDING_MICROS = 1000;

    private final double intervalMicros;
    private final double toleranceMicros;
    private double nextMicros;

    RateLimit(OptionalDouble maxFps) {
        intervalMicros = maxFps.isPresent() ? 1e6 / maxFps.getAsDouble() : 0;
        toleranceMicros = Math.min(ROUNDING_MICROS, intervalMicros / 10);
    }

    /** Whether to deliver the frame of this time, later than the one before. */
    boolean wants(long ptsMicros) {
        if (ptsMicros < nextMicros - toleranceMicros) {
            return false;
        }
        // From where it should have been, so that the rate is met on average; unless that is long past.
        nextMicros = Math.max(nextMicros, ptsMicros - intervalMicros) + intervalMicros;
        return true;
    }
}

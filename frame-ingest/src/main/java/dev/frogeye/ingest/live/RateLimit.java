package dev.frogeye.ingest.live;

import java.util.OptionalDouble;

/** Picks frames so that there are at most so many a second, by their times. Not thread-safe. */
final class RateLimit {
    /** Times are rounded: a frame this much of an interval early is not yet too early. */
    private static final double TOLERANCE = 0.05;

    private final double intervalMicros;
    private double nextMicros;

    RateLimit(OptionalDouble maxFps) {
        intervalMicros = maxFps.isPresent() ? 1e6 / maxFps.getAsDouble() : 0;
    }

    /** Whether to deliver the frame of this time, later than the one before. */
    boolean wants(long ptsMicros) {
        if (ptsMicros < nextMicros - TOLERANCE * intervalMicros) {
            return false;
        }
        // From where it should have been, so that the rate is met on average; unless that is long past.
        nextMicros = Math.max(nextMicros, ptsMicros - intervalMicros) + intervalMicros;
        return true;
    }
}

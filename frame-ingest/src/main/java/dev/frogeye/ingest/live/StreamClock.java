package dev.frogeye.ingest.live;

import dev.frogeye.ingest.Capture;

/** Presentation times that always grow, whatever a source's own clock does. Not thread-safe. */
final class StreamClock {
    private long ptsMicros = -1;
    private long startNanos;
    /** What is added to the times of a connection. */
    private long offsetMicros;

    private boolean isNewConnection = true;

    /** The next picture is the first of a connection. */
    void connect() {
        isNewConnection = true;
    }

    /**
     * Reads the time of the next picture.
     *
     * @return whether it does not follow from the one before
     */
    boolean next(Capture capture) {
        return next(capture.ptsMicros(), capture.isBroken(), capture.durationMicros(), System.nanoTime());
    }

    boolean next(long sourceMicros, boolean isBroken, long durationMicros, long nowNanos) {
        if (!isNewConnection && !isBroken) {
            // A source that repeats a time goes on from it: nothing is added for good.
            ptsMicros = Math.max(ptsMicros + 1, offsetMicros + sourceMicros);
            return false;
        }
        if (ptsMicros < 0) {
            startNanos = nowNanos;
            ptsMicros = 0;
        } else if (isNewConnection) {
            // The time without a connection went by as well.
            ptsMicros = Math.max(ptsMicros + 1, (nowNanos - startNanos) / 1000);
        } else {
            ptsMicros += Math.max(1, durationMicros);
        }
        isNewConnection = false;
        offsetMicros = ptsMicros - sourceMicros;
        return true;
    }

    /** Microseconds since the first picture. */
    long ptsMicros() {
        return ptsMicros;
    }
}

package dev.frogeye.ingest.live;

import java.util.concurrent.TimeUnit;

/** Holds frames back until their time has come. Who is late is not held back. Not thread-safe. */
final class Pacer {
    private boolean isStarted;
    private long startNanos;

    /** Waits until so much time has passed since the frame of time 0. */
    void await(long ptsMicros) throws InterruptedException {
        long now = System.nanoTime();
        if (!isStarted) {
            isStarted = true;
            startNanos = now - TimeUnit.MICROSECONDS.toNanos(ptsMicros);
        }
        long left = startNanos + TimeUnit.MICROSECONDS.toNanos(ptsMicros) - now;
        if (left > 0) {
            TimeUnit.NANOSECONDS.sleep(left);
        }
    }
}

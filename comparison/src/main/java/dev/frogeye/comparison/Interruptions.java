package dev.frogeye.comparison;

import java.util.concurrent.CancellationException;

/** How a measurement is stopped. */
final class Interruptions {
    private Interruptions() {}

    /** Ends the work of a thread that was interrupted; it stays so. */
    static void check() {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("interrupted");
        }
    }
}

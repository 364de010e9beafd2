package dev.frogeye.cli;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C: the command stops at its next frame and removes its unfinished files before the process ends, with exit code
 * 130 as shells expect.
 */
final class Interruption {
    /** More than one frame of a large network takes; less than a user waits before pulling the plug. */
    private static final long PATIENCE_SECONDS = 10;

    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile boolean requested;

    /** From now on the end of the process waits for {@link #finished()}. */
    void install() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "interruption"));
    }

    private void stop() {
        requested = true;
        try {
            if (!finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.getLogger(Interruption.class.getName())
                        .log(System.Logger.Level.WARNING, "ended while a frame was being computed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The command is over. */
    void finished() {
        finished.countDown();
    }

    /** Throws if the command is to stop. */
    void check() {
        if (requested) {
            throw new CancellationException("interrupted");
        }
    }
}

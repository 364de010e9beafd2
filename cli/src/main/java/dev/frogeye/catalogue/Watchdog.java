package dev.frogeye.catalogue;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;

/** Closes a stream from which nothing comes any more, so that who reads it goes on with an error. */
final class Watchdog implements AutoCloseable {
    private final Closeable watched;
    private final long idleNanos;
    private final Thread thread;
    private volatile long lastNanos = System.nanoTime();
    private volatile boolean barked;

    Watchdog(Closeable watched, Duration idle) {
        this.watched = watched;
        this.idleNanos = idle.toNanos();
        this.thread = new Thread(this::watch, "download watchdog");
        thread.setDaemon(true);
        thread.start();
    }

    /** Something came. */
    void alive() {
        lastNanos = System.nanoTime();
    }

    /** Whether the stream was closed by this. */
    boolean barked() {
        return barked;
    }

    private void watch() {
        try {
            long left = idleNanos;
            while (left > 0) {
                Thread.sleep(left / 1_000_000 + 1);
                left = idleNanos - (System.nanoTime() - lastNanos);
            }
            barked = true;
            watched.close();
        } catch (InterruptedException e) {
            // Closed; nothing to watch any more.
        } catch (IOException e) {
            System.getLogger(Watchdog.class.getName()).log(System.Logger.Level.DEBUG, "closing an idle stream", e);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}

package dev.frogeye.live.terminal;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Runs something again and again on a thread of its own. */
final class Timer implements AutoCloseable {
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "terminal");
        thread.setDaemon(true);
        return thread;
    });

    Timer(Runnable task, long millis) {
        executor.scheduleWithFixedDelay(task, millis, millis, TimeUnit.MILLISECONDS);
    }

    /** It may be running for a last time still. */
    @Override
    public void close() {
        executor.shutdownNow();
    }
}

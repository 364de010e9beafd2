package dev.frogeye.cli.text;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/**
 * Ctrl-C: the command stops at its next frame and removes its unfinished files before the process ends, with exit code
 * 130 as shells expect. A command that is stuck is not waited for long.
 */
public final class Interruption {
    /** Longer than a frame of most networks takes; as long as a user waits without pressing the keys again. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final CountDownLatch finished = new CountDownLatch(1);
    private final List<Runnable> listeners = new ArrayList<>();
    private final Duration patience;
    private final IntConsumer halt;
    private volatile boolean requested;
    private volatile boolean isEveryEndAlike;

    public Interruption() {
        this(PATIENCE, Runtime.getRuntime()::halt);
    }

    /**
     * With other manners than a process's.
     *
     * @param patience how long an interrupted command may take
     * @param halt ends the process with an exit code at once
     */
    public Interruption(Duration patience, IntConsumer halt) {
        this.patience = patience;
        this.halt = halt;
    }

    /** From now on the end of the process waits for {@link #finished()}. */
    public void install() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "interruption"));
    }

    /** From now on the exit code is 130 after every signal, where Java would say 143 after SIGTERM and 129 after SIGHUP. */
    public void endAlike() {
        isEveryEndAlike = true;
    }

    /** Asks the command to stop, and ends the process if it does not. */
    void stop() {
        // The usual end of a process starts this too.
        if (finished.getCount() == 0) {
            return;
        }
        request();
        try {
            boolean isStuck = !finished.await(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (isStuck) {
                System.getLogger(Interruption.class.getName())
                        .log(System.Logger.Level.WARNING, "ended while a frame was being computed");
            }
            if (isStuck || isEveryEndAlike) {
                halt.accept(ExitCode.INTERRUPTED);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asks the command to stop. */
    public void request() {
        List<Runnable> told;
        synchronized (listeners) {
            if (requested) {
                return;
            }
            requested = true;
            told = List.copyOf(listeners);
        }
        told.forEach(Runnable::run);
    }

    /** Has {@code listener} run once when the command is asked to stop; at once, if it was already. */
    public void onRequest(Runnable listener) {
        synchronized (listeners) {
            if (!requested) {
                listeners.add(listener);
                return;
            }
        }
        listener.run();
    }

    /** The command is over. */
    public void finished() {
        finished.countDown();
    }

    public boolean requested() {
        return requested;
    }

    /** Throws if the command is to stop. */
    public void check() {
        if (requested) {
            throw new CancellationException("interrupted");
        }
    }
}

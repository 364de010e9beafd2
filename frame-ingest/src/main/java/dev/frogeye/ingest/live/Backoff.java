package dev.frogeye.ingest.live;

import java.util.Random;

/** When a lost source is tried again: {@link Reconnect} as it goes. Not thread-safe. */
final class Backoff {
    private final Reconnect options;
    private final Random random;
    private int attempts;

    Backoff(Reconnect options) {
        this.options = options;
        random = options.seed().isPresent() ? new Random(options.seed().getAsLong()) : new Random();
    }

    /** How many attempts were made since frames last came steadily. */
    int attempts() {
        return attempts;
    }

    boolean isExhausted() {
        return options.retries() >= 0 && attempts >= options.retries();
    }

    /** How long to wait before the next attempt, in nanoseconds. */
    long nextDelayNanos() {
        long most = options.mostDelay().toNanos();
        double doubled = options.firstDelay().toNanos() * Math.pow(2, attempts);
        attempts++;
        return (long) (random.nextDouble() * Math.min(most, doubled));
    }

    /** Frames have come from {@code sinceNanos} to {@code nowNanos} without a loss. */
    void steady(long sinceNanos, long nowNanos) {
        if (attempts > 0 && nowNanos - sinceNanos >= options.steadyAfter().toNanos()) {
            attempts = 0;
        }
    }
}

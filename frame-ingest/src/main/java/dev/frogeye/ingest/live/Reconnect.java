package dev.frogeye.ingest.live;

import java.time.Duration;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * How a lost source is tried again: after a random time between 0 and a limit that doubles from attempt to attempt, so
 * that many who lost the same server do not all come back at once.
 *
 * @param firstDelay the limit before the first attempt
 * @param mostDelay what the limit does not grow beyond
 * @param retries how many attempts in a row may fail; 0 for none, negative for as many as it takes
 * @param steadyAfter how long frames have to come until earlier attempts are forgotten
 * @param seed of the random times, for repeatable runs
 */
public record Reconnect(Duration firstDelay, Duration mostDelay, int retries, Duration steadyAfter, OptionalLong seed) {
    /** Ten attempts, the first within half a second, none after more than 30 seconds. */
    public static final Reconnect DEFAULT = new Reconnect(
            Duration.ofMillis(500), Duration.ofSeconds(30), 10, Duration.ofSeconds(10), OptionalLong.empty());

    public Reconnect {
        Objects.requireNonNull(seed, "seed");
        if (firstDelay.isNegative() || mostDelay.compareTo(firstDelay) < 0 || steadyAfter.isNegative()) {
            throw new IllegalArgumentException("delays are not negative, and the first is not above the most; were "
                    + firstDelay + ", " + mostDelay + " and " + steadyAfter);
        }
    }

    /** The same with another number of attempts. */
    public Reconnect withRetries(int newRetries) {
        return new Reconnect(firstDelay, mostDelay, newRetries, steadyAfter, seed);
    }

    /** The same with other limits of the delay. */
    public Reconnect withDelays(Duration newFirstDelay, Duration newMostDelay) {
        return new Reconnect(newFirstDelay, newMostDelay, retries, steadyAfter, seed);
    }

    /** The same where frames have to come for another time. */
    public Reconnect withSteadyAfter(Duration newSteadyAfter) {
        return new Reconnect(firstDelay, mostDelay, retries, newSteadyAfter, seed);
    }

    /** The same with repeatable delays. */
    public Reconnect withSeed(long newSeed) {
        return new Reconnect(firstDelay, mostDelay, retries, steadyAfter, OptionalLong.of(newSeed));
    }
}

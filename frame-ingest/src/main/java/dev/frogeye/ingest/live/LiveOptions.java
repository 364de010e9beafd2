package dev.frogeye.ingest.live;

import java.util.Objects;
import java.util.OptionalDouble;

/**
 * What becomes of the frames of a live input, and of a lost one.
 *
 * @param policy for frames that come faster than they are taken
 * @param queue how many frames may wait, at least 1
 * @param maxFps frames a second to deliver at most, by their presentation times; the others count as dropped
 * @param reconnect how a lost source is tried again
 */
public record LiveOptions(Policy policy, int queue, OptionalDouble maxFps, Reconnect reconnect) {
    /** The latest frame, all that there are, ten attempts to reconnect. */
    public static final LiveOptions DEFAULT =
            new LiveOptions(Policy.LATEST, Policy.LATEST.defaultQueue(), OptionalDouble.empty(), Reconnect.DEFAULT);

    public LiveOptions {
        Objects.requireNonNull(policy, "policy");
        Objects.requireNonNull(reconnect, "reconnect");
        if (queue < 1) {
            throw new IllegalArgumentException("at least 1 frame may wait, was " + queue);
        }
        if (maxFps.isPresent() && !(maxFps.getAsDouble() > 0)) {
            throw new IllegalArgumentException("the most frames a second are above 0, were " + maxFps.getAsDouble());
        }
    }

    /** The same with another policy, and as many frames waiting as it has by default. */
    public LiveOptions withPolicy(Policy newPolicy) {
        return new LiveOptions(newPolicy, newPolicy.defaultQueue(), maxFps, reconnect);
    }

    /** The same with so many frames waiting at most. */
    public LiveOptions withQueue(int newQueue) {
        return new LiveOptions(policy, newQueue, maxFps, reconnect);
    }

    /** The same with so many frames a second at most. */
    public LiveOptions withMaxFps(double newMaxFps) {
        return new LiveOptions(policy, queue, OptionalDouble.of(newMaxFps), reconnect);
    }

    /** The same with another way to reconnect. */
    public LiveOptions withReconnect(Reconnect newReconnect) {
        return new LiveOptions(policy, queue, maxFps, newReconnect);
    }
}

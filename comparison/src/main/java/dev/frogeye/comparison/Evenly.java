package dev.frogeye.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Keeps a bounded number of things, evenly spread over however many there turn out to be: every one at first, every
 * second once there are too many, and so on.
 */
final class Evenly<T> {
    private final int capacity;
    private final List<T> kept = new ArrayList<>();
    private int step = 1;
    private int seen;

    /** Keeps between half of {@code capacity} and all of it, where there are as many. */
    Evenly(int capacity) {
        if (capacity < 2) {
            throw new IllegalArgumentException("room for at least 2 is needed, was " + capacity);
        }
        this.capacity = capacity;
    }

    /** Offers the next one, which is made only if it is kept. */
    void offer(Supplier<T> next) {
        if (seen++ % step != 0) {
            return;
        }
        if (kept.size() == capacity) {
            for (int i = kept.size() - 1; i > 0; i--) {
                if (i % 2 == 1) {
                    kept.remove(i);
                }
            }
            step *= 2;
            if ((seen - 1) % step != 0) {
                return;
            }
        }
        kept.add(next.get());
    }

    List<T> kept() {
        return List.copyOf(kept);
    }
}

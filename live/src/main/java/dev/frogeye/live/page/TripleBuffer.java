package dev.frogeye.live.page;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Hands the newest value from one thread to another without either waiting: one is being written, one lies ready, one is
 * being read. One writer, one reader.
 */
final class TripleBuffer<T> {
    private final AtomicReference<Slot<T>> ready;
    private Slot<T> writing;
    private Slot<T> reading;

    private static final class Slot<T> {
        private final T value;
        private boolean isFresh;

        Slot(T value) {
            this.value = value;
        }
    }

    TripleBuffer(Supplier<T> values) {
        writing = new Slot<>(values.get());
        ready = new AtomicReference<>(new Slot<>(values.get()));
        reading = new Slot<>(values.get());
    }

    /** For the writer: what to overwrite before {@link #publish}. */
    T back() {
        return writing.value;
    }

    /** For the writer: makes the value that was written the newest. */
    void publish() {
        writing.isFresh = true;
        writing = ready.getAndSet(writing);
    }

    /** For the reader: takes the newest value, if it has not been taken yet. */
    boolean advance() {
        if (!ready.get().isFresh) {
            return false;
        }
        reading.isFresh = false;
        reading = ready.getAndSet(reading);
        return true;
    }

    /** For the reader: what was last taken. */
    T front() {
        return reading.value;
    }
}

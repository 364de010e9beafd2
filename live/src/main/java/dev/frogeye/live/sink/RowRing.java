package dev.frogeye.live.sink;

import dev.frogeye.export.table.FeatureRow;
import dev.frogeye.export.table.FeatureTable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Rows on their way from one thread to one other, in buffers that go round. Neither thread ever waits for a lock, so the
 * first cannot be held up by the second.
 */
final class RowRing {
    private final FeatureRow[] rows;
    private final AtomicLong published = new AtomicLong(); // changed by the first thread only
    private final AtomicLong released = new AtomicLong(); // changed by the second thread only

    RowRing(String source, FeatureTable table, int capacity) {
        rows = Stream.generate(() -> new FeatureRow(source, table))
                .limit(capacity)
                .toArray(FeatureRow[]::new);
    }

    /** For the first thread: a row to fill and {@link #publish}; null if there is none left. */
    FeatureRow claim() {
        long next = published.get();
        return next - released.get() == rows.length ? null : row(next);
    }

    /** For the first thread: hands over the claimed row. */
    void publish() {
        published.set(published.get() + 1);
    }

    /** For the second thread: the oldest row, kept until {@link #release}; null if there is none. */
    FeatureRow peek() {
        long next = released.get();
        return next == published.get() ? null : row(next);
    }

    /** For the second thread: gives the oldest row back. */
    void release() {
        released.set(released.get() + 1);
    }

    /** Rows on their way; for any thread. */
    long size() {
        // In this order it cannot come out negative.
        long done = released.get();
        return published.get() - done;
    }

    private FeatureRow row(long number) {
        return rows[(int) (number % rows.length)];
    }
}

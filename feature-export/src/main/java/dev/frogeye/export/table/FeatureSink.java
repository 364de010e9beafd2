package dev.frogeye.export.table;

import java.util.function.Consumer;

/**
 * Takes the rows of one feature table, in order. A sink to a file writes under a temporary name and gives the file its
 * own name, in one step, at {@link #commit()}: whoever sees the file sees all of it. Not thread-safe.
 *
 * <p>After an {@link OutputException} what was written is discarded, and the sink takes nothing more.
 *
 * <p>To send rows elsewhere implement this: whoever extracts calls {@link #write} for each frame, {@link #commit} if all
 * went well, and {@link #close} in any case.
 */
public interface FeatureSink extends AutoCloseable {
    /**
     * Adds a row.
     *
     * @param row of this sink's table; not kept
     */
    void write(FeatureRow row) throws OutputException;

    /** Completes the table, replacing a file of that name. No row can be added afterwards. */
    void commit() throws OutputException;

    /** Discards what was written, unless it was committed. */
    @Override
    void close() throws OutputException;

    /** This sink, which shows each row that it has written. */
    default FeatureSink watchedBy(Consumer<FeatureRow> watcher) {
        return new WatchedSink(this, watcher);
    }
}

package dev.frogeye.export;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Takes the rows of one feature table, in order. A sink to a file writes under a temporary name and gives the file its
 * own name, in one step, at {@link #commit()}: whoever sees the file sees all of it. Not thread-safe.
 */
public sealed interface FeatureSink extends AutoCloseable permits ParquetSink, JsonlSink {
    /**
     * Adds a row.
     *
     * @param row of this sink's table; not kept
     */
    void write(FeatureRow row) throws IOException;

    /** Completes the table, replacing a file of that name. No row can be added afterwards. */
    void commit() throws IOException;

    /** Discards what was written, unless it was committed. */
    @Override
    void close() throws IOException;

    /**
     * A sink that writes JSON lines to a stream, such as standard output.
     *
     * @param out flushed at commit, not closed
     */
    static FeatureSink jsonl(OutputStream out, FeatureTable table) throws IOException {
        return JsonlSink.to(out, table);
    }
}

package dev.frogeye.export;

import dev.frogeye.export.json.JsonRows;
import dev.frogeye.export.parquet.ParquetRows;
import dev.frogeye.export.table.FeatureRow;
import dev.frogeye.export.table.FeatureTable;
import dev.frogeye.export.table.OutputException;
import dev.frogeye.export.table.PendingFile;
import dev.frogeye.export.table.TableKind;
import java.io.OutputStream;

/**
 * Takes the rows of one feature table, in order. A sink to a file writes under a temporary name and gives the file its
 * own name, in one step, at {@link #commit()}: whoever sees the file sees all of it. Not thread-safe.
 *
 * <p>After an {@link OutputException} what was written is discarded, and the sink takes nothing more.
 */
public sealed interface FeatureSink extends AutoCloseable permits TableSink {
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

    /**
     * A sink that writes JSON lines to a stream, such as standard output, each as soon as it is given.
     *
     * @param out flushed after each row, not closed; where it is a {@link java.io.PrintStream}, which keeps its errors to
     *     itself, it is asked for them after each row
     */
    static FeatureSink jsonl(OutputStream out, FeatureTable table) throws OutputException {
        return TableSink.toStream(table, () -> JsonRows.to(out, table));
    }

    /**
     * A sink for some of the rows of a stream: a Parquet file with {@code wall_time} and {@code latency_ms} after the
     * columns that every table has, see {@link FeatureRow#setCapture}.
     *
     * @param file to write; the sink discards it where it is not committed
     * @throws OutputException if nothing can be written there; no file is left then
     */
    static FeatureSink parquetOfStream(PendingFile file, FeatureTable table) throws OutputException {
        return TableSink.toFile(table, file, () -> new ParquetRows(file.temporary(), table, TableKind.STREAM));
    }
}

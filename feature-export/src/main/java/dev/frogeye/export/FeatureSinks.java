package dev.frogeye.export;

import dev.frogeye.export.json.JsonRows;
import dev.frogeye.export.parquet.ParquetRows;
import dev.frogeye.export.table.FeatureRow;
import dev.frogeye.export.table.FeatureSink;
import dev.frogeye.export.table.FeatureTable;
import dev.frogeye.export.table.OutputException;
import dev.frogeye.export.table.PendingFile;
import dev.frogeye.export.table.TableKind;
import dev.frogeye.export.table.TableSink;
import java.io.OutputStream;

/** Sinks for streams; {@link OutputFormat} opens those for the files of videos. */
public final class FeatureSinks {
    private FeatureSinks() {}

    /**
     * A sink that writes JSON lines to a stream, such as standard output, each as soon as it is given.
     *
     * @param out flushed after each row, not closed; where it is a {@link java.io.PrintStream}, which keeps its errors to
     *     itself, it is asked for them after each row
     */
    public static FeatureSink jsonl(OutputStream out, FeatureTable table) throws OutputException {
        return TableSink.toStream(table, () -> JsonRows.to(out, table));
    }

    /**
     * A sink for some of the rows of a stream: a Parquet file with {@code wall_time} and {@code latency_ms} after the
     * columns that every table has, see {@link FeatureRow#setCapture}.
     *
     * @param file to write; the sink discards it where it is not committed
     * @throws OutputException if nothing can be written there; no file is left then
     */
    public static FeatureSink parquetOfStream(PendingFile file, FeatureTable table) throws OutputException {
        return TableSink.toFile(table, file, () -> new ParquetRows(file.temporary(), table, TableKind.STREAM));
    }
}

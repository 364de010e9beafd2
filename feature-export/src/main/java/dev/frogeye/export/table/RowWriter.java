package dev.frogeye.export.table;

import java.io.Closeable;
import java.io.IOException;

/**
 * Writes rows in one format. When it is called, what becomes of the file and what its errors are called is
 * {@link TableSink}'s business.
 */
public interface RowWriter extends Closeable {
    /** Adds a row of the table that this was opened for. */
    void write(FeatureRow row) throws IOException;

    /** Completes the output, all of which is handed to the operating system then. Called once, before {@link #close}. */
    void finish() throws IOException;

    /** Releases everything, also after a failure; what was not finished is of no use then. */
    @Override
    void close() throws IOException;
}

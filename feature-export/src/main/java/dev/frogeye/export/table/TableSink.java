package dev.frogeye.export.table;

import java.io.IOException;

/**
 * What sinks of all formats have in common: the order of calls, that a file appears whole or not at all, and that its
 * errors are {@link OutputException}s.
 */
public final class TableSink implements FeatureSink {
    /** Opens the writer of a format. */
    @FunctionalInterface
    public interface Opener {
        RowWriter open() throws IOException;
    }

    private final FeatureTable table;
    private final PendingFile file; // null for a stream
    private RowWriter rows; // null once committed, closed or failed

    private TableSink(FeatureTable table, PendingFile file, Opener opener) throws OutputException {
        this.table = table;
        this.file = file;
        try {
            rows = opener.open();
        } catch (IOException | RuntimeException e) {
            throw failed(e);
        }
    }

    public static TableSink toFile(FeatureTable table, PendingFile file, Opener opener) throws OutputException {
        return new TableSink(table, file, opener);
    }

    public static TableSink toStream(FeatureTable table, Opener opener) throws OutputException {
        return new TableSink(table, null, opener);
    }

    @Override
    public void write(FeatureRow row) throws OutputException {
        requireOpen();
        row.requireOf(table);
        try {
            rows.write(row);
        } catch (IOException | RuntimeException e) {
            throw failed(e);
        }
    }

    @Override
    public void commit() throws OutputException {
        requireOpen();
        try {
            rows.finish();
            rows.close();
            if (file != null) {
                file.commit();
            }
        } catch (IOException | RuntimeException e) {
            throw failed(e);
        }
        rows = null;
    }

    @Override
    public void close() throws OutputException {
        if (rows == null) {
            return;
        }
        try {
            release();
        } catch (IOException | RuntimeException e) {
            throw failed(e);
        }
    }

    /** Lets go of everything, at once: on a full disk what was written is in the way. */
    private OutputException failed(Exception e) {
        // Named first: whether the disk is full shows only as long as the file is there.
        Exception named = named(e);
        try {
            release();
        } catch (IOException | RuntimeException suppressed) {
            if (suppressed != named) {
                named.addSuppressed(suppressed);
            }
        }
        if (named instanceof OutputException output) {
            return output;
        }
        throw (RuntimeException) named;
    }

    private void release() throws IOException {
        RowWriter closing = rows;
        rows = null;
        try {
            if (closing != null) {
                closing.close();
            }
        } finally {
            if (file != null) {
                file.discard();
            }
        }
    }

    private OutputException named(IOException e) {
        return file == null ? OutputException.ofStream(e) : OutputException.of(file.target(), e);
    }

    /** Libraries wrap the errors of the disk into unchecked ones; what is none of those is a mistake and stays itself. */
    private Exception named(Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException io) {
                return named(io);
            }
        }
        return e;
    }

    private void requireOpen() {
        if (rows == null) {
            throw new IllegalStateException("the table is already committed or closed");
        }
    }
}

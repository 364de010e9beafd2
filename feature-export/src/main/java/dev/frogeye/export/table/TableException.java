package dev.frogeye.export.table;

import java.io.IOException;
import java.nio.file.Path;

/** A file is no feature table that can be read. The message is one line: which file, what is wrong, what helps. */
public final class TableException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Says what is wrong with a file. */
    public TableException(Path file, String problem) {
        super(file + " " + problem);
    }

    /** Says what is wrong with a file, and what showed it. */
    public TableException(Path file, String problem, Throwable cause) {
        super(file + " " + problem, cause);
    }

    /** Something went wrong in a library while it read this file. */
    public static TableException of(Path file, String format, Exception cause) {
        if (cause instanceof TableException known) {
            return known;
        }
        String reason = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return new TableException(
                file,
                "cannot be read as " + format + " ("
                        + reason.strip().replaceAll("\\s*\\R\\s*", " ").replace(file + ": ", "")
                        + "); it is damaged or cut short, make it again",
                cause);
    }
}

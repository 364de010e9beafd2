package dev.frogeye.export.table;

import java.io.Closeable;
import java.io.IOException;
import java.util.Collection;
import java.util.List;

/** Reads the rows of a table in one format, one after the other. */
public interface RowReader extends Closeable {
    /** What the table holds beside its rows, as far as the file says. */
    FeatureTable table();

    /** Which columns it has. */
    default TableKind kind() {
        return TableKind.VIDEO;
    }

    /**
     * Reads the next row.
     *
     * @param row of this table, overwritten
     * @return whether there was one
     */
    boolean next(FeatureRow row) throws IOException;

    /** What the file does not say or what is not taken from it, a clause each. */
    default List<String> notes() {
        return List.of();
    }

    /** The note of columns that have no place in a table. */
    static List<String> leftOut(Collection<String> columns) {
        return columns.isEmpty() ? List.of() : List.of("left out: " + String.join(", ", columns));
    }
}

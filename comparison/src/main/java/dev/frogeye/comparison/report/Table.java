package dev.frogeye.comparison.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A table of the page; texts are escaped when it is written.
 *
 * @param caption what it shows
 * @param columns headings, of the row headings first
 */
record Table(String caption, List<String> columns, List<Row> rows) {
    /**
     * @param style class of the row
     * @param bars a small drawing as SVG beside the heading, may be empty
     */
    record Row(String heading, String bars, List<String> cells, String style) {
        public static Row of(String heading, String... cells) {
            return new Row(heading, "", List.of(cells), "");
        }

        Row withStyle(String other) {
            return new Row(heading, bars, cells, other);
        }
    }

    /** Collects rows. */
    static final class Builder {
        private final String caption;
        private final List<String> columns;
        private final List<Row> rows = new ArrayList<>();

        private Builder(String caption, List<String> columns) {
            this.caption = caption;
            this.columns = columns;
        }

        Builder row(String heading, String... cells) {
            return row(Row.of(heading, cells));
        }

        Builder row(Row row) {
            rows.add(row);
            return this;
        }

        Table build() {
            return new Table(caption, columns, List.copyOf(rows));
        }
    }

    public static Builder of(String caption, String... columns) {
        return new Builder(caption, List.of(columns));
    }

    /** Whether rows have drawings, which take a column of their own. */
    boolean hasBars() {
        return rows.stream().anyMatch(row -> !row.bars.isEmpty());
    }
}

package dev.frogeye.cli.text;

import java.util.ArrayList;
import java.util.List;

/** Columns of text, as wide as their widest cell. */
public final class TextTable {
    private final List<List<String>> rows = new ArrayList<>();
    private final String alignment;

    /**
     * An empty table.
     *
     * @param alignment for each column {@code l} or {@code r}
     */
    public TextTable(String alignment) {
        this.alignment = alignment;
    }

    public void row(String... cells) {
        if (cells.length != alignment.length()) {
            throw new IllegalArgumentException(cells.length + " cells for " + alignment.length() + " columns");
        }
        rows.add(List.of(cells));
    }

    /** The rows, without trailing blanks. */
    public List<String> lines() {
        int[] widths = new int[alignment.length()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = row.get(i);
            String blanks = " ".repeat(widths[i] - cell.length());
            line.append(i == 0 ? "" : "  ");
            line.append(alignment.charAt(i) == 'l' ? cell + blanks : blanks + cell);
        }
        return line.toString().stripTrailing();
    }
}

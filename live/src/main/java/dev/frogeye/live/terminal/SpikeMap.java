package dev.frogeye.live.terminal;

import dev.frogeye.encoder.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where a picture changed, in characters: with Unicode two square cells one above the other in each, else one. Red for an
 * increase and blue for a decrease, bright where a good part of the cell changed. Not thread-safe.
 */
final class SpikeMap {
    /** From this part of its pixels on a cell has changed much. */
    private static final double MUCH = 0.2;

    private static final int INCREASE = 31;
    private static final int DECREASE = 34;
    private static final int BRIGHT = 60;
    private static final int BACKGROUND = 10;

    private final TerminalStyle style;
    private final int mostColumns;
    private final int mostRows;
    private final int cellsInCharacter;
    private Shape shape; // null before the first picture
    private int columns;
    private int rows; // of cells
    private int[] increases;
    private int[] decreases;
    private int[] columnOf;

    /**
     * A map without a picture.
     *
     * @param mostColumns characters that a line may have
     * @param mostRows lines that it may have
     */
    SpikeMap(TerminalStyle style, int mostColumns, int mostRows) {
        this.style = style;
        this.mostColumns = mostColumns;
        this.mostRows = mostRows;
        cellsInCharacter = style.hasUnicode() ? 2 : 1;
    }

    /** Takes over what changed in a picture, as {@link dev.frogeye.live.LiveFrame#spikes()} has it. */
    void set(byte[] spikes, Shape newShape) {
        if (!newShape.equals(shape)) {
            shape = newShape;
            divide();
        }
        Arrays.fill(increases, 0);
        Arrays.fill(decreases, 0);
        int pixel = 0;
        for (int y = 0; y < shape.height(); y++) {
            int row = y * rows / shape.height() * columns;
            for (int x = 0; x < shape.width(); x++) {
                byte spike = spikes[pixel++];
                if (spike > 0) {
                    increases[row + columnOf[x]]++;
                } else if (spike < 0) {
                    decreases[row + columnOf[x]]++;
                }
            }
        }
    }

    /** As many cells as there is room for, in the proportions of the picture: a character is twice as high as wide. */
    private void divide() {
        double cellAspect = style.hasUnicode() ? 1 : 2; // height of a cell to its width
        double widthToHeight = cellAspect * shape.width() / shape.height();
        int mostCells = Math.min(mostRows * cellsInCharacter, shape.height());
        double height = Math.min(mostCells, mostColumns / widthToHeight);
        int lines = Math.max(1, (int) Math.round(height / cellsInCharacter));
        rows = lines * cellsInCharacter;
        columns = (int) Math.max(1, Math.min(mostColumns, Math.round(rows * widthToHeight)));
        increases = new int[rows * columns];
        decreases = new int[rows * columns];
        columnOf = new int[shape.width()];
        for (int x = 0; x < columnOf.length; x++) {
            columnOf[x] = x * columns / shape.width();
        }
    }

    /** Characters of each of the lines. */
    int width() {
        return shape == null ? 0 : columns + 2;
    }

    /** The map in a frame; no lines before the first picture. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        if (shape != null) {
            lines.add(edge("┌", "┐"));
            String side = style.hasUnicode() ? "│" : "|";
            for (int row = 0; row < rows; row += cellsInCharacter) {
                lines.add(side + line(row) + side);
            }
            lines.add(edge("└", "┘"));
        }
        return lines;
    }

    private String edge(String left, String right) {
        return style.hasUnicode() ? left + "─".repeat(columns) + right : "+" + "-".repeat(columns) + "+";
    }

    private String line(int row) {
        StringBuilder line = new StringBuilder();
        String last = "";
        for (int column = 0; column < columns; column++) {
            int upper = color(row, column);
            int lower = cellsInCharacter == 2 ? color(row + 1, column) : upper;
            String colors = style.hasColor() ? colors(upper, lower) : "";
            if (!colors.equals(last)) {
                line.append(last.isEmpty() ? "" : "\u001b[0m").append(colors);
                last = colors;
            }
            line.append(style.hasUnicode() ? block(upper, lower) : sign(upper));
        }
        return line.append(last.isEmpty() ? "" : "\u001b[0m").toString();
    }

    /** Number of a cell's colour, 0 for a cell in which nothing changed. */
    private int color(int row, int column) {
        int cell = row * columns + column;
        int changed = increases[cell] + decreases[cell];
        if (changed == 0) {
            return 0;
        }
        double pixels = (double) shape.pixels() / (rows * columns);
        return (increases[cell] >= decreases[cell] ? INCREASE : DECREASE) + (changed >= MUCH * pixels ? BRIGHT : 0);
    }

    /** The upper half is drawn on the lower half's colour; a lower half alone is drawn itself. */
    private static String colors(int upper, int lower) {
        if (upper == 0 && lower == 0) {
            return "";
        }
        if (upper == 0 || lower == 0 || upper == lower) {
            return "\u001b[" + Math.max(upper, lower) + "m";
        }
        return "\u001b[" + upper + ";" + (lower + BACKGROUND) + "m";
    }

    private char block(int upper, int lower) {
        if (upper != 0 && lower != 0) {
            return upper == lower || !style.hasColor() ? '█' : '▀';
        }
        return upper != 0 ? '▀' : lower != 0 ? '▄' : ' ';
    }

    private static char sign(int color) {
        return color == 0 ? ' ' : color % BRIGHT == INCREASE ? '+' : '-';
    }
}

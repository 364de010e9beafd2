package dev.frogeye.comparison;

import dev.frogeye.encoder.Shape;
import java.util.Arrays;
import java.util.OptionalDouble;

/** Compares where the channels of two maps are largest, frame after frame. Ties go to the first cell. */
final class Peaks {
    /** What MoveNet and its like take for a key point. */
    private static final double USUAL_LEVEL = 0.3;

    private final Shape shape;
    private final float[] largest;
    private final int[] cells;
    private final float[] otherLargest;
    private final int[] otherCells;
    private double level;
    private long peaks;
    private long moved;
    private long distance;

    /**
     * For maps stored channels-last.
     *
     * @param level that a maximum has to exceed. Where none is given, the first frame decides: {@value #USUAL_LEVEL} if all
     *     its values are from 0 to 1, as behind a sigmoid, else that share of its largest value
     */
    Peaks(Shape shape, OptionalDouble level) {
        this.shape = shape;
        this.level = level.orElse(Double.NaN);
        largest = new float[shape.channels()];
        cells = new int[shape.channels()];
        otherLargest = new float[shape.channels()];
        otherCells = new int[shape.channels()];
    }

    /** Adds a frame. */
    void add(float[] actual, float[] expected) {
        if (Double.isNaN(level)) {
            level = level(expected);
        }
        find(expected, largest, cells);
        find(actual, otherLargest, otherCells);
        for (int c = 0; c < cells.length; c++) {
            if (largest[c] > level) {
                int cellsAway = distance(cells[c], otherCells[c]);
                peaks++;
                distance += cellsAway;
                moved += cellsAway > 1 ? 1 : 0;
            }
        }
    }

    private static double level(float[] values) {
        float least = Float.POSITIVE_INFINITY;
        float most = Float.NEGATIVE_INFINITY;
        for (float value : values) {
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        boolean areScores = least >= 0 && most <= 1;
        return areScores ? USUAL_LEVEL : USUAL_LEVEL * Math.max(0, most);
    }

    private void find(float[] values, float[] most, int[] where) {
        int channels = shape.channels();
        System.arraycopy(values, 0, most, 0, channels);
        Arrays.fill(where, 0);
        for (int cell = 1; cell < shape.pixels(); cell++) {
            for (int c = 0; c < channels; c++) {
                float value = values[cell * channels + c];
                if (value > most[c]) {
                    most[c] = value;
                    where[c] = cell;
                }
            }
        }
    }

    /** The larger of the distances in rows and in columns. */
    private int distance(int cell, int other) {
        int rows = Math.abs(cell / shape.width() - other / shape.width());
        int columns = Math.abs(cell % shape.width() - other % shape.width());
        return Math.max(rows, columns);
    }

    PeakAgreement result() {
        return new PeakAgreement(
                level,
                peaks,
                peaks == 0 ? Double.NaN : (double) moved / peaks,
                peaks == 0 ? Double.NaN : (double) distance / peaks);
    }
}

package dev.frogeye.ingest;

import java.util.Arrays;

/** The horizontal pass in plain Java. */
final class ScalarRowFilter implements RowFilter {
    private final ResizeAxis axis;

    ScalarRowFilter(ResizeAxis axis) {
        this.axis = axis;
    }

    @Override
    public int rowLength() {
        return axis.outputs * CHANNELS;
    }

    @Override
    public void apply(byte[] rgb, int rowStart, int[] row) {
        apply(rgb, rowStart, 0, row);
    }

    /** From output {@code from} on. */
    void apply(byte[] rgb, int rowStart, int from, int[] row) {
        Arrays.fill(row, from * CHANNELS, axis.outputs * CHANNELS, HALF);
        int t = 0;
        for (; t + 4 <= axis.taps; t += 4) {
            addFour(rgb, rowStart, from, t, row);
        }
        for (; t < axis.taps; t++) {
            addOne(rgb, rowStart, from, t, row);
        }
        for (int i = from * CHANNELS; i < axis.outputs * CHANNELS; i++) {
            row[i] >>= ResizeAxis.PRECISION_BITS;
        }
        if (axis.overshoots) {
            for (int i = from * CHANNELS; i < axis.outputs * CHANNELS; i++) {
                row[i] = Math.max(0, Math.min(row[i], MAX_LEVEL));
            }
        }
    }

    /** Taps {@code t} to {@code t + 3} of every output: straight-line code runs far faster than a loop over four taps. */
    private void addFour(byte[] rgb, int rowStart, int from, int t, int[] row) {
        int[] first = axis.first;
        int[] weight = axis.weight;
        int taps = axis.taps;
        int r = from * CHANNELS;
        for (int i = from; i < first.length; i++) {
            int s = rowStart + (first[i] + t) * CHANNELS;
            int w = i * taps + t;
            int w0 = weight[w];
            int w1 = weight[w + 1];
            int w2 = weight[w + 2];
            int w3 = weight[w + 3];
            row[r] += (rgb[s] & 0xff) * w0
                    + (rgb[s + 3] & 0xff) * w1
                    + (rgb[s + 6] & 0xff) * w2
                    + (rgb[s + 9] & 0xff) * w3;
            row[r + 1] += (rgb[s + 1] & 0xff) * w0
                    + (rgb[s + 4] & 0xff) * w1
                    + (rgb[s + 7] & 0xff) * w2
                    + (rgb[s + 10] & 0xff) * w3;
            row[r + 2] += (rgb[s + 2] & 0xff) * w0
                    + (rgb[s + 5] & 0xff) * w1
                    + (rgb[s + 8] & 0xff) * w2
                    + (rgb[s + 11] & 0xff) * w3;
            r += CHANNELS;
        }
    }

    private void addOne(byte[] rgb, int rowStart, int from, int t, int[] row) {
        int[] first = axis.first;
        int[] weight = axis.weight;
        int taps = axis.taps;
        int r = from * CHANNELS;
        for (int i = from; i < first.length; i++) {
            int s = rowStart + (first[i] + t) * CHANNELS;
            int w = weight[i * taps + t];
            row[r] += (rgb[s] & 0xff) * w;
            row[r + 1] += (rgb[s + 1] & 0xff) * w;
            row[r + 2] += (rgb[s + 2] & 0xff) * w;
            r += CHANNELS;
        }
    }
}

package dev.frogeye.delta;

import dev.frogeye.encoder.Shape;
import dev.frogeye.model.Window;

/**
 * Windows that are evaluated anew, a run of neighbouring output pixels at a time: what a pixel costs beside its products is
 * paid once a run.
 */
final class WindowRuns {
    /** Adds up what the windows of a run see. */
    interface Visitor {
        /** Starts the sums of {@code pixels} output pixels of one row, the first of which is {@code pixel}. */
        void begin(int pixel, int pixels);

        /**
         * Adds neighbouring taps of one row of their windows.
         *
         * @param source as it was given to {@link WindowRuns#evaluate}
         * @param inputPixel what the first of these taps of the first output pixel lies on
         * @param tap number of that tap in the window
         * @param taps how many; all lie inside the image, for every output pixel
         */
        void add(FeatureMap source, int pixel, int pixels, int inputPixel, int tap, int taps, int thread);

        /** Ends the run of output row {@code oy} from column {@code from} up to {@code end}. */
        default void finish(int oy, int from, int end) {}
    }

    /** Values of a run: 8 KiB of sums and several times that of taps stay in the first-level cache for all window rows. */
    private static final int LONGEST_RUN = 2048;

    private final Window window;
    private final Shape in;
    private final Shape out;
    private final int longestRun;
    /** Taps of a window row whose pixels are neighbours. */
    private final int run;
    /** By tap column: the first output column for which the run of taps that begins there is inside, and behind the last. */
    private final int[] firstInside;

    private final int[] endInside;
    private final int[] rowsInside;
    /** By output column: tap columns inside the image, of all output columns before it. */
    private final int[] columnsBefore;

    WindowRuns(Window window, Shape in, Shape out) {
        this.window = window;
        this.in = in;
        this.out = out;
        longestRun = Math.max(1, LONGEST_RUN / out.channels());
        run = window.dilationX() == 1 ? window.kernelWidth() : 1;
        firstInside = new int[window.kernelWidth()];
        endInside = new int[window.kernelWidth()];
        for (int kx = 0; kx < window.kernelWidth(); kx += run) {
            int ox = 0;
            while (ox < out.width() && window.inputX(ox, kx) < 0) {
                ox++;
            }
            firstInside[kx] = ox;
            while (ox < out.width() && window.inputX(ox, kx) + run <= in.width()) {
                ox++;
            }
            endInside[kx] = ox;
        }
        rowsInside = new int[out.height()];
        for (int oy = 0; oy < out.height(); oy++) {
            for (int ky = 0; ky < window.kernelHeight(); ky++) {
                rowsInside[oy] += isInside(window.inputY(oy, ky), in.height()) ? 1 : 0;
            }
        }
        columnsBefore = new int[out.width() + 1];
        for (int ox = 0; ox < out.width(); ox++) {
            columnsBefore[ox + 1] = columnsBefore[ox];
            for (int kx = 0; kx < window.kernelWidth(); kx++) {
                columnsBefore[ox + 1] += isInside(window.inputX(ox, kx), in.width()) ? 1 : 0;
            }
        }
    }

    private static boolean isInside(int place, int extent) {
        return place >= 0 && place < extent;
    }

    /** Taps of an output pixel's window that lie inside the image. */
    int taps(int oy, int ox) {
        return rowsInside[oy] * (columnsBefore[ox + 1] - columnsBefore[ox]);
    }

    /**
     * Lets the visitor recompute the changed pixels of the output rows from {@code fromRow} up to {@code endRow}; returns
     * their taps inside the image.
     *
     * @param source what the windows see
     */
    long evaluate(FeatureMap source, PixelSet changed, int fromRow, int endRow, Visitor visitor, int thread) {
        long taps = 0;
        for (int oy = fromRow; oy < endRow; oy++) {
            int rowStart = oy * out.width();
            int rowEnd = rowStart + out.width();
            int end;
            for (int pixel = changed.next(rowStart, rowEnd); pixel >= 0; pixel = changed.next(end, rowEnd)) {
                end = changed.nextAbsent(pixel, Math.min(rowEnd, pixel + longestRun));
                visitor.begin(pixel, end - pixel);
                for (int ky = 0; ky < window.kernelHeight(); ky++) {
                    if (isInside(window.inputY(oy, ky), in.height())) {
                        evaluateRow(source, oy, pixel - rowStart, end - rowStart, ky, visitor, thread);
                    }
                }
                visitor.finish(oy, pixel - rowStart, end - rowStart);
                taps += (long) rowsInside[oy] * (columnsBefore[end - rowStart] - columnsBefore[pixel - rowStart]);
            }
        }
        return taps;
    }

    /** One row of the windows of the output columns from {@code from} up to {@code end}. */
    private void evaluateRow(FeatureMap source, int oy, int from, int end, int ky, Visitor visitor, int thread) {
        int outputRow = oy * out.width();
        int inputRow = window.inputY(oy, ky) * in.width();
        for (int kx = 0; kx < window.kernelWidth(); kx += run) {
            int tap = ky * window.kernelWidth() + kx;
            int inside = Math.min(end, Math.max(from, firstInside[kx]));
            int insideEnd = Math.min(end, Math.max(inside, endInside[kx]));
            for (int ox = from; ox < inside; ox++) {
                addAtEdge(source, outputRow + ox, inputRow, window.inputX(ox, kx), tap, visitor, thread);
            }
            if (inside < insideEnd) {
                int inputPixel = inputRow + window.inputX(inside, kx);
                visitor.add(source, outputRow + inside, insideEnd - inside, inputPixel, tap, run, thread);
            }
            for (int ox = insideEnd; ox < end; ox++) {
                addAtEdge(source, outputRow + ox, inputRow, window.inputX(ox, kx), tap, visitor, thread);
            }
        }
    }

    /** The taps inside the image of those that begin in input column {@code left}. */
    private void addAtEdge(FeatureMap source, int pixel, int inputRow, int left, int tap, Visitor visitor, int thread) {
        int x = Math.max(left, 0);
        int taps = Math.min(left + run, in.width()) - x;
        if (taps > 0) {
            visitor.add(source, pixel, 1, inputRow + x, tap + x - left, taps, thread);
        }
    }
}

package dev.frogeye.hybrid;

import dev.frogeye.encoder.Shape;

/**
 * How much of the input moved from one frame to the next, on every eighth row: enough to know how much there is to do,
 * and a small part of the time of the smallest networks.
 */
final class Motion {
    private static final int EVERY = 8;
    /** In the middle of those it stands for. */
    private static final int FIRST = 3;

    private final int firstRow;
    private final int rows;
    private final int rowLength;
    private final float[] limits;
    private final float[] previous;
    private boolean started;

    /**
     * For frames of a shape.
     *
     * @param thresholds the smallest change that counts, one a channel; where it is 0, every change does
     */
    Motion(Shape shape, float[] thresholds) {
        firstRow = Math.min(FIRST, shape.height() - 1);
        rows = (shape.height() - firstRow + EVERY - 1) / EVERY;
        rowLength = shape.width() * shape.channels();
        limits = new float[rowLength];
        for (int i = 0; i < rowLength; i++) {
            limits[i] = Math.max(thresholds[i % shape.channels()], Float.MIN_VALUE);
        }
        previous = new float[rows * rowLength];
    }

    /** Forgets the frame before. */
    void reset() {
        started = false;
    }

    /** Keeps a frame to compare the next one with. */
    void keep(float[] pixels) {
        for (int row = 0; row < rows; row++) {
            System.arraycopy(pixels, (firstRow + row * EVERY) * rowLength, previous, row * rowLength, rowLength);
        }
        started = true;
    }

    /** Share of the values that moved since the last frame that was kept, 1 where there was none; keeps this one. */
    double next(float[] pixels) {
        int moved = 0;
        if (started) {
            for (int row = 0; row < rows; row++) {
                moved += moved(pixels, (firstRow + row * EVERY) * rowLength, row * rowLength);
            }
        } else {
            moved = previous.length;
        }
        keep(pixels);
        return (double) moved / previous.length;
    }

    private int moved(float[] pixels, int from, int to) {
        int moved = 0;
        for (int i = 0; i < rowLength; i++) {
            moved += Math.abs(pixels[from + i] - previous[to + i]) >= limits[i] ? 1 : 0;
        }
        return moved;
    }
}

package dev.frogeye.delta;

import dev.frogeye.encoder.Shape;
import dev.frogeye.model.Axes;

/**
 * Which values of a map belong together when an operation runs along some axes: sets of values, those of a pixel side by
 * side. Where nothing runs along height or width every pixel has sets of its own, and room for those of one pixel is
 * enough.
 *
 * @param perPixel whether pixels are independent of one another
 * @param count sets there is room for
 * @param size values of a set
 * @param width of the map
 * @param rowStep how far to move among the sets for a step of a row
 * @param columnStep how far to move for a step of a column
 */
record AxisSets(boolean perPixel, int count, int size, int width, int rowStep, int columnStep) {
    /** @param perPixel sets that the channels of one pixel belong to */
    static AxisSets of(Shape shape, Axes axes, int perPixel) {
        int columns = axes.width() ? 1 : shape.width();
        int rows = axes.height() ? 1 : shape.height();
        boolean independent = axes.isWithinPixels(shape);
        return new AxisSets(
                independent,
                independent ? perPixel : rows * columns * perPixel,
                shape.size() / (rows * columns * perPixel),
                shape.width(),
                independent || axes.height() ? 0 : columns * perPixel,
                independent || axes.width() ? 0 : perPixel);
    }

    /** The first set of a pixel. */
    int first(int pixel) {
        return pixel / width * rowStep + pixel % width * columnStep;
    }
}

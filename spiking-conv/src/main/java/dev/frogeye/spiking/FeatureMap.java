package dev.frogeye.spiking;

import dev.frogeye.delta.Shape;
import dev.frogeye.kernel.CacheLines;

/**
 * The present values of one tensor of one network, channels-last, and which of its pixels changed in this frame. A pixel
 * takes {@code stride} floats, of which the first {@code shape.channels()} are used.
 */
final class FeatureMap {
    final Shape shape;
    final int stride;
    final float[] values;
    final PixelSet changed;
    private final int first;

    private FeatureMap(Shape shape, int stride, float[] values, int first) {
        this.shape = shape;
        this.stride = stride;
        this.values = values;
        this.first = first;
        changed = new PixelSet(shape.pixels());
    }

    /** A map of zeros, whose pixels start on cache lines. */
    FeatureMap(Shape shape) {
        this(
                shape,
                CacheLines.padded(shape.channels()),
                CacheLines.rows(shape.pixels(), CacheLines.padded(shape.channels())),
                CacheLines.FIRST);
    }

    /** A map over values that lie densely, which are not copied. */
    static FeatureMap over(Shape shape, float[] values) {
        return new FeatureMap(shape, shape.channels(), values, 0);
    }

    /** Offset of the first channel of a pixel. */
    int at(int pixel) {
        return first + pixel * stride;
    }

    /** Sets every pixel to these values, padding included, and marks it. */
    void fillPixels(float[] pixel) {
        for (int i = 0; i < shape.pixels(); i++) {
            System.arraycopy(pixel, 0, values, at(i), pixel.length);
        }
        changed.addAll();
    }

    long bytes() {
        return (long) values.length * Float.BYTES;
    }
}

package dev.frogeye.delta;

import dev.frogeye.encoder.Shape;
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

    /** The pixel that holds the value at this offset. */
    int pixel(int at) {
        return (at - first) / stride;
    }

    /** Sets every pixel to these values, padding included, and marks it. */
    void fillPixels(float[] pixel) {
        fill(0, shape.pixels(), pixel);
        changed.addAll();
    }

    /** Sets neighbouring pixels to these values, padding included. */
    void fill(int firstPixel, int pixels, float[] pixel) {
        int start = at(firstPixel);
        System.arraycopy(pixel, 0, values, start, stride);
        int length = pixels * stride;
        for (int done = stride; done < length; done *= 2) {
            System.arraycopy(values, start, values, start + done, Math.min(done, length - done));
        }
    }

    long bytes() {
        return (long) values.length * Float.BYTES;
    }
}

package dev.frogeye.spiking;

import dev.frogeye.delta.Shape;

/**
 * The present values of one tensor of one network, channels-last, and which of its pixels changed in this frame.
 * {@code stride} floats a pixel, of which the first {@code shape.channels()} are used.
 */
final class FeatureMap {
    final Shape shape;
    final int stride;
    final float[] values;
    final PixelSet changed;

    FeatureMap(Shape shape, int stride, float[] values) {
        this.shape = shape;
        this.stride = stride;
        this.values = values;
        changed = new PixelSet(shape.pixels());
    }

    FeatureMap(Shape shape, int stride) {
        this(shape, stride, new float[Math.multiplyExact(shape.pixels(), stride)]);
    }

    FeatureMap(Shape shape) {
        this(shape, shape.channels());
    }

    /** Offset of the first channel of a pixel. */
    int at(int pixel) {
        return pixel * stride;
    }

    long bytes() {
        return (long) values.length * Float.BYTES;
    }
}

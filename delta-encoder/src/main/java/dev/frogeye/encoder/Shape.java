package dev.frogeye.encoder;

/**
 * The extent of an image-like tensor stored channels-last: element {@code (y, x, c)} lies at
 * {@code (y * width + x) * channels + c}.
 *
 * @param height rows, at least 1
 * @param width pixels a row, at least 1
 * @param channels values a pixel, at least 1
 */
public record Shape(int height, int width, int channels) {
    public Shape {
        if (height < 1 || width < 1 || channels < 1) {
            throw new IllegalArgumentException("shape must be positive, was " + height + "x" + width + "x" + channels);
        }
        Math.multiplyExact(Math.multiplyExact(height, width), channels);
    }

    /** Number of pixels, {@code height * width}. */
    public int pixels() {
        return height * width;
    }

    /** Number of values, {@code height * width * channels}. */
    public int size() {
        return pixels() * channels;
    }

    /** Values a row, {@code width * channels}. */
    public int rowSize() {
        return width * channels;
    }

    @Override
    public String toString() {
        return height + "x" + width + "x" + channels;
    }
}

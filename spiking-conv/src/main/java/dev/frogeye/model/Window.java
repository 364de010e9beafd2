package dev.frogeye.model;

import dev.frogeye.encoder.Shape;

/** The sliding window of a convolution or a pool, in pixels. Padding below and to the right may be negative or unused. */
public record Window(
        int kernelHeight,
        int kernelWidth,
        int strideY,
        int strideX,
        int dilationY,
        int dilationX,
        int padTop,
        int padLeft,
        int padBottom,
        int padRight) {
    public Window {
        if (kernelHeight < 1 || kernelWidth < 1 || strideY < 1 || strideX < 1 || dilationY < 1 || dilationX < 1) {
            throw new IllegalArgumentException("kernel, stride and dilation must be positive: kernel " + kernelHeight
                    + "x" + kernelWidth + ", stride " + strideY + "x" + strideX + ", dilation " + dilationY + "x"
                    + dilationX);
        }
    }

    /** A window without dilation and padding. */
    public static Window of(int kernelHeight, int kernelWidth, int strideY, int strideX) {
        return new Window(kernelHeight, kernelWidth, strideY, strideX, 1, 1, 0, 0, 0, 0);
    }

    /** Whether each output pixel sees exactly the input pixel at its own place. */
    public boolean isPointwise() {
        return kernelHeight == 1 && kernelWidth == 1 && strideY == 1 && strideX == 1 && padTop == 0 && padLeft == 0;
    }

    /** Number of pixels in the window. */
    public int taps() {
        return kernelHeight * kernelWidth;
    }

    /** Input row that tap row {@code ky} of output row {@code oy} reads; may lie outside the image. */
    public int inputY(int oy, int ky) {
        return oy * strideY - padTop + ky * dilationY;
    }

    /** Input column that tap column {@code kx} of output column {@code ox} reads; may lie outside the image. */
    public int inputX(int ox, int kx) {
        return ox * strideX - padLeft + kx * dilationX;
    }

    /** The first input row that output row {@code oy} reads; may lie below the image. */
    public int firstInputRow(int oy) {
        return Math.max(0, inputY(oy, 0));
    }

    /** Behind the last input row that the output rows before {@code endOy} read. */
    public int endInputRow(int endOy, Shape input) {
        return Math.min(input.height(), inputY(endOy - 1, kernelHeight - 1) + 1);
    }

    /** The output row whose tap row {@code ky} reads input row {@code y}, or a negative number; may lie below the output. */
    public int outputY(int y, int ky) {
        return output(y + padTop - ky * dilationY, strideY);
    }

    /** The output column whose tap column {@code kx} reads input column {@code x}, or a negative number; may lie right of the output. */
    public int outputX(int x, int kx) {
        return output(x + padLeft - kx * dilationX, strideX);
    }

    private static int output(int offset, int stride) {
        if (stride == 1) { // Spares the common case two divisions.
            return offset;
        }
        return offset >= 0 && offset % stride == 0 ? offset / stride : -1;
    }

    /** (output pixel, tap) pairs whose tap lies inside the input image, over the whole output. */
    public long tapsInside(Shape input, Shape output) {
        long rows = 0;
        for (int ky = 0; ky < kernelHeight; ky++) {
            rows += inside(padTop - ky * dilationY, strideY, input.height(), output.height());
        }
        long columns = 0;
        for (int kx = 0; kx < kernelWidth; kx++) {
            columns += inside(padLeft - kx * dilationX, strideX, input.width(), output.width());
        }
        return rows * columns;
    }

    /** How many places {@code o < outputs} have {@code 0 <= o * stride - offset < extent}. */
    private static int inside(int offset, int stride, int extent, int outputs) {
        int first = Math.max(0, ceilDiv(offset, stride));
        int end = Math.min(outputs, ceilDiv(offset + extent, stride));
        return Math.max(0, end - first);
    }

    /** Whether a window lies over at least one pixel of the image at each of its places. */
    public boolean seesPixels(int height, int width, int outputHeight, int outputWidth) {
        return seesPixels(height, outputHeight, padTop(), kernelHeight(), strideY(), dilationY())
                && seesPixels(width, outputWidth, padLeft(), kernelWidth(), strideX(), dilationX());
    }

    /**
     * Places that lie a multiple of the dilation apart see pixels at the same distances; of those in front of the image
     * the first is the farthest out, of those over it the last. So few places tell of all.
     */
    private static boolean seesPixels(int extent, int output, int pad, int kernel, int stride, int dilation) {
        boolean sees = seesPixels((output - 1L) * stride - pad, extent, kernel, dilation);
        for (int o = 0; o < Math.min(output, dilation); o++) {
            sees &= seesPixels((long) o * stride - pad, extent, kernel, dilation);
        }
        return sees;
    }

    private static boolean seesPixels(long first, int extent, int kernel, int dilation) {
        long skipped = first < 0 ? (-first + dilation - 1) / dilation : 0;
        return skipped < kernel && first + skipped * dilation < extent;
    }

    private static int ceilDiv(int dividend, int divisor) {
        return -Math.floorDiv(-dividend, divisor);
    }
}

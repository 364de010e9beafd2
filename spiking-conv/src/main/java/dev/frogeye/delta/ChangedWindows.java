package dev.frogeye.delta;

import dev.frogeye.encoder.Shape;
import dev.frogeye.model.Window;

/** Which output pixels of a sliding window see an input pixel that changed. */
final class ChangedWindows {
    private ChangedWindows() {}

    /** Marks in {@code output.changed} every pixel whose window holds a pixel of {@code changed}. */
    static void mark(Window window, Shape in, PixelSet changed, FeatureMap output) {
        for (int y = 0; y < in.height(); y++) {
            if (changed.next(y * in.width(), (y + 1) * in.width()) < 0) {
                continue;
            }
            for (int ky = 0; ky < window.kernelHeight(); ky++) {
                int oy = window.outputY(y, ky);
                if (oy >= 0 && oy < output.shape.height()) {
                    markRow(window, in.width(), y, changed, output, oy);
                }
            }
        }
    }

    /** Marks what input row {@code y} reaches in output row {@code oy}, a run of changed pixels at a time. */
    private static void markRow(Window window, int width, int y, PixelSet changed, FeatureMap output, int oy) {
        int taps = window.dilationX() == 1 ? window.kernelWidth() : 1;
        int rowStart = y * width;
        int rowEnd = rowStart + width;
        int outputs = output.shape.width();
        for (int kx = 0; kx < window.kernelWidth(); kx += taps) {
            int shift = window.padLeft() - kx * window.dilationX() - rowStart;
            int pixel = changed.next(rowStart, rowEnd);
            while (pixel >= 0) {
                int end = changed.nextAbsent(pixel, rowEnd);
                int first = pixel + shift - (taps - 1);
                int last = end - 1 + shift;
                if (window.strideX() > 1) {
                    first = -Math.floorDiv(-first, window.strideX());
                    last = Math.floorDiv(last, window.strideX());
                }
                output.changed.addRange(oy * outputs + Math.max(0, first), oy * outputs + Math.min(outputs, last + 1));
                pixel = changed.next(end, rowEnd);
            }
        }
    }
}

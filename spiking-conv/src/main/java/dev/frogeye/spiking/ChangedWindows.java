package dev.frogeye.spiking;

import dev.frogeye.delta.Shape;
import dev.frogeye.model.Window;

/** Which output pixels of a sliding window see an input pixel that changed. */
final class ChangedWindows {
    private ChangedWindows() {}

    /** Marks in {@code output.changed} every pixel whose window holds a changed pixel of {@code input}. */
    static void mark(Window window, FeatureMap input, FeatureMap output) {
        Shape out = output.shape;
        for (int oy = 0; oy < out.height(); oy++) {
            if (!anyUnderRow(window, input, oy)) {
                continue;
            }
            for (int ox = 0; ox < out.width(); ox++) {
                if (anyUnder(window, input, oy, ox)) {
                    output.changed.add(oy * out.width() + ox);
                }
            }
        }
    }

    private static boolean anyUnderRow(Window window, FeatureMap input, int oy) {
        Shape in = input.shape;
        for (int ky = 0; ky < window.kernelHeight(); ky++) {
            int y = window.inputY(oy, ky);
            if (y >= 0 && y < in.height() && input.changed.containsAny(y * in.width(), (y + 1) * in.width())) {
                return true;
            }
        }
        return false;
    }

    private static boolean anyUnder(Window window, FeatureMap input, int oy, int ox) {
        Shape in = input.shape;
        for (int ky = 0; ky < window.kernelHeight(); ky++) {
            int y = window.inputY(oy, ky);
            if (y < 0 || y >= in.height()) {
                continue;
            }
            for (int kx = 0; kx < window.kernelWidth(); kx++) {
                int x = window.inputX(ox, kx);
                if (x >= 0 && x < in.width() && input.changed.contains(y * in.width() + x)) {
                    return true;
                }
            }
        }
        return false;
    }
}

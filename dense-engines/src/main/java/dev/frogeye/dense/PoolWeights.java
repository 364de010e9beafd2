package dev.frogeye.dense;

import dev.frogeye.encoder.Shape;
import dev.frogeye.model.Layer;
import dev.frogeye.model.Window;
import java.util.Arrays;

/** What ONNX divides the sum of each average pool's window by. */
final class PoolWeights {
    private PoolWeights() {}

    /** For each output value, in stored order, one over the taps that count there. */
    static float[] of(Layer.AveragePool layer) {
        Window w = layer.window();
        Shape input = layer.input().shape();
        Shape output = layer.output().shape();
        int top = layer.countPadding() ? -w.padTop() : 0;
        int left = layer.countPadding() ? -w.padLeft() : 0;
        int bottom = input.height() + (layer.countPadding() ? w.padBottom() : 0);
        int right = input.width() + (layer.countPadding() ? w.padRight() : 0);
        float[] weights = new float[output.size()];
        for (int oy = 0; oy < output.height(); oy++) {
            int rows = 0;
            for (int ky = 0; ky < w.kernelHeight(); ky++) {
                int y = w.inputY(oy, ky);
                rows += y >= top && y < bottom ? 1 : 0;
            }
            for (int ox = 0; ox < output.width(); ox++) {
                int columns = 0;
                for (int kx = 0; kx < w.kernelWidth(); kx++) {
                    int x = w.inputX(ox, kx);
                    columns += x >= left && x < right ? 1 : 0;
                }
                int at = (oy * output.width() + ox) * output.channels();
                Arrays.fill(weights, at, at + output.channels(), 1f / (rows * columns));
            }
        }
        return weights;
    }
}

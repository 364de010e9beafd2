package dev.frogeye.model;

import dev.frogeye.encoder.Shape;
import java.util.stream.IntStream;

/** Convolution by its definition: every tap of every output pixel, padding worth 0. */
final class ReferenceConvolution {
    private final Layer.Convolution layer;
    private final double[] input;
    private final double[] weights;
    private final double[] output;

    private ReferenceConvolution(Layer.Convolution layer, double[] input) {
        this.layer = layer;
        this.input = input;
        weights = ReferenceNetwork.toDoubles(layer.weights());
        output = new double[layer.output().shape().size()];
    }

    static double[] compute(Layer.Convolution layer, double[] input) {
        ReferenceConvolution convolution = new ReferenceConvolution(layer, input);
        IntStream.range(0, layer.output().shape().height()).parallel().forEach(convolution::row);
        return convolution.output;
    }

    private void row(int oy) {
        Shape in = layer.input().shape();
        Shape out = layer.output().shape();
        Window window = layer.window();
        for (int ox = 0; ox < out.width(); ox++) {
            int pixel = ReferenceNetwork.place(out, oy, ox, 0);
            for (int c = 0; c < out.channels(); c++) {
                output[pixel + c] = layer.bias()[c];
            }
            for (int ky = 0; ky < window.kernelHeight(); ky++) {
                for (int kx = 0; kx < window.kernelWidth(); kx++) {
                    int y = window.inputY(oy, ky);
                    int x = window.inputX(ox, kx);
                    if (y >= 0 && y < in.height() && x >= 0 && x < in.width()) {
                        tap(ReferenceNetwork.place(in, y, x, 0), pixel, ky * window.kernelWidth() + kx);
                    }
                }
            }
        }
    }

    private void tap(int from, int to, int tap) {
        int inputs = layer.input().shape().channels() / layer.groups();
        int outputs = layer.output().shape().channels();
        int perGroup = outputs / layer.groups();
        for (int group = 0; group < layer.groups(); group++) {
            for (int i = 0; i < inputs; i++) {
                int row = (tap * inputs + i) * outputs + group * perGroup;
                axpy(input[from + group * inputs + i], weights, row, output, to + group * perGroup, perGroup);
            }
        }
    }

    private static void axpy(double a, double[] x, int xStart, double[] y, int yStart, int length) {
        for (int i = 0; i < length; i++) {
            y[yStart + i] += a * x[xStart + i];
        }
    }
}

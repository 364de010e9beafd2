package dev.frogeye.model;

import dev.frogeye.delta.Shape;
import java.util.Arrays;

/** Layers that combine several values into one, by their definitions. */
final class ReferenceReductions {
    private ReferenceReductions() {}

    static double[] maxPool(Layer.MaxPool layer, double[] input) {
        return pool(layer.input().shape(), layer.output().shape(), layer.window(), input, (values, taps, padded) -> {
            double max = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < taps; i++) {
                max = Math.max(max, values[i]);
            }
            return max;
        });
    }

    static double[] averagePool(Layer.AveragePool layer, double[] input) {
        return pool(layer.input().shape(), layer.output().shape(), layer.window(), input, (values, taps, padded) -> {
            double sum = 0;
            for (int i = 0; i < taps; i++) {
                sum += values[i];
            }
            return sum / (layer.countPadding() ? padded : taps);
        });
    }

    private interface Pool {
        /** @param padded number of taps on the image or its padding */
        double of(double[] values, int taps, int padded);
    }

    private static double[] pool(Shape in, Shape out, Window window, double[] input, Pool pool) {
        double[] output = new double[out.size()];
        double[] values = new double[window.taps()];
        for (int oy = 0; oy < out.height(); oy++) {
            for (int ox = 0; ox < out.width(); ox++) {
                for (int c = 0; c < out.channels(); c++) {
                    int taps = 0;
                    int padded = 0;
                    for (int tap = 0; tap < window.taps(); tap++) {
                        int y = window.inputY(oy, tap / window.kernelWidth());
                        int x = window.inputX(ox, tap % window.kernelWidth());
                        if (y < in.height() + window.padBottom() && x < in.width() + window.padRight()) {
                            padded++;
                        }
                        if (y >= 0 && y < in.height() && x >= 0 && x < in.width()) {
                            values[taps++] = input[ReferenceNetwork.place(in, y, x, c)];
                        }
                    }
                    output[ReferenceNetwork.place(out, oy, ox, c)] = pool.of(values, taps, padded);
                }
            }
        }
        return output;
    }

    static double[] reduce(Layer.Reduce layer, double[] input) {
        Shape shape = layer.input().shape();
        Groups groups = new Groups(shape, layer.axes());
        double[] result = new double[groups.count()];
        boolean mean = layer.reduction() == Layer.Reduction.MEAN;
        Arrays.fill(result, mean ? 0 : Double.NEGATIVE_INFINITY);
        for (int i = 0; i < input.length; i++) {
            int group = groups.of(i);
            result[group] = mean ? result[group] + input[i] : Math.max(result[group], input[i]);
        }
        double members = (double) input.length / result.length;
        return mean ? Arrays.stream(result).map(sum -> sum / members).toArray() : result;
    }

    static double[] softmax(Layer.Softmax layer, double[] input) {
        Groups groups = new Groups(layer.input().shape(), layer.axes());
        double[] max = new double[groups.count()];
        Arrays.fill(max, Double.NEGATIVE_INFINITY);
        for (int i = 0; i < input.length; i++) {
            max[groups.of(i)] = Math.max(max[groups.of(i)], input[i]);
        }
        double[] output = new double[input.length];
        double[] sum = new double[groups.count()];
        for (int i = 0; i < input.length; i++) {
            output[i] = Math.exp(input[i] - max[groups.of(i)]);
            sum[groups.of(i)] += output[i];
        }
        for (int i = 0; i < input.length; i++) {
            output[i] /= sum[groups.of(i)];
        }
        return output;
    }

    /** Values that differ only in their places along some axes form a group. */
    private record Groups(Shape shape, Axes axes) {
        int count() {
            return (axes.height() ? 1 : shape.height())
                    * (axes.width() ? 1 : shape.width())
                    * (axes.channels() ? 1 : shape.channels());
        }

        int of(int i) {
            int y = axes.height() ? 0 : i / shape.rowSize();
            int x = axes.width() ? 0 : i / shape.channels() % shape.width();
            int c = axes.channels() ? 0 : i % shape.channels();
            return (y * (axes.width() ? 1 : shape.width()) + x) * (axes.channels() ? 1 : shape.channels()) + c;
        }
    }

    static double[] lrn(Layer.Lrn layer, double[] input) {
        int channels = layer.input().shape().channels();
        double[] output = new double[input.length];
        for (int i = 0; i < input.length; i++) {
            int c = i % channels;
            int first = Math.max(0, c - (layer.size() - 1) / 2);
            int last = Math.min(channels - 1, c + layer.size() / 2);
            double squares = 0;
            for (int neighbour = first; neighbour <= last; neighbour++) {
                double value = input[i - c + neighbour];
                squares += value * value;
            }
            output[i] =
                    input[i] / Math.pow(layer.bias() + (double) layer.alpha() / layer.size() * squares, layer.beta());
        }
        return output;
    }

    static double[] resample(Layer.Resample layer, double[] input) {
        Shape in = layer.input().shape();
        Shape out = layer.output().shape();
        Taps rows = layer.rows();
        Taps columns = layer.columns();
        double[] output = new double[out.size()];
        for (int i = 0; i < output.length; i++) {
            int y = i / out.rowSize();
            int x = i / out.channels() % out.width();
            double sum = rows.isEmpty(y) || columns.isEmpty(x) ? layer.outside() : 0;
            for (int r = rows.start()[y]; r < rows.start()[y + 1]; r++) {
                for (int c = columns.start()[x]; c < columns.start()[x + 1]; c++) {
                    double weight = (double) rows.weight()[r] * columns.weight()[c];
                    sum += weight
                            * input[
                                    ReferenceNetwork.place(
                                            in, rows.source()[r], columns.source()[c], i % out.channels())];
                }
            }
            output[i] = sum;
        }
        return output;
    }
}

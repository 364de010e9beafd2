package dev.frogeye.model;

import dev.frogeye.encoder.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

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
        Groups groups = new Groups(layer.input().shape(), layer.axes(), 1);
        return groups.members(input).stream()
                .mapToDouble(members -> combined(layer.reduction(), members))
                .toArray();
    }

    private static double combined(Layer.Reduction reduction, double[] x) {
        return switch (reduction) {
            case MEAN -> sum(x, v -> v) / x.length;
            case SUM -> sum(x, v -> v);
            case MAX -> Arrays.stream(x).max().orElseThrow();
            case MIN -> Arrays.stream(x).min().orElseThrow();
            case PRODUCT -> Arrays.stream(x).reduce(1, (a, b) -> a * b);
            case L1 -> sum(x, Math::abs);
            case L2 -> Math.sqrt(sum(x, v -> v * v));
            case SUM_OF_SQUARES -> sum(x, v -> v * v);
            case LOG_SUM -> Math.log(sum(x, v -> v));
            case LOG_SUM_EXP -> {
                double max = Arrays.stream(x).max().orElseThrow();
                yield max + Math.log(sum(x, v -> Math.exp(v - max)));
            }
            case ARG_MAX -> first(x, Arrays.stream(x).max().orElseThrow());
            case ARG_MAX_LAST -> last(x, Arrays.stream(x).max().orElseThrow());
            case ARG_MIN -> first(x, Arrays.stream(x).min().orElseThrow());
            case ARG_MIN_LAST -> last(x, Arrays.stream(x).min().orElseThrow());
        };
    }

    private static double sum(double[] x, DoubleUnaryOperator function) {
        return Arrays.stream(x).map(function).sum();
    }

    private static int first(double[] x, double value) {
        return IntStream.range(0, x.length)
                .filter(i -> x[i] == value)
                .findFirst()
                .orElseThrow();
    }

    private static int last(double[] x, double value) {
        return IntStream.range(0, x.length).filter(i -> x[i] == value).max().orElseThrow();
    }

    static double[] normalize(Layer.Normalize layer, double[] input) {
        Groups groups = new Groups(layer.input().shape(), layer.axes(), layer.groups());
        List<double[]> members = groups.members(input);
        double[] output = new double[input.length];
        for (int i = 0; i < input.length; i++) {
            double[] x = members.get(groups.of(i));
            output[i] = switch (layer.norm()) {
                case STANDARD -> {
                    double mean = sum(x, v -> v) / x.length;
                    double variance = sum(x, v -> (v - mean) * (v - mean)) / x.length;
                    yield (input[i] - mean) / Math.sqrt(variance + layer.epsilon());
                }
                case ROOT_MEAN_SQUARE -> input[i] / Math.sqrt(sum(x, v -> v * v) / x.length + layer.epsilon());
                case L1 -> input[i] == 0 ? 0 : input[i] / sum(x, Math::abs);
                case L2 -> input[i] == 0 ? 0 : input[i] / Math.sqrt(sum(x, v -> v * v));
            };
        }
        return output;
    }

    static double[] softmax(Layer.Softmax layer, double[] input) {
        Groups groups = new Groups(layer.input().shape(), layer.axes(), 1);
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
            output[i] = layer.logarithm()
                    ? input[i] - max[groups.of(i)] - Math.log(sum[groups.of(i)])
                    : output[i] / sum[groups.of(i)];
        }
        return output;
    }

    /** Values that differ only in their places along some axes form a group; channels may be divided into several. */
    private record Groups(Shape shape, Axes axes, int divisions) {
        int count() {
            return (axes.height() ? 1 : shape.height()) * (axes.width() ? 1 : shape.width()) * ofPixel();
        }

        private int ofPixel() {
            return axes.channels() ? divisions : shape.channels();
        }

        int of(int i) {
            int y = axes.height() ? 0 : i / shape.rowSize();
            int x = axes.width() ? 0 : i / shape.channels() % shape.width();
            int c = i % shape.channels() / (shape.channels() / ofPixel());
            return (y * (axes.width() ? 1 : shape.width()) + x) * ofPixel() + c;
        }

        /** The values of each group in stored order. */
        List<double[]> members(double[] input) {
            Map<Integer, List<Integer>> places =
                    IntStream.range(0, input.length).boxed().collect(Collectors.groupingBy(this::of));
            return IntStream.range(0, count())
                    .mapToObj(group -> places.get(group).stream()
                            .mapToDouble(i -> input[i])
                            .toArray())
                    .toList();
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

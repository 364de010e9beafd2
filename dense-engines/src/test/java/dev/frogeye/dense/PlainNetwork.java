package dev.frogeye.dense;

import dev.frogeye.encoder.Shape;
import dev.frogeye.model.Axes;
import dev.frogeye.model.Constant;
import dev.frogeye.model.Graph;
import dev.frogeye.model.Layer;
import dev.frogeye.model.Operand;
import dev.frogeye.model.Taps;
import dev.frogeye.model.Tensor;
import dev.frogeye.model.Window;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/** The definition of every layer in plain loops and double sums: what the engines are held against. */
final class PlainNetwork implements Layer.Visitor<float[]> {
    private final Map<String, float[]> values = new HashMap<>();

    private PlainNetwork() {}

    /** Every tensor of the graph, by name, in stored order. */
    static Map<String, float[]> run(Graph graph, float[] frame) {
        PlainNetwork network = new PlainNetwork();
        network.values.put(graph.input().name(), frame);
        for (Layer layer : graph.layers()) {
            network.values.put(layer.output().name(), layer.accept(network));
        }
        return network.values;
    }

    @Override
    public float[] convolution(Layer.Convolution layer) {
        float[] in = values(layer.input());
        Shape from = layer.input().shape();
        Shape to = layer.output().shape();
        Window w = layer.window();
        int group = from.channels() / layer.groups();
        float[] out = new float[to.size()];
        for (int i = 0; i < out.length; i++) {
            int o = i % to.channels();
            int firstChannel = o / (to.channels() / layer.groups()) * group;
            double sum = layer.bias()[o];
            for (int tap = 0; tap < w.taps(); tap++) {
                int pixel = pixel(w, from, to, i / to.channels(), tap);
                for (int c = 0; pixel >= 0 && c < group; c++) {
                    double weight = layer.weights()[(tap * group + c) * to.channels() + o];
                    sum += weight * in[pixel * from.channels() + firstChannel + c];
                }
            }
            out[i] = (float) sum;
        }
        return out;
    }

    @Override
    public float[] pointwise(Layer.Pointwise layer) {
        float[] out = values(layer.input()).clone();
        int channels = layer.input().shape().channels();
        for (int at = 0; at < out.length; at += channels) {
            layer.function().applyInPlace(out, at, channels, 0);
        }
        return out;
    }

    @Override
    public float[] maxPool(Layer.MaxPool layer) {
        float[] in = values(layer.input());
        Shape from = layer.input().shape();
        Shape to = layer.output().shape();
        float[] out = new float[to.size()];
        for (int i = 0; i < out.length; i++) {
            out[i] = Float.NEGATIVE_INFINITY;
            for (int tap = 0; tap < layer.window().taps(); tap++) {
                int pixel = pixel(layer.window(), from, to, i / to.channels(), tap);
                if (pixel >= 0) {
                    out[i] = Math.max(out[i], in[pixel * from.channels() + i % to.channels()]);
                }
            }
        }
        return out;
    }

    @Override
    public float[] averagePool(Layer.AveragePool layer) {
        float[] in = values(layer.input());
        Shape from = layer.input().shape();
        Shape to = layer.output().shape();
        Window w = layer.window();
        float[] out = new float[to.size()];
        for (int i = 0; i < out.length; i++) {
            int place = i / to.channels();
            double sum = 0;
            int counted = 0;
            for (int tap = 0; tap < w.taps(); tap++) {
                int y = w.inputY(place / to.width(), tap / w.kernelWidth());
                int x = w.inputX(place % to.width(), tap % w.kernelWidth());
                int pixel = pixel(w, from, to, place, tap);
                sum += pixel >= 0 ? in[pixel * from.channels() + i % to.channels()] : 0;
                boolean padded =
                        layer.countPadding() && y < from.height() + w.padBottom() && x < from.width() + w.padRight();
                counted += pixel >= 0 || padded ? 1 : 0;
            }
            out[i] = (float) (sum / counted);
        }
        return out;
    }

    @Override
    public float[] reduce(Layer.Reduce layer) {
        float[] in = values(layer.input());
        float[] out = new float[layer.output().shape().size()];
        for (int o = 0; o < out.length; o++) {
            int result = o;
            double[] x = IntStream.range(0, in.length)
                    .filter(i -> reduced(layer.axes(), layer.input().shape(), i) == result)
                    .mapToDouble(i -> in[i])
                    .toArray();
            out[o] = (float) combined(layer.reduction(), x);
        }
        return out;
    }

    private static double combined(Layer.Reduction reduction, double[] x) {
        double sum = Arrays.stream(x).sum();
        double squares = Arrays.stream(x).map(v -> v * v).sum();
        double max = Arrays.stream(x).max().orElseThrow();
        double min = Arrays.stream(x).min().orElseThrow();
        return switch (reduction) {
            case MEAN -> sum / x.length;
            case SUM -> sum;
            case MIN -> min;
            case MAX -> max;
            case PRODUCT -> Arrays.stream(x).reduce(1, (a, b) -> a * b);
            case L1 -> Arrays.stream(x).map(Math::abs).sum();
            case L2 -> Math.sqrt(squares);
            case SUM_OF_SQUARES -> squares;
            case LOG_SUM -> Math.log(sum);
            case LOG_SUM_EXP -> Math.log(Arrays.stream(x).map(Math::exp).sum());
            case ARG_MAX -> places(x, max).min().orElseThrow();
            case ARG_MAX_LAST -> places(x, max).max().orElseThrow();
            case ARG_MIN -> places(x, min).min().orElseThrow();
            case ARG_MIN_LAST -> places(x, min).max().orElseThrow();
        };
    }

    private static IntStream places(double[] x, double value) {
        return IntStream.range(0, x.length).filter(i -> x[i] == value);
    }

    @Override
    public float[] normalize(Layer.Normalize layer) {
        float[] in = values(layer.input());
        Shape shape = layer.input().shape();
        int run = shape.channels() / layer.groups();
        Shape divided =
                layer.axes().channels() ? new Shape(shape.height(), shape.width() * layer.groups(), run) : shape;
        float[] out = new float[in.length];
        for (int i = 0; i < in.length; i++) {
            int at = i;
            double[] x = IntStream.range(0, in.length)
                    .filter(k -> together(layer, divided, at, k))
                    .mapToDouble(k -> in[k])
                    .toArray();
            double mean = Arrays.stream(x).average().orElseThrow();
            double squares = Arrays.stream(x).map(v -> v * v).sum();
            double variance = squares / x.length - mean * mean;
            out[i] = (float)
                    switch (layer.norm()) {
                        case STANDARD -> (in[i] - mean) / Math.sqrt(variance + layer.epsilon());
                        case ROOT_MEAN_SQUARE -> in[i] / Math.sqrt(squares / x.length + layer.epsilon());
                        case L1 -> in[i] / Arrays.stream(x).map(Math::abs).sum();
                        case L2 -> in[i] / Math.sqrt(squares);
                    };
        }
        return out;
    }

    /** Whether two values are normalised together. */
    private static boolean together(Layer.Normalize layer, Shape divided, int i, int k) {
        Axes axes = layer.axes();
        int groups = axes.channels() ? layer.groups() : 1;
        int[] a = {i / divided.rowSize(), i / divided.channels() % divided.width(), i % divided.channels()};
        int[] b = {k / divided.rowSize(), k / divided.channels() % divided.width(), k % divided.channels()};
        boolean row = axes.height() || a[0] == b[0];
        boolean column = axes.width() || a[1] / groups == b[1] / groups;
        boolean group = a[1] % groups == b[1] % groups;
        return row && column && group && (axes.channels() || a[2] == b[2]);
    }

    @Override
    public float[] lrn(Layer.Lrn layer) {
        float[] in = values(layer.input());
        int channels = layer.input().shape().channels();
        float[] out = new float[in.length];
        for (int i = 0; i < in.length; i++) {
            int c = i % channels;
            double squares = 0;
            int first = Math.max(0, c - (layer.size() - 1) / 2);
            int last = Math.min(channels - 1, c + layer.size() / 2);
            for (int k = first; k <= last; k++) {
                squares += (double) in[i - c + k] * in[i - c + k];
            }
            out[i] = (float)
                    (in[i] / Math.pow(layer.bias() + (double) layer.alpha() / layer.size() * squares, layer.beta()));
        }
        return out;
    }

    @Override
    public float[] softmax(Layer.Softmax layer) {
        float[] in = values(layer.input());
        Shape shape = layer.input().shape();
        double[] sum = new double[in.length];
        for (int i = 0; i < in.length; i++) {
            sum[reduced(layer.axes(), shape, i)] += Math.exp(in[i]);
        }
        float[] out = new float[in.length];
        for (int i = 0; i < in.length; i++) {
            double share = Math.exp(in[i]) / sum[reduced(layer.axes(), shape, i)];
            out[i] = (float) (layer.logarithm() ? Math.log(share) : share);
        }
        return out;
    }

    @Override
    public float[] binary(Layer.Binary layer) {
        Shape to = layer.output().shape();
        float[] out = new float[to.size()];
        for (int i = 0; i < out.length; i++) {
            float left = broadcast(layer.left(), to, i);
            float right = broadcast(layer.right(), to, i);
            out[i] = layer.arithmetic().of(left, right);
        }
        return out;
    }

    @Override
    public float[] concat(Layer.Concat layer) {
        Shape to = layer.output().shape();
        float[] out = new float[to.size()];
        int[] start = new int[3];
        for (Tensor tensor : layer.inputs()) {
            Shape from = tensor.shape();
            float[] in = values(tensor);
            for (int i = 0; i < in.length; i++) {
                int y = i / from.rowSize() + start[0];
                int x = i / from.channels() % from.width() + start[1];
                out[(y * to.width() + x) * to.channels() + i % from.channels() + start[2]] = in[i];
            }
            int[] extents = {from.height(), from.width(), from.channels()};
            start[layer.axis().ordinal()] += extents[layer.axis().ordinal()];
        }
        return out;
    }

    @Override
    public float[] view(Layer.View layer) {
        return values(layer.input());
    }

    @Override
    public float[] rearrange(Layer.Rearrange layer) {
        float[] in = values(layer.input());
        float[] out = new float[layer.source().length];
        for (int i = 0; i < out.length; i++) {
            out[i] = layer.source()[i] < 0 ? layer.fill() : in[layer.source()[i]];
        }
        return out;
    }

    @Override
    public float[] resample(Layer.Resample layer) {
        float[] in = values(layer.input());
        Shape from = layer.input().shape();
        Shape to = layer.output().shape();
        Taps rows = layer.rows();
        Taps columns = layer.columns();
        float[] out = new float[to.size()];
        for (int i = 0; i < out.length; i++) {
            int y = i / to.rowSize();
            int x = i / to.channels() % to.width();
            double sum = rows.isEmpty(y) || columns.isEmpty(x) ? layer.outside() : 0;
            for (int r = rows.start()[y]; r < rows.start()[y + 1]; r++) {
                for (int c = columns.start()[x]; c < columns.start()[x + 1]; c++) {
                    int pixel = rows.source()[r] * from.width() + columns.source()[c];
                    double weight = (double) rows.weight()[r] * columns.weight()[c];
                    sum += weight * in[pixel * from.channels() + i % to.channels()];
                }
            }
            out[i] = (float) sum;
        }
        return out;
    }

    private float[] values(Tensor tensor) {
        return values.get(tensor.name());
    }

    /** The input pixel under a tap, -1 outside the image. */
    private static int pixel(Window w, Shape from, Shape to, int place, int tap) {
        int y = w.inputY(place / to.width(), tap / w.kernelWidth());
        int x = w.inputX(place % to.width(), tap % w.kernelWidth());
        return y >= 0 && y < from.height() && x >= 0 && x < from.width() ? y * from.width() + x : -1;
    }

    private static int reduced(Axes axes, Shape shape, int i) {
        int y = axes.height() ? 0 : i / shape.rowSize();
        int x = axes.width() ? 0 : i / shape.channels() % shape.width();
        int c = axes.channels() ? 0 : i % shape.channels();
        int width = axes.width() ? 1 : shape.width();
        int channels = axes.channels() ? 1 : shape.channels();
        return (y * width + x) * channels + c;
    }

    private float broadcast(Operand operand, Shape to, int i) {
        Shape from = operand.shape();
        int y = from.height() == 1 ? 0 : i / to.rowSize();
        int x = from.width() == 1 ? 0 : i / to.channels() % to.width();
        int c = from.channels() == 1 ? 0 : i % to.channels();
        float[] in = operand instanceof Constant constant ? constant.values() : values((Tensor) operand);
        return in[(y * from.width() + x) * from.channels() + c];
    }
}

package dev.frogeye.baseline;

import dev.frogeye.delta.Shape;
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
        Shape from = layer.input().shape();
        double[] sum = new double[layer.output().shape().size()];
        double[] max = new double[sum.length];
        Arrays.fill(max, Double.NEGATIVE_INFINITY);
        for (int i = 0; i < in.length; i++) {
            int o = reduced(layer.axes(), from, i);
            sum[o] += in[i];
            max[o] = Math.max(max[o], in[i]);
        }
        float[] out = new float[sum.length];
        for (int o = 0; o < out.length; o++) {
            double mean = sum[o] * out.length / in.length;
            out[o] = (float) (layer.reduction() == Layer.Reduction.MEAN ? mean : max[o]);
        }
        return out;
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
            out[i] = (float) (Math.exp(in[i]) / sum[reduced(layer.axes(), shape, i)]);
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

package dev.frogeye.comparison;

import dev.frogeye.encoder.Shape;
import dev.frogeye.model.Graph;
import dev.frogeye.model.Layer;
import dev.frogeye.model.Tensor;
import dev.frogeye.model.Window;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * A sigma-delta network in plain loops and doubles, written from the algorithm and sharing no code with the real one:
 * every tensor is computed whole from what was sent, and a multiply-add is counted for each sent change and weight that
 * meet.
 */
final class SlowNetwork {
    private final Graph graph;
    private final ToDoubleFunction<Tensor> thresholds;
    private final float[] pixelThresholds;
    private final Map<String, double[]> sent = new HashMap<>();
    private final Map<String, double[]> changes = new HashMap<>();
    private boolean started;
    private final Map<String, Long> macs = new HashMap<>();
    private final Map<String, Long> denseMacs = new HashMap<>();

    SlowNetwork(Graph graph, ToDoubleFunction<Tensor> thresholds, float[] pixelThresholds) {
        this.graph = graph;
        this.thresholds = thresholds;
        this.pixelThresholds = pixelThresholds;
    }

    /** Runs a frame and returns the output. */
    double[] step(float[] pixels) {
        Map<String, double[]> values = new HashMap<>();
        double[] image = new double[pixels.length];
        for (int i = 0; i < image.length; i++) {
            image[i] = pixels[i];
        }
        values.put(graph.input().name(), image);
        double[] last = image;
        for (Layer layer : graph.layers()) {
            last = compute(layer, values);
            values.put(layer.output().name(), last);
        }
        started = true;
        changes.clear();
        return last;
    }

    /** Multiply-adds of all frames so far, by the name of the layer. */
    Map<String, Long> macs() {
        return macs;
    }

    /** Those of the frame-by-frame network. */
    Map<String, Long> denseMacs() {
        return denseMacs;
    }

    private double[] compute(Layer layer, Map<String, double[]> values) {
        double[] input = values.get(layer.inputs().get(0).name());
        if (layer instanceof Layer.Convolution convolution) {
            send(convolution.input(), input);
            return convolve(convolution);
        }
        if (layer instanceof Layer.Pointwise) {
            return Arrays.stream(input).map(value -> Math.max(value, 0)).toArray();
        }
        if (layer instanceof Layer.AveragePool || layer instanceof Layer.Reduce) {
            return mean(layer.inputs().get(0).shape(), input);
        }
        return input;
    }

    private void send(Tensor tensor, double[] value) {
        if (changes.containsKey(tensor.name())) {
            return;
        }
        double[] believed = sent.computeIfAbsent(tensor.name(), name -> new double[value.length]);
        double[] change = new double[value.length];
        boolean isImage = tensor.equals(graph.input());
        for (int i = 0; i < value.length; i++) {
            double threshold = isImage ? pixelThresholds[i % pixelThresholds.length] : thresholds.applyAsDouble(tensor);
            double difference = value[i] - believed[i];
            if (difference != 0 && (!started || Math.abs(difference) >= threshold)) {
                change[i] = difference;
                believed[i] = value[i];
            }
        }
        changes.put(tensor.name(), change);
    }

    private double[] convolve(Layer.Convolution layer) {
        Shape in = layer.input().shape();
        Shape out = layer.output().shape();
        Window window = layer.window();
        double[] believed = sent.get(layer.input().name());
        double[] change = changes.get(layer.input().name());
        int inputs = in.channels() / layer.groups();
        int outputs = out.channels() / layer.groups();
        double[] result = new double[out.size()];
        long met = 0;
        long dense = 0;
        for (int oy = 0; oy < out.height(); oy++) {
            for (int ox = 0; ox < out.width(); ox++) {
                for (int o = 0; o < out.channels(); o++) {
                    double sum = layer.bias()[o];
                    for (int tap = 0; tap < window.taps(); tap++) {
                        int ky = tap / window.kernelWidth();
                        int kx = tap % window.kernelWidth();
                        int y = oy * window.strideY() - window.padTop() + ky * window.dilationY();
                        int x = ox * window.strideX() - window.padLeft() + kx * window.dilationX();
                        if (y < 0 || y >= in.height() || x < 0 || x >= in.width()) {
                            continue;
                        }
                        for (int i = 0; i < inputs; i++) {
                            int at = (y * in.width() + x) * in.channels() + o / outputs * inputs + i;
                            sum += believed[at] * layer.weights()[(tap * inputs + i) * out.channels() + o];
                            dense++;
                            met += change[at] == 0 ? 0 : 1;
                        }
                    }
                    result[(oy * out.width() + ox) * out.channels() + o] = sum;
                }
            }
        }
        macs.merge(layer.name(), met, Long::sum);
        denseMacs.merge(layer.name(), dense, Long::sum);
        return result;
    }

    private static double[] mean(Shape shape, double[] values) {
        double[] mean = new double[shape.channels()];
        for (int i = 0; i < values.length; i++) {
            mean[i % mean.length] += values[i] / shape.pixels();
        }
        return mean;
    }
}

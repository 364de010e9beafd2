package dev.frogeye.model;

import dev.frogeye.encoder.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Runs a {@link Graph} with plain loops in double precision, each layer as its definition says: what faster
 * computations are compared with. Nothing is skipped and nothing is kept between frames.
 */
public final class ReferenceNetwork {
    private final Graph graph;

    public ReferenceNetwork(Graph graph) {
        this.graph = graph;
    }

    /**
     * All tensors of one frame, by name, in their stored (channels-last) order.
     *
     * @param pixels channels-last, as long as the graph's input
     */
    public Map<String, double[]> run(float[] pixels) {
        if (pixels.length != graph.input().shape().size()) {
            throw new IllegalArgumentException(
                    pixels.length + " values for an input of " + graph.input().shape());
        }
        Map<String, double[]> tensors = new HashMap<>();
        tensors.put(graph.input().name(), toDoubles(pixels));
        for (Layer layer : graph.layers()) {
            List<double[]> inputs = layer.inputs().stream()
                    .map(input -> tensors.get(input.name()))
                    .toList();
            double[] output = compute(layer, inputs);
            if (output.length != layer.output().shape().size()) {
                throw new IllegalStateException(layer.name() + " produced " + output.length + " values for "
                        + layer.output().shape());
            }
            tensors.put(layer.output().name(), output);
        }
        return tensors;
    }

    /** One layer by itself. */
    public static double[] compute(Layer layer, List<double[]> inputs) {
        if (layer instanceof Layer.Convolution convolution) {
            return ReferenceConvolution.compute(convolution, inputs.get(0));
        }
        if (layer instanceof Layer.Pointwise pointwise) {
            return pointwise(pointwise, inputs.get(0));
        }
        if (layer instanceof Layer.MaxPool pool) {
            return ReferenceReductions.maxPool(pool, inputs.get(0));
        }
        if (layer instanceof Layer.AveragePool pool) {
            return ReferenceReductions.averagePool(pool, inputs.get(0));
        }
        if (layer instanceof Layer.Reduce reduce) {
            return ReferenceReductions.reduce(reduce, inputs.get(0));
        }
        if (layer instanceof Layer.Lrn lrn) {
            return ReferenceReductions.lrn(lrn, inputs.get(0));
        }
        if (layer instanceof Layer.Softmax softmax) {
            return ReferenceReductions.softmax(softmax, inputs.get(0));
        }
        if (layer instanceof Layer.Normalize normalize) {
            return ReferenceReductions.normalize(normalize, inputs.get(0));
        }
        if (layer instanceof Layer.Binary binary) {
            return binary(binary, inputs);
        }
        if (layer instanceof Layer.Concat concat) {
            return concat(concat, inputs);
        }
        if (layer instanceof Layer.View) {
            return inputs.get(0).clone();
        }
        if (layer instanceof Layer.Rearrange rearrange) {
            return IntStream.of(rearrange.source())
                    .mapToDouble(i -> i < 0 ? rearrange.fill() : inputs.get(0)[i])
                    .toArray();
        }
        if (layer instanceof Layer.Resample resample) {
            return ReferenceReductions.resample(resample, inputs.get(0));
        }
        throw new IllegalArgumentException("no definition of " + layer);
    }

    private static double[] pointwise(Layer.Pointwise layer, double[] input) {
        int channels = layer.input().shape().channels();
        double[] output = new double[input.length];
        for (int i = 0; i < input.length; i++) {
            output[i] = apply(layer.function(), input[i], i % channels);
        }
        return output;
    }

    private static double apply(Function function, double x, int channel) {
        if (function instanceof Function.Clamp f) {
            return Math.min(Math.max(x, f.low()), f.high());
        }
        if (function instanceof Function.LeakyRelu f) {
            return x < 0 ? f.slope() * x : x;
        }
        if (function instanceof Function.PRelu f) {
            return x < 0 ? f.slope()[channel] * x : x;
        }
        if (function instanceof Function.Affine f) {
            return f.scale()[channel] * x + f.shift()[channel];
        }
        if (function instanceof Function.HardSigmoid f) {
            return Math.min(Math.max(f.alpha() * x + f.beta(), 0), 1);
        }
        if (function instanceof Function.HardSwish f) {
            return x * Math.min(Math.max(f.alpha() * x + f.beta(), 0), 1);
        }
        if (function instanceof Function.Swish f) {
            return x / (1 + Math.exp(-f.alpha() * x));
        }
        if (function instanceof Function.Elu f) {
            return f.scale() * (x > 0 ? x : f.alpha() * (Math.exp(x / f.width()) - 1));
        }
        if (function instanceof Function.ThresholdedRelu f) {
            return x > f.threshold() ? x : 0;
        }
        if (function instanceof Function.Shrink f) {
            return Math.abs(x) > f.threshold() ? x - Math.signum(x) * f.bias() : 0;
        }
        if (function instanceof Function.Power f) {
            return Math.pow(x, f.exponent());
        }
        if (function instanceof Function.Quantize f) {
            // As ONNX Runtime: single precision decides which integer is nearest.
            float rounded = (float) Math.rint((float) x / f.scale()[channel]);
            return Math.min(Math.max(rounded + f.zero()[channel], f.low()), f.high());
        }
        if (function instanceof Unary unary) {
            return apply(unary, x);
        }
        if (function instanceof Function.Composed f) {
            double y = x;
            for (Function next : f.functions()) {
                y = apply(next, y, channel);
            }
            return y;
        }
        if (function instanceof Function.Combined f) {
            return combine(f.arithmetic(), apply(f.left(), x, channel), apply(f.right(), x, channel));
        }
        throw new IllegalArgumentException("no definition of " + function);
    }

    private static double apply(Unary function, double x) {
        return switch (function) {
            case ABS -> Math.abs(x);
            case SIGN -> Math.signum(x);
            case FLOOR -> Math.floor(x);
            case CEIL -> Math.ceil(x);
            case ROUND -> Math.rint(x);
            case TRUNCATE -> (long) x;
            case RECIPROCAL -> 1 / x;
            case SQRT -> Math.sqrt(x);
            case EXP -> Math.exp(x);
            case LOG -> Math.log(x);
            case SIN -> Math.sin(x);
            case COS -> Math.cos(x);
            case TANH -> Math.tanh(x);
            case ERF -> erf(x);
            case SIGMOID -> 1 / (1 + Math.exp(-x));
            case SOFTPLUS -> Math.log(1 + Math.exp(x));
            case SOFTSIGN -> x / (1 + Math.abs(x));
            case MISH -> x * Math.tanh(Math.log(1 + Math.exp(x)));
            case GELU -> x * 0.5 * (1 + erf(x / Math.sqrt(2)));
            case GELU_TANH -> x * 0.5 * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * Math.pow(x, 3))));
        };
    }

    /** The integral by Simpson's rule. */
    static double erf(double x) {
        int steps = 400;
        double end = Math.max(-6, Math.min(6, x));
        double sum = 0;
        for (int i = 0; i <= steps; i++) {
            double t = end * i / steps;
            int weight = i == 0 || i == steps ? 1 : i % 2 == 1 ? 4 : 2;
            sum += weight * Math.exp(-t * t);
        }
        return 2 / Math.sqrt(Math.PI) * sum * end / steps / 3;
    }

    private static double combine(Layer.Arithmetic arithmetic, double a, double b) {
        return switch (arithmetic) {
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE -> a / b;
            case MINIMUM -> Math.min(a, b);
            case MAXIMUM -> Math.max(a, b);
            case POWER -> Math.pow(a, b);
        };
    }

    private static double[] binary(Layer.Binary layer, List<double[]> inputs) {
        boolean leftMoves = layer.left() instanceof Tensor;
        double[] left = leftMoves ? inputs.get(0) : toDoubles(((Constant) layer.left()).values());
        double[] right = layer.right() instanceof Constant constant
                ? toDoubles(constant.values())
                : inputs.get(leftMoves ? 1 : 0);
        Shape shape = layer.output().shape();
        double[] output = new double[shape.size()];
        int i = 0;
        for (int y = 0; y < shape.height(); y++) {
            for (int x = 0; x < shape.width(); x++) {
                for (int c = 0; c < shape.channels(); c++) {
                    double a = left[broadcast(layer.left().shape(), y, x, c)];
                    double b = right[broadcast(layer.right().shape(), y, x, c)];
                    output[i++] = combine(layer.arithmetic(), a, b);
                }
            }
        }
        return output;
    }

    private static int broadcast(Shape shape, int y, int x, int c) {
        return place(shape, shape.height() == 1 ? 0 : y, shape.width() == 1 ? 0 : x, shape.channels() == 1 ? 0 : c);
    }

    private static double[] concat(Layer.Concat layer, List<double[]> inputs) {
        Shape whole = layer.output().shape();
        double[] output = new double[whole.size()];
        int offset = 0;
        for (int part = 0; part < inputs.size(); part++) {
            Shape shape = layer.inputs().get(part).shape();
            int i = 0;
            for (int y = 0; y < shape.height(); y++) {
                for (int x = 0; x < shape.width(); x++) {
                    for (int c = 0; c < shape.channels(); c++) {
                        int place =
                                switch (layer.axis()) {
                                    case HEIGHT -> place(whole, y + offset, x, c);
                                    case WIDTH -> place(whole, y, x + offset, c);
                                    case CHANNELS -> place(whole, y, x, c + offset);
                                };
                        output[place] = inputs.get(part)[i++];
                    }
                }
            }
            offset += switch (layer.axis()) {
                case HEIGHT -> shape.height();
                case WIDTH -> shape.width();
                case CHANNELS -> shape.channels();
            };
        }
        return output;
    }

    static int place(Shape shape, int y, int x, int c) {
        return (y * shape.width() + x) * shape.channels() + c;
    }

    static double[] toDoubles(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }
}

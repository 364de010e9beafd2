package dev.frogeye.dense;

import dev.frogeye.encoder.Shape;
import dev.frogeye.model.Axes;
import dev.frogeye.model.Constant;
import dev.frogeye.model.Function;
import dev.frogeye.model.Graph;
import dev.frogeye.model.Layer;
import dev.frogeye.model.Taps;
import dev.frogeye.model.Tensor;
import dev.frogeye.model.Window;
import dev.frogeye.model.onnx.OnnxBuilder;
import dev.frogeye.model.onnx.OnnxModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A small seeded network written twice, as a graph and as an ONNX file. The last layer added is its output. */
public final class Fixture {
    private final Random random;
    private final OnnxBuilder file = new OnnxBuilder("fixture", 19);
    private final List<Layer> layers = new ArrayList<>();
    private final Tensor input;
    private int count;

    public Fixture(int seed, int channels, int height, int width) {
        random = new Random(seed);
        input = new Tensor("image", List.of(1, channels, height, width));
        file.input("image", 0, channels, height, width);
    }

    public Tensor input() {
        return input;
    }

    public Graph graph() {
        Tensor last = layers.get(layers.size() - 1).output();
        return new Graph("fixture", "", input, layers, List.of(last), Map.of(), Map.of(), Map.of());
    }

    public OnnxModel model() {
        return file.output(layers.get(layers.size() - 1).output().name()).build();
    }

    /** Values around 0, a few of them equal. */
    public float[] frame() {
        return random(input.shape().size());
    }

    public Tensor convolution(Tensor from, int outputs, int groups, Window w) {
        int channels = from.shape().channels() / groups;
        float[] weights = random(w.taps() * channels * outputs);
        float[] bias = random(outputs);
        float[] transposed = new float[weights.length];
        for (int tap = 0; tap < w.taps(); tap++) {
            for (int c = 0; c < channels; c++) {
                for (int o = 0; o < outputs; o++) {
                    transposed[(o * channels + c) * w.taps() + tap] = weights[(tap * channels + c) * outputs + o];
                }
            }
        }
        Tensor to = windowed(from, outputs, w, false);
        file.weights(to.name() + "_w", transposed, outputs, channels, w.kernelHeight(), w.kernelWidth());
        file.weights(to.name() + "_b", bias, outputs);
        Map<String, Object> attributes = attributes(w);
        attributes.put("group", groups);
        file.node("Conv", List.of(from.name(), to.name() + "_w", to.name() + "_b"), to.name(), attributes);
        return add(new Layer.Convolution(to.name(), "Conv", from, to, w, groups, weights, bias));
    }

    Tensor maxPool(Tensor from, Window w, boolean ceil) {
        Tensor to = windowed(from, from.shape().channels(), w, ceil);
        Map<String, Object> attributes = attributes(w);
        attributes.put("ceil_mode", ceil ? 1 : 0);
        file.node("MaxPool", List.of(from.name()), to.name(), attributes);
        return add(new Layer.MaxPool(to.name(), "MaxPool", from, to, w));
    }

    Tensor averagePool(Tensor from, Window w, boolean ceil, boolean countPadding) {
        Tensor to = windowed(from, from.shape().channels(), w, ceil);
        Map<String, Object> attributes = attributes(w);
        attributes.put("ceil_mode", ceil ? 1 : 0);
        attributes.put("count_include_pad", countPadding ? 1 : 0);
        file.node("AveragePool", List.of(from.name()), to.name(), attributes);
        return add(new Layer.AveragePool(to.name(), "AveragePool", from, to, w, countPadding));
    }

    /** {@code operator} and its attributes must mean the same as the function. */
    Tensor pointwise(Tensor from, Function function, String operator, Map<String, ?> attributes) {
        Tensor to = named(from.dims());
        file.node(operator, List.of(from.name()), to.name(), attributes);
        return add(new Layer.Pointwise(to.name(), operator, from, to, function));
    }

    public Tensor clamp(Tensor from, float low, float high) {
        Tensor to = named(from.dims());
        file.weights(to.name() + "_low", new float[] {low}).weights(to.name() + "_high", new float[] {high});
        file.node("Clip", List.of(from.name(), to.name() + "_low", to.name() + "_high"), to.name());
        return add(new Layer.Pointwise(to.name(), "Clip", from, to, new Function.Clamp(low, high)));
    }

    Tensor prelu(Tensor from) {
        int channels = from.shape().channels();
        float[] slope = random(channels);
        Tensor to = named(from.dims());
        file.weights(to.name() + "_s", slope, channels, 1, 1);
        file.node("PRelu", List.of(from.name(), to.name() + "_s"), to.name());
        return add(new Layer.Pointwise(to.name(), "PRelu", from, to, new Function.PRelu(slope)));
    }

    Tensor batchNormalization(Tensor from) {
        int channels = from.shape().channels();
        float[] scale = random(channels);
        float[] shift = random(channels);
        float[] variance = new float[channels];
        Arrays.fill(variance, 1);
        Tensor to = named(from.dims());
        List<String> inputs = new ArrayList<>(List.of(from.name()));
        List<float[]> parameters = List.of(scale, shift, new float[channels], variance);
        for (int i = 0; i < parameters.size(); i++) {
            file.weights(to.name() + "_" + i, parameters.get(i), channels);
            inputs.add(to.name() + "_" + i);
        }
        file.node("BatchNormalization", inputs, to.name(), Map.of("epsilon", 0f));
        return add(new Layer.Pointwise(to.name(), "BatchNormalization", from, to, new Function.Affine(scale, shift)));
    }

    Tensor reduce(
            Tensor from, Layer.Reduction reduction, List<Integer> dims, Axes axes, boolean keep, long... onnxAxes) {
        Tensor to = named(dims);
        String operator =
                switch (reduction) {
                    case MEAN -> "ReduceMean";
                    case MAX -> "ReduceMax";
                    case SUM -> "ReduceSum";
                    case MIN -> "ReduceMin";
                    case PRODUCT -> "ReduceProd";
                    case L1 -> "ReduceL1";
                    case L2 -> "ReduceL2";
                    case SUM_OF_SQUARES -> "ReduceSumSquare";
                    case LOG_SUM -> "ReduceLogSum";
                    case LOG_SUM_EXP -> "ReduceLogSumExp";
                    default -> throw new IllegalArgumentException(reduction + " gives integers");
                };
        Map<String, Object> attributes = new HashMap<>();
        attributes.put("keepdims", keep ? 1 : 0);
        // Up to opset 17 the axes are an attribute; both have moved to an input at 18.
        file.integers(to.name() + "_axes", onnxAxes);
        file.node(operator, List.of(from.name(), to.name() + "_axes"), to.name(), attributes);
        return add(new Layer.Reduce(to.name(), operator, from, to, reduction, axes));
    }

    Tensor lrn(Tensor from, int size) {
        Tensor to = named(from.dims());
        Map<String, Object> attributes = Map.of("size", size, "alpha", 0.7f, "beta", 0.6f, "bias", 1.5f);
        file.node("LRN", List.of(from.name()), to.name(), attributes);
        return add(new Layer.Lrn(to.name(), "LRN", from, to, size, 0.7f, 0.6f, 1.5f));
    }

    Tensor softmax(Tensor from, Axes axes, boolean logarithm, int onnxAxis) {
        Tensor to = named(from.dims());
        String operator = logarithm ? "LogSoftmax" : "Softmax";
        file.node(operator, List.of(from.name()), to.name(), Map.of("axis", onnxAxis));
        return add(new Layer.Softmax(to.name(), operator, from, to, axes, logarithm));
    }

    /** The place of an extreme along an axis: integers in the file, floats in the graph. */
    Tensor arg(Tensor from, Layer.Reduction reduction, List<Integer> dims, Axes axes, int onnxAxis) {
        Tensor to = named(dims);
        boolean max = reduction == Layer.Reduction.ARG_MAX || reduction == Layer.Reduction.ARG_MAX_LAST;
        boolean last = reduction == Layer.Reduction.ARG_MAX_LAST || reduction == Layer.Reduction.ARG_MIN_LAST;
        String operator = max ? "ArgMax" : "ArgMin";
        Map<String, Integer> attributes = Map.of("axis", onnxAxis, "select_last_index", last ? 1 : 0);
        file.node(operator, List.of(from.name()), to.name(), attributes);
        return add(new Layer.Reduce(to.name(), operator, from, to, reduction, axes));
    }

    /** Normalisation by groups of channels, with a scale of 1 and no shift. */
    Tensor groupNormalization(Tensor from, int groups, float epsilon) {
        Tensor to = named(from.dims());
        float[] ones = new float[groups];
        Arrays.fill(ones, 1);
        file.weights(to.name() + "_s", ones, groups).weights(to.name() + "_b", new float[groups], groups);
        file.node(
                "GroupNormalization",
                List.of(from.name(), to.name() + "_s", to.name() + "_b"),
                to.name(),
                Map.of("num_groups", groups, "epsilon", epsilon));
        return add(new Layer.Normalize(
                to.name(), "GroupNormalization", from, to, Layer.Norm.STANDARD, Axes.ALL, groups, epsilon));
    }

    Tensor meanVariance(Tensor from, Axes axes, long... onnxAxes) {
        Tensor to = named(from.dims());
        file.node("MeanVarianceNormalization", List.of(from.name()), to.name(), Map.of("axes", onnxAxes));
        return add(new Layer.Normalize(
                to.name(), "MeanVarianceNormalization", from, to, Layer.Norm.STANDARD, axes, 1, 1e-18f));
    }

    /** To a sum of magnitudes or squares of 1. */
    Tensor lpNormalization(Tensor from, int p, Axes axes, int onnxAxis) {
        Tensor to = named(from.dims());
        file.node("LpNormalization", List.of(from.name()), to.name(), Map.of("p", p, "axis", onnxAxis));
        Layer.Norm norm = p == 1 ? Layer.Norm.L1 : Layer.Norm.L2;
        return add(new Layer.Normalize(to.name(), "LpNormalization", from, to, norm, axes, 1, 0));
    }

    Tensor binary(Layer.Arithmetic arithmetic, Tensor left, Tensor right) {
        List<Integer> dims = new ArrayList<>();
        for (int i = 0; i < left.dims().size(); i++) {
            dims.add(Math.max(left.dims().get(i), right.dims().get(i)));
        }
        Tensor to = named(dims);
        file.node(onnxName(arithmetic), List.of(left.name(), right.name()), to.name());
        return add(new Layer.Binary(to.name(), onnxName(arithmetic), arithmetic, left, right, to));
    }

    /** {@code constant - from} and the like; one constant a channel, none of them near 0. */
    Tensor binary(Layer.Arithmetic arithmetic, boolean constantLeft, Tensor from) {
        int channels = from.shape().channels();
        float[] values = random(channels);
        for (int i = 0; i < channels; i++) {
            values[i] += values[i] < 0 ? -1 : 1;
        }
        Tensor to = named(from.dims());
        String constant = to.name() + "_c";
        file.weights(constant, values, 1, channels, 1, 1);
        List<String> inputs = constantLeft ? List.of(constant, from.name()) : List.of(from.name(), constant);
        file.node(onnxName(arithmetic), inputs, to.name());
        Constant stored = new Constant(new Shape(1, 1, channels), values);
        return add(new Layer.Binary(
                to.name(),
                onnxName(arithmetic),
                arithmetic,
                constantLeft ? stored : from,
                constantLeft ? from : stored,
                to));
    }

    Tensor concat(List<Tensor> from, Layer.Axis axis, int onnxAxis) {
        List<Integer> dims = new ArrayList<>(from.get(0).dims());
        dims.set(onnxAxis, from.stream().mapToInt(t -> t.dims().get(onnxAxis)).sum());
        Tensor to = named(dims);
        file.node("Concat", from.stream().map(Tensor::name).toList(), to.name(), Map.of("axis", onnxAxis));
        return add(new Layer.Concat(to.name(), "Concat", from, to, axis));
    }

    /** Transpose to {@code N, H, W, C} and reshape: the stored order under other extents. */
    Tensor view(Tensor from, Integer... dims) {
        Tensor to = named(List.of(dims));
        long[] extents = to.dims().stream().mapToLong(Integer::longValue).toArray();
        file.node("Transpose", List.of(from.name()), to.name() + "_t", Map.of("perm", new long[] {0, 2, 3, 1}));
        file.integers(to.name() + "_dims", extents);
        file.node("Reshape", List.of(to.name() + "_t", to.name() + "_dims"), to.name());
        return add(new Layer.View(to.name(), "Reshape", from, to));
    }

    /** Flatten of an image: ONNX counts plane by plane, the graph pixel by pixel. */
    Tensor flatten(Tensor from) {
        Shape shape = from.shape();
        Tensor to = named(List.of(1, shape.size()));
        int[] source = new int[shape.size()];
        for (int c = 0; c < shape.channels(); c++) {
            for (int p = 0; p < shape.pixels(); p++) {
                source[c * shape.pixels() + p] = p * shape.channels() + c;
            }
        }
        file.node("Flatten", List.of(from.name()), to.name());
        return add(new Layer.Rearrange(to.name(), "Flatten", from, to, source, 0));
    }

    /** Every row from right to left, as no walk with strides above 0 visits it. */
    Tensor reversedColumns(Tensor from) {
        Shape shape = from.shape();
        Tensor to = named(from.dims());
        int[] source = new int[shape.size()];
        for (int i = 0; i < source.length; i++) {
            int x = i / shape.channels() % shape.width();
            source[i] = i + (shape.width() - 1 - 2 * x) * shape.channels();
        }
        file.integers(to.name() + "_from", -1).integers(to.name() + "_to", Integer.MIN_VALUE);
        file.integers(to.name() + "_axis", 3).integers(to.name() + "_step", -1);
        List<String> inputs =
                List.of(from.name(), to.name() + "_from", to.name() + "_to", to.name() + "_axis", to.name() + "_step");
        file.node("Slice", inputs, to.name());
        return add(new Layer.Rearrange(to.name(), "Slice", from, to, source, 0));
    }

    /** An image within a border of one value. */
    Tensor padded(Tensor from, int top, int left, int bottom, int right, float fill) {
        Shape in = from.shape();
        Tensor to = named(List.of(1, in.channels(), in.height() + top + bottom, in.width() + left + right));
        Shape out = to.shape();
        int[] source = new int[out.size()];
        for (int i = 0; i < source.length; i++) {
            int y = i / out.rowSize() - top;
            int x = i / out.channels() % out.width() - left;
            boolean inside = y >= 0 && y < in.height() && x >= 0 && x < in.width();
            source[i] = inside ? (y * in.width() + x) * in.channels() + i % in.channels() : -1;
        }
        file.integers(to.name() + "_pads", 0, 0, top, left, 0, 0, bottom, right)
                .weights(to.name() + "_fill", new float[] {fill});
        file.node("Pad", List.of(from.name(), to.name() + "_pads", to.name() + "_fill"), to.name());
        return add(new Layer.Rearrange(to.name(), "Pad", from, to, source, fill));
    }

    /** Twice as high and as wide, interpolated. */
    Tensor doubled(Tensor from) {
        Shape in = from.shape();
        Tensor to = named(List.of(1, in.channels(), 2 * in.height(), 2 * in.width()));
        file.weights(to.name() + "_scales", new float[] {1, 1, 2, 2}, 4);
        file.node("Resize", List.of(from.name(), "", to.name() + "_scales"), to.name(), Map.of("mode", "linear"));
        return add(new Layer.Resample(to.name(), "Resize", from, to, doubled(in.height()), doubled(in.width()), 0));
    }

    /** Three quarters of each pixel and one of its neighbour on the nearer side. */
    private static Taps doubled(int extent) {
        int[] start = new int[2 * extent + 1];
        int[] source = new int[4 * extent];
        float[] weight = new float[4 * extent];
        for (int i = 0; i < 2 * extent; i++) {
            int neighbour = i / 2 + (i % 2 == 0 ? -1 : 1);
            source[2 * i] = i / 2;
            source[2 * i + 1] = Math.max(0, Math.min(extent - 1, neighbour));
            weight[2 * i] = 0.75f;
            weight[2 * i + 1] = 0.25f;
            start[i + 1] = 2 * i + 2;
        }
        return new Taps(start, source, weight);
    }

    /** Two rows and three columns, of which one each is made of nothing; no operator of ONNX. */
    Tensor resampledWithGaps(Tensor from) {
        Tensor to = named(List.of(1, from.shape().channels(), 2, 3));
        Taps rows = new Taps(new int[] {0, 0, 3}, new int[] {4, 0, 4}, new float[] {0.5f, 2, -1});
        Taps columns = new Taps(new int[] {0, 1, 1, 3}, new int[] {2, 1, 3}, new float[] {1, 0.5f, 0.25f});
        return add(new Layer.Resample(to.name(), "Resize", from, to, rows, columns, -7));
    }

    /** Some neighbouring channels. */
    Tensor channels(Tensor from, int first, int end) {
        Shape shape = from.shape();
        Tensor to = named(List.of(1, end - first, shape.height(), shape.width()));
        int[] source = new int[to.shape().size()];
        for (int i = 0; i < source.length; i++) {
            source[i] = i / (end - first) * shape.channels() + first + i % (end - first);
        }
        file.integers(to.name() + "_from", first)
                .integers(to.name() + "_to", end)
                .integers(to.name() + "_axis", 1);
        file.node(
                "Slice", List.of(from.name(), to.name() + "_from", to.name() + "_to", to.name() + "_axis"), to.name());
        return add(new Layer.Rearrange(to.name(), "Slice", from, to, source, 0));
    }

    /** A fully connected layer on a vector {@code (1, n)}. */
    Tensor gemm(Tensor from, int outputs) {
        int inputs = from.shape().channels();
        float[] weights = random(inputs * outputs);
        float[] bias = random(outputs);
        Tensor to = named(List.of(1, outputs));
        file.weights(to.name() + "_w", weights, inputs, outputs).weights(to.name() + "_b", bias, outputs);
        file.node("Gemm", List.of(from.name(), to.name() + "_w", to.name() + "_b"), to.name());
        return add(new Layer.Convolution(to.name(), "Gemm", from, to, Window.of(1, 1, 1, 1), 1, weights, bias));
    }

    private Tensor add(Layer layer) {
        layers.add(layer);
        return layer.output();
    }

    private Tensor named(List<Integer> dims) {
        return new Tensor("t" + count++, dims);
    }

    private Tensor windowed(Tensor from, int channels, Window w, boolean ceil) {
        Shape shape = from.shape();
        int reachY = (w.kernelHeight() - 1) * w.dilationY() + 1;
        int reachX = (w.kernelWidth() - 1) * w.dilationX() + 1;
        int height = windows(shape.height(), w.padTop(), w.padBottom(), reachY, w.strideY(), ceil);
        int width = windows(shape.width(), w.padLeft(), w.padRight(), reachX, w.strideX(), ceil);
        return named(List.of(1, channels, height, width));
    }

    private static int windows(int size, int before, int after, int reach, int stride, boolean ceil) {
        int slack = size + before + after - reach;
        int windows = (slack + (ceil ? stride - 1 : 0)) / stride + 1;
        // A window that would start beyond the image does not count.
        return (windows - 1) * stride >= size + before ? windows - 1 : windows;
    }

    private static Map<String, Object> attributes(Window w) {
        Map<String, Object> attributes = new HashMap<>();
        attributes.put("kernel_shape", new long[] {w.kernelHeight(), w.kernelWidth()});
        attributes.put("strides", new long[] {w.strideY(), w.strideX()});
        attributes.put("dilations", new long[] {w.dilationY(), w.dilationX()});
        attributes.put("pads", new long[] {w.padTop(), w.padLeft(), w.padBottom(), w.padRight()});
        return attributes;
    }

    private static String onnxName(Layer.Arithmetic arithmetic) {
        return switch (arithmetic) {
            case ADD -> "Add";
            case SUBTRACT -> "Sub";
            case MULTIPLY -> "Mul";
            case DIVIDE -> "Div";
            case MINIMUM -> "Min";
            case MAXIMUM -> "Max";
            case POWER -> "Pow";
        };
    }

    private float[] random(int n) {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = (random.nextInt(2001) - 1000) / 500f;
        }
        return values;
    }
}

package dev.frogeye.dense;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Named.named;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.frogeye.engine.FeatureEngine;
import dev.frogeye.engine.FrameCost;
import dev.frogeye.model.Axes;
import dev.frogeye.model.Function;
import dev.frogeye.model.Graph;
import dev.frogeye.model.Layer;
import dev.frogeye.model.Layer.Arithmetic;
import dev.frogeye.model.Layer.Reduction;
import dev.frogeye.model.Tensor;
import dev.frogeye.model.Unary;
import dev.frogeye.model.Window;
import dev.frogeye.model.onnx.OnnxImporter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Both engines against plain loops, every layer of every network cut, on two frames. */
class DenseEnginesTest {
    private static final double TOLERANCE = 2e-6;

    static Stream<Arguments> networks() {
        return Stream.of(
                        convolution("3x3", 5, 4, 1, new Window(3, 3, 1, 1, 1, 1, 1, 1, 1, 1)),
                        convolution("1x1", 5, 4, 1, Window.of(1, 1, 1, 1)),
                        convolution("1x1 stride 2", 5, 4, 1, Window.of(1, 1, 2, 2)),
                        convolution("1x7", 4, 6, 1, new Window(1, 7, 1, 1, 1, 1, 0, 3, 0, 3)),
                        convolution("7x1", 4, 6, 1, new Window(7, 1, 1, 1, 1, 1, 3, 0, 3, 0)),
                        convolution("stride 2, odd", 3, 8, 1, Window.of(3, 3, 2, 2)),
                        convolution("stride 3x2, remainder", 3, 2, 1, Window.of(2, 3, 3, 2)),
                        convolution("asymmetric padding", 3, 4, 1, new Window(3, 4, 2, 1, 1, 1, 0, 2, 1, 1)),
                        convolution("dilated", 3, 4, 1, new Window(3, 3, 1, 1, 2, 3, 2, 3, 2, 3)),
                        convolution("dilated, strided", 3, 4, 1, new Window(3, 2, 2, 2, 2, 2, 1, 0, 0, 2)),
                        convolution("2 groups", 4, 6, 2, new Window(3, 3, 1, 2, 1, 1, 1, 1, 1, 1)),
                        convolution("3 groups, 1x1", 6, 3, 3, Window.of(1, 1, 1, 1)),
                        convolution("depthwise", 5, 5, 5, new Window(3, 3, 1, 1, 1, 1, 1, 1, 1, 1)),
                        convolution("depthwise, stride 2", 5, 5, 5, new Window(3, 3, 2, 2, 1, 1, 0, 0, 1, 1)),
                        convolution("depthwise, dilated", 4, 4, 4, new Window(3, 3, 1, 1, 2, 2, 2, 2, 2, 2)),
                        convolution("depthwise times 3", 4, 12, 4, new Window(3, 2, 2, 1, 1, 1, 1, 1, 0, 1)),
                        maxPool("2x2", Window.of(2, 2, 2, 2), false),
                        maxPool("padded", new Window(3, 3, 2, 2, 1, 1, 1, 1, 1, 1), false),
                        maxPool("asymmetric", new Window(3, 2, 1, 2, 1, 1, 0, 1, 2, 0), false),
                        maxPool("ceil", Window.of(3, 3, 2, 2), true),
                        maxPool("ceil, padded", new Window(3, 3, 3, 2, 1, 1, 1, 0, 1, 0), true),
                        maxPool("dilated", new Window(2, 3, 1, 1, 3, 2, 0, 2, 1, 2), false),
                        averagePool("2x2", Window.of(2, 2, 2, 2), false, false),
                        averagePool("padding left out", new Window(3, 3, 1, 1, 1, 1, 1, 1, 1, 1), false, false),
                        averagePool("padding counted", new Window(3, 3, 1, 1, 1, 1, 1, 1, 1, 1), false, true),
                        averagePool("asymmetric", new Window(3, 2, 2, 1, 1, 1, 0, 1, 1, 0), false, false),
                        averagePool("asymmetric, counted", new Window(3, 2, 2, 1, 1, 1, 0, 1, 1, 0), false, true),
                        averagePool("ceil", Window.of(3, 3, 2, 2), true, false),
                        averagePool("ceil, counted", new Window(3, 3, 3, 2, 1, 1, 1, 1, 1, 1), true, true),
                        averagePool("dilated", new Window(2, 3, 1, 1, 2, 2, 1, 0, 1, 2), false, false),
                        network("functions", f -> functions(f)),
                        network("reductions", f -> reductions(f)),
                        network("softmax", f -> softmax(f)),
                        network("places of extremes", f -> places(f)),
                        network("norms", f -> norms(f)),
                        network("lrn 5", f -> f.lrn(f.input(), 5)),
                        network("lrn wider than the image is deep", f -> f.lrn(f.input(), 17)),
                        network("arithmetic", f -> arithmetic(f)),
                        network("concat", f -> concat(f)),
                        network("padded", f -> f.padded(f.input(), 1, 0, 2, 3, 0.5f)),
                        network("interpolated", f -> f.doubled(f.input())),
                        network("views", f -> views(f)))
                .map(network -> arguments(network));
    }

    /** What ONNX Runtime refuses although ONNX defines it, or the importer may make of a file. */
    static Stream<Arguments> networksForNd4jAlone() {
        Window cropped = new Window(1, 1, 1, 1, 1, 1, 0, 0, -2, -3);
        return Stream.of(
                        convolution("cropped by negative padding", 3, 4, 1, cropped),
                        maxPool("cropped by negative padding", cropped, false),
                        network("interpolated with gaps", f -> f.resampledWithGaps(f.input())),
                        network("lrn 4", f -> f.lrn(f.input(), 4)))
                .map(network -> arguments(network));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void onnxRuntimeComputesEveryTensor(Fixture fixture) {
        Graph graph = fixture.graph();
        try (OnnxRuntimeEngine engine = OnnxRuntimeEngine.open(fixture.model(), graph, everything(graph), 1)) {
            computesEveryTensor(engine, graph, fixture);
        }
    }

    @ParameterizedTest
    @MethodSource({"networks", "networksForNd4jAlone"})
    void nd4jComputesEveryTensor(Fixture fixture) {
        Graph graph = fixture.graph();
        try (Nd4jEngine engine = Nd4jEngine.open(graph, everything(graph), 1)) {
            computesEveryTensor(engine, graph, fixture);
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void nd4jComputesWhatTheImporterReads(Fixture fixture) {
        Graph graph = OnnxImporter.read(fixture.model());
        Tensor output = graph.outputs().get(0);
        float[] pixels = fixture.frame();
        float[] actual = new float[output.shape().size()];
        try (Nd4jEngine engine = Nd4jEngine.open(graph, List.of(output), 1)) {
            engine.step(pixels, new FrameCost());
            engine.read(0, actual);
        }
        float[] expected = PlainNetwork.run(fixture.graph(), pixels)
                .get(fixture.graph().outputs().get(0).name());
        assertThat(Distance.relativeL2(actual, expected)).isLessThan(TOLERANCE);
    }

    private static void computesEveryTensor(FeatureEngine engine, Graph graph, Fixture fixture) {
        FrameCost cost = new FrameCost();
        for (int frame = 0; frame < 2; frame++) {
            float[] pixels = fixture.frame();
            Map<String, float[]> expected = PlainNetwork.run(graph, pixels);
            engine.step(pixels, cost);
            for (int index = 0; index < engine.requested().size(); index++) {
                Tensor tensor = engine.requested().get(index);
                float[] actual = new float[tensor.shape().size()];
                engine.read(index, actual);
                assertThat(Distance.relativeL2(actual, expected.get(tensor.name())))
                        .as("%s of %s in frame %d", tensor.name(), tensor.dimsText(), frame)
                        .isLessThan(TOLERANCE);
            }
        }
    }

    private static List<Tensor> everything(Graph graph) {
        List<Tensor> requested = new ArrayList<>();
        graph.layers().forEach(layer -> requested.add(layer.output()));
        requested.add(graph.input());
        requested.add(requested.get(0));
        return requested;
    }

    private static Named<Fixture> convolution(String name, int inputs, int outputs, int groups, Window window) {
        Fixture fixture = new Fixture(name.hashCode(), inputs, 11, 10);
        fixture.convolution(fixture.input(), outputs, groups, window);
        return named("convolution " + name, fixture);
    }

    private static Named<Fixture> maxPool(String name, Window window, boolean ceil) {
        return network("max pool " + name, fixture -> fixture.maxPool(fixture.input(), window, ceil));
    }

    private static Named<Fixture> averagePool(String name, Window window, boolean ceil, boolean countPadding) {
        return network(
                "average pool " + name, fixture -> fixture.averagePool(fixture.input(), window, ceil, countPadding));
    }

    private static Named<Fixture> network(String name, Consumer<Fixture> layers) {
        Fixture fixture = new Fixture(name.hashCode(), 6, 8, 9);
        layers.accept(fixture);
        return named(name, fixture);
    }

    private static void functions(Fixture f) {
        Tensor x = f.input();
        f.pointwise(x, Function.Clamp.RELU, "Relu", Map.of());
        f.clamp(x, 0, 6);
        f.clamp(x, -0.5f, 1.25f);
        f.pointwise(x, new Function.LeakyRelu(0.1f), "LeakyRelu", Map.of("alpha", 0.1f));
        f.prelu(x);
        f.batchNormalization(x);
        f.pointwise(x, new Function.HardSigmoid(0.3f, 0.4f), "HardSigmoid", Map.of("alpha", 0.3f, "beta", 0.4f));
        f.pointwise(x, new Function.HardSwish(), "HardSwish", Map.of());
        f.pointwise(x, new Function.Elu(1, 0.7f, 1), "Elu", Map.of("alpha", 0.7f));
        f.pointwise(x, new Function.Elu(1, 0.7f, 0.7f), "Celu", Map.of("alpha", 0.7f));
        f.pointwise(x, new Function.Elu(0.9f, 1.2f, 1), "Selu", Map.of("alpha", 1.2f, "gamma", 0.9f));
        f.pointwise(x, new Function.ThresholdedRelu(0.3f), "ThresholdedRelu", Map.of("alpha", 0.3f));
        f.pointwise(x, new Function.Shrink(0.6f, 0.2f), "Shrink", Map.of("lambd", 0.6f, "bias", 0.2f));
        Tensor exp = f.pointwise(x, Unary.EXP, "Exp", Map.of());
        f.pointwise(exp, Unary.LOG, "Log", Map.of());
        f.pointwise(exp, Unary.SQRT, "Sqrt", Map.of());
        f.pointwise(exp, Unary.RECIPROCAL, "Reciprocal", Map.of());
        List<Unary> ofAnySign = List.of(
                Unary.ABS,
                Unary.SIGN,
                Unary.FLOOR,
                Unary.CEIL,
                Unary.ROUND,
                Unary.SIN,
                Unary.COS,
                Unary.TANH,
                Unary.ERF,
                Unary.SIGMOID,
                Unary.SOFTPLUS,
                Unary.SOFTSIGN,
                Unary.MISH);
        for (Unary function : ofAnySign) {
            String name =
                    function.name().charAt(0) + function.name().substring(1).toLowerCase(Locale.ROOT);
            f.pointwise(x, function, name, Map.of());
        }
    }

    /** Functions that the operator set of the fixture does not have, or that take several nodes. */
    private static Graph others() {
        float[] scales = {0.1f, 0.2f, 0.3f, 0.25f, 0.15f, 0.05f};
        Function.Composed twice = new Function.Composed(List.of(Unary.TANH, Unary.MISH));
        List<Function> functions = List.of(
                Unary.GELU,
                Unary.GELU_TANH,
                Unary.TRUNCATE,
                new Function.Swish(1.7f),
                new Function.HardSwish(0.2f, 0.4f),
                new Function.Power(2),
                new Function.Quantize(scales, new float[] {1, 2, 3, 4, 5, 6}, -4, 5),
                twice,
                new Function.Composed(List.of()),
                new Function.Combined(Arithmetic.MULTIPLY, new Function.Composed(List.of()), Unary.SIN),
                new Function.Combined(Arithmetic.MAXIMUM, twice, Unary.COS));
        Tensor input = new Tensor("image", List.of(1, 6, 5, 4));
        List<Layer> layers = new ArrayList<>();
        for (Function function : functions) {
            Tensor output = new Tensor("f" + layers.size(), input.dims());
            layers.add(new Layer.Pointwise(output.name(), "Function", input, output, function));
        }
        return new Graph("functions", "", input, layers, List.of(layers.get(0).output()), Map.of(), Map.of(), Map.of());
    }

    @Test
    void nd4jComputesFunctionsThatAreNoOperators() {
        Graph graph = others();
        try (Nd4jEngine engine = Nd4jEngine.open(graph, everything(graph), 1)) {
            computesEveryTensor(engine, graph, new Fixture(3, 6, 5, 4));
        }
    }

    private static void reductions(Fixture f) {
        f.reduce(f.input(), Reduction.MEAN, List.of(1, 6, 1, 1), Axes.SPATIAL, true, 2, 3);
        f.reduce(f.input(), Reduction.MEAN, List.of(1, 6), Axes.SPATIAL, false, 2, 3);
        f.reduce(f.input(), Reduction.MAX, List.of(1, 6, 1, 1), Axes.SPATIAL, true, 2, 3);
        f.reduce(f.input(), Reduction.MAX, List.of(1, 1, 8, 9), Axes.CHANNELS, true, 1);
        f.reduce(f.input(), Reduction.MEAN, List.of(1, 8, 9), Axes.CHANNELS, false, 1);
        f.reduce(f.input(), Reduction.MEAN, List.of(1, 6, 8, 1), new Axes(false, true, false), true, 3);
        f.reduce(f.input(), Reduction.MEAN, List.of(1, 1, 1, 1), Axes.ALL, true, 1, 2, 3);
        Tensor positive = f.clamp(f.input(), 0.5f, 3);
        List<Reduction> others =
                List.of(Reduction.SUM, Reduction.MIN, Reduction.L1, Reduction.L2, Reduction.SUM_OF_SQUARES);
        for (Reduction reduction : others) {
            f.reduce(f.input(), reduction, List.of(1, 6, 1, 1), Axes.SPATIAL, true, 2, 3);
        }
        f.reduce(f.input(), Reduction.PRODUCT, List.of(1, 1, 8, 9), Axes.CHANNELS, true, 1);
        f.reduce(positive, Reduction.LOG_SUM, List.of(1, 1, 8, 9), Axes.CHANNELS, true, 1);
        f.reduce(f.input(), Reduction.LOG_SUM_EXP, List.of(1, 1, 8, 9), Axes.CHANNELS, true, 1);
    }

    /** Clamped, so that several values are the largest. */
    private static void places(Fixture f) {
        Tensor clamped = f.clamp(f.input(), -1, 1);
        List<Reduction> all =
                List.of(Reduction.ARG_MAX, Reduction.ARG_MAX_LAST, Reduction.ARG_MIN, Reduction.ARG_MIN_LAST);
        for (Reduction reduction : all) {
            f.arg(clamped, reduction, List.of(1, 1, 8, 9), Axes.CHANNELS, 1);
            f.arg(clamped, reduction, List.of(1, 6, 1, 9), new Axes(true, false, false), 2);
        }
    }

    private static void norms(Fixture f) {
        f.groupNormalization(f.input(), 3, 1e-3f);
        f.meanVariance(f.input(), Axes.SPATIAL, 2, 3);
        f.meanVariance(f.input(), Axes.CHANNELS, 1);
        f.meanVariance(f.input(), new Axes(false, true, true), 1, 3);
        f.lpNormalization(f.input(), 1, Axes.CHANNELS, 1);
        f.lpNormalization(f.input(), 2, new Axes(true, false, false), 2);
    }

    private static void softmax(Fixture f) {
        f.softmax(f.input(), Axes.CHANNELS, false, 1);
        f.softmax(f.input(), new Axes(false, true, false), false, 3);
        f.softmax(f.view(f.input(), 1, 72, 6), Axes.CHANNELS, false, 2);
        f.softmax(f.input(), Axes.CHANNELS, true, 1);
    }

    private static void arithmetic(Fixture f) {
        Tensor x = f.input();
        Tensor channels = f.clamp(f.reduce(x, Reduction.MAX, List.of(1, 6, 1, 1), Axes.SPATIAL, true, 2, 3), 0.5f, 3);
        Tensor places = f.clamp(f.reduce(x, Reduction.MAX, List.of(1, 1, 8, 9), Axes.CHANNELS, true, 1), 0.5f, 3);
        Tensor positive = f.pointwise(x, Unary.EXP, "Exp", Map.of());
        f.binary(Arithmetic.POWER, positive, places);
        f.binary(Arithmetic.POWER, channels, x);
        f.binary(Arithmetic.POWER, false, positive);
        for (Arithmetic arithmetic : Arithmetic.values()) {
            if (arithmetic == Arithmetic.POWER) {
                continue;
            }
            f.binary(arithmetic, x, channels);
            f.binary(arithmetic, x, places);
            f.binary(arithmetic, false, x);
            f.binary(arithmetic, true, arithmetic == Arithmetic.DIVIDE ? channels : x);
        }
        f.binary(Arithmetic.SUBTRACT, channels, places);
        f.binary(Arithmetic.MULTIPLY, x, x);
    }

    private static void concat(Fixture f) {
        Tensor x = f.input();
        Tensor deeper = f.convolution(x, 3, 1, Window.of(1, 1, 1, 1));
        Tensor smaller = f.maxPool(x, Window.of(2, 1, 1, 1), false);
        Tensor narrower = f.maxPool(x, Window.of(1, 2, 1, 1), false);
        f.concat(List.of(deeper, x, deeper), Layer.Axis.CHANNELS, 1);
        f.concat(List.of(x, smaller), Layer.Axis.HEIGHT, 2);
        f.concat(List.of(narrower, x), Layer.Axis.WIDTH, 3);
        f.concat(List.of(f.view(x, 1, 72, 6), f.view(smaller, 1, 63, 6)), Layer.Axis.HEIGHT, 1);
    }

    private static void views(Fixture f) {
        Tensor halved = f.maxPool(f.input(), Window.of(2, 2, 2, 2), false);
        f.view(halved, 1, 16, 6);
        f.channels(f.input(), 1, 5);
        f.reversedColumns(f.input());
        f.gemm(f.flatten(halved), 7);
    }
}

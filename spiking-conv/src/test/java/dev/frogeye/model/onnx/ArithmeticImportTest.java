package dev.frogeye.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frogeye.model.Graph;
import dev.frogeye.model.Layer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArithmeticImportTest {
    private static final List<String> OPERATORS = List.of("Add", "Sub", "Mul", "Div", "Min", "Max");

    private static OnnxBuilder image() {
        return new OnnxBuilder("arithmetic", 13).input("x", 1, 3, 4, 5).output("y");
    }

    private static long[] longs(String text) {
        return text.isBlank()
                ? new long[0]
                : Arrays.stream(text.trim().split(" "))
                        .mapToLong(Long::parseLong)
                        .toArray();
    }

    private static OnnxBuilder withConstant(OnnxBuilder builder, String dims) {
        long[] extents = longs(dims);
        return builder.weights(
                "k", Conformance.positive(3, (int) Arrays.stream(extents).reduce(1, (a, b) -> a * b)), extents);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "1", "1 1 1 1", "3 1 1", "1 3 1 1", "5", "4 1", "4 5", "3 4 5", "1 3 4 5", "1 1 4 1", "3 1 5",
                "1 1 1 5"
            })
    void constantsOfAnyShape(String dims) {
        for (String operator : OPERATORS) {
            Conformance.check(withConstant(image(), dims).node(operator, List.of("x", "k"), "y"));
            Conformance.check(
                    withConstant(image(), dims).node("Exp", List.of("x"), "e").node(operator, List.of("k", "e"), "y"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        // what the image is reshaped to, constant
        "1 1 3 20, 6 1 1",
        "1 60, 60",
        "1 60, 1",
        "3 20, 3 1",
        "3 20, 20",
        "3 20, 2 1 1",
        "60, 60",
        "60, 4 1",
        "1 4 15, 4 1",
        "1 4 15, 1 4 15",
        "1 1 15 4, 15 1",
        "1 2 3 2 5, 2 1 2 1",
        "1 2 3 2 5, 2 5",
        "1 2 3 2 5, 1 1 1 1 1",
        "60, 1 1 1 1",
    })
    void constantsAndTensorsOfAnyRank(String shape, String dims) {
        for (String operator : OPERATORS) {
            Conformance.check(withConstant(image(), dims)
                    .integers("shape", longs(shape))
                    .node("Reshape", List.of("x", "shape"), "m")
                    .node(operator, List.of("m", "k"), "y"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        // what one half of a tensor of 2 x 60 values is reshaped to, and what is averaged out of the other
        "1 3 4 5, 1 3 4 5, ",
        "1 3 4 5, 1 3 4 5, 2 3",
        "1 3 4 5, 1 3 4 5, 1",
        "1 3 4 5, 1 3 4 5, 1 2",
        "1 3 4 5, 3 4 5, 2",
        "1 3 4 5, 12 5, 0",
        "1 4 15, 1 4 15, 1",
        "1 4 15, 4 15, 1",
        "1 2 3 2 5, 1 2 3 2 5, 4",
        "1 2 3 2 5, 1 6 2 5, 1",
        "4 15, 1 4 1 15, 3",
        "60, 60, 0",
    })
    void tensorsThatBroadcast(String left, String right, String averaged) {
        for (String operator : OPERATORS) {
            OnnxBuilder builder = image().integers("left", longs(left))
                    .integers("right", longs(right))
                    .node("Reshape", List.of("x", "left"), "a")
                    .node("Exp", List.of("x"), "e")
                    .node("Reshape", List.of("e", "right"), "b");
            String operand = "b";
            if (averaged != null) {
                operand = "r";
                builder.node("ReduceMean", List.of("b"), "r", Map.of("axes", longs(averaged)));
            }
            Conformance.check(builder.node(operator, List.of("a", operand), "y"));
        }
    }

    @Test
    void bothSidesMayBroadcast() {
        Conformance.check(image().node("ReduceMean", List.of("x"), "rows", Map.of("axes", new long[] {2}))
                .node("ReduceMean", List.of("x"), "columns", Map.of("axes", new long[] {1, 3}))
                .node("Mul", List.of("rows", "columns"), "y"));
    }

    @Test
    void aTensorMayMeetItself() {
        Conformance.check(image().node("Mul", List.of("x", "x"), "y"));
    }

    @Test
    void squeezeAndExcite() {
        Conformance.check(image().node("GlobalAveragePool", List.of("x"), "pooled")
                .node("Sigmoid", List.of("pooled"), "gate")
                .node("Mul", List.of("x", "gate"), "y"));
    }

    @Test
    void sumsOfSeveral() {
        Conformance.check(image().node("Sum", List.of("x"), "y"));
        Conformance.check(image().node("Exp", List.of("x"), "e").node("Sum", List.of("x", "e"), "y"));
        Graph graph = Conformance.check(image().weights("k", Conformance.values(1, 3), 3, 1, 1)
                .node("Exp", List.of("x"), "e")
                .node("Tanh", List.of("x"), "t")
                .node("Sum", List.of("k", "x", "e", "t"), "y"));

        assertThat(graph.layers()).extracting(layer -> layer.output().name()).doesNotHaveDuplicates();
    }

    @Test
    void meansMinimaAndMaximaOfSeveral() {
        for (String operator : List.of("Mean", "Min", "Max")) {
            for (int opset : new int[] {8, 13}) {
                Conformance.check(new OnnxBuilder("several", opset)
                        .input("x", 1, 3, 4, 5)
                        .output("y")
                        .weights("k", Conformance.values(1, 3), 3, 1, 1)
                        .weights("half", new float[] {0.5f})
                        .node("Exp", List.of("x"), "e")
                        .node("Tanh", List.of("x"), "t")
                        .node(operator, List.of("k", "x", "half", "e", "t"), "y"));
            }
            Conformance.check(image().node(operator, List.of("x"), "y"));
        }
    }

    @Test
    void minimaAndMaximaWithAScalarAreClamps() {
        Graph graph = Conformance.check(image().weights("low", new float[] {-0.5f})
                .weights("high", new float[] {0.25f}, 1, 1, 1)
                .node("Max", List.of("low", "x"), "above")
                .node("Min", List.of("above", "high"), "y"));

        assertThat(graph.layers()).singleElement().isInstanceOf(Layer.Pointwise.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 12, 13, 15})
    void powers(int opset) {
        for (float exponent : new float[] {2, 3, 0.5f, -1.5f, 0, 1}) {
            Graph graph = Conformance.check(
                    power(opset).weights("n", new float[] {exponent}).node("Pow", List.of("e", "n"), "y"));
            assertThat(graph.layers()).allMatch(Layer.Pointwise.class::isInstance);
        }
        Conformance.check(power(opset).weights("n", new float[] {3}).node("Pow", List.of("x", "n"), "y"));
        Conformance.check(
                power(opset).weights("n", Conformance.values(1, 3), 3, 1, 1).node("Pow", List.of("e", "n"), "y"));
        Conformance.check(power(opset).weights("n", Conformance.values(1, 5), 5).node("Pow", List.of("e", "n"), "y"));
        Conformance.check(
                power(opset).weights("b", Conformance.positive(1, 3), 3, 1, 1).node("Pow", List.of("b", "x"), "y"));
        Conformance.check(power(opset).node("Pow", List.of("e", "x"), "y"));
    }

    @Test
    void integerExponents() {
        Conformance.check(power(13).integers("n", 2).node("Pow", List.of("x", "n"), "y"));
    }

    private static OnnxBuilder power(int opset) {
        return new OnnxBuilder("power", opset)
                .input("x", 1, 3, 4, 5)
                .output("y")
                .node("Exp", List.of("x"), "e");
    }

    /** Only then are they evaluated by the gate behind them, or folded into what is before them. */
    @Test
    void scalarsAndChannelsAreFunctionsOfOneTensor() {
        for (String shape : List.of("1 3 4 5", "60", "3 20", "1 4 15", "1 2 3 2 5")) {
            for (String dims : List.of("", "1")) {
                for (String operator : OPERATORS) {
                    for (List<String> operands : List.of(List.of("e", "k"), List.of("k", "e"))) {
                        Graph graph = Conformance.check(withConstant(image(), dims)
                                .integers("shape", longs(shape))
                                .node("Reshape", List.of("x", "shape"), "m")
                                .node("Exp", List.of("m"), "e")
                                .node(operator, operands, "y"));
                        assertThat(graph.layers()).noneMatch(Layer.Binary.class::isInstance);
                    }
                }
            }
        }
    }

    @Test
    void scalingsOfAConvolutionAreFolded() {
        Graph graph = Conformance.check(image().weights("w", Conformance.values(1, 6), 2, 3, 1, 1)
                .weights("k", Conformance.positive(2, 2), 1, 2, 1, 1)
                .weights("s", new float[] {0.3f})
                .node("Conv", List.of("x", "w"), "c")
                .node("Mul", List.of("k", "c"), "a")
                .node("Neg", List.of("a"), "b")
                .node("Sub", List.of("s", "b"), "d")
                .node("Div", List.of("d", "k"), "e")
                .node("Add", List.of("e", "s"), "y"));

        assertThat(graph.layers()).singleElement().isInstanceOf(Layer.Convolution.class);
    }

    @Test
    void constantsThatDivideByZeroStayADivision() {
        Graph graph = OnnxImporter.read(image().weights("k", new float[] {1, 0, 2}, 3, 1, 1)
                .node("Div", List.of("x", "k"), "y")
                .build());

        assertThat(graph.layers()).singleElement().isInstanceOf(Layer.Binary.class);
    }
}

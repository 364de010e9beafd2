package dev.frogeye.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.frogeye.model.Graph;
import dev.frogeye.model.Layer;
import dev.frogeye.model.UnsupportedModelException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaddingImportTest {
    private static OnnxBuilder image(int opset) {
        return new OnnxBuilder("pad", opset).input("x", 1, 3, 5, 4).output("y");
    }

    private static long[] longs(String text) {
        return Arrays.stream(text.trim().split(" ")).mapToLong(Long::parseLong).toArray();
    }

    @ParameterizedTest
    @CsvSource({
        "constant, 0 0 1 2 0 0 3 0",
        "constant, 0 1 0 0 0 2 0 0",
        "constant, 0 0 -1 2 0 0 2 -1",
        "constant, 0 -1 0 0 0 0 0 -2",
        "reflect, 0 0 2 3 0 0 4 1",
        "reflect, 0 2 0 0 0 1 0 0",
        "reflect, 0 0 -1 0 0 0 2 0",
        "edge, 0 0 3 1 0 0 2 5",
        "edge, 0 1 -2 0 0 0 2 1",
    })
    void asAttributesAndAsInputs(String mode, String pads) {
        DeltaConformance.check(
                image(10).node("Pad", List.of("x"), "y", Map.of("mode", mode, "pads", longs(pads), "value", 0.7f)));
        DeltaConformance.check(image(13)
                .integers("pads", longs(pads))
                .weights("value", new float[] {0.7f})
                .node("Pad", List.of("x", "pads", "value"), "y", Map.of("mode", mode)));
    }

    @Test
    void byAxesAndWrappedAround() {
        for (String mode : List.of("constant", "wrap", "reflect")) {
            DeltaConformance.check(image(19)
                    .integers("pads", 2, 1, 3, 0)
                    .integers("axes", -1, 2)
                    .node("Pad", List.of("x", "pads", "", "axes"), "y", Map.of("mode", mode)));
        }
    }

    @Test
    void padsThatPyTorchComputes() {
        DeltaConformance.check(image(13)
                .integers("torch", 1, 2, 3, 0)
                .integers("four", 4)
                .node(
                        "ConstantOfShape",
                        List.of("four"),
                        "rest",
                        Map.of("value", OnnxBuilder.tensor(new long[1], 1).build()))
                .node("Concat", List.of("torch", "rest"), "all", Map.of("axis", 0))
                .integers("pairs", -1, 2)
                .node("Reshape", List.of("all", "pairs"), "rows")
                .integers("zero", 0)
                .integers("last", -1)
                .integers("beyond", -9223372036854775807L)
                .node("Slice", List.of("rows", "last", "beyond", "zero", "last"), "turned")
                .node("Transpose", List.of("turned"), "columns", Map.of("perm", new long[] {1, 0}))
                .node("Reshape", List.of("columns", "last"), "flat")
                .node("Cast", List.of("flat"), "pads", Map.of("to", 7))
                .node("Pad", List.of("x", "pads"), "y", Map.of("mode", "constant")));
    }

    private static OnnxBuilder padded(long... pads) {
        return image(13).integers("pads", pads).node("Pad", List.of("x", "pads"), "p");
    }

    @Test
    void zerosBeforeAConvolutionAreItsPadding() {
        Graph graph = DeltaConformance.check(padded(0, 0, 1, 2, 0, 0, 2, 1)
                .weights("w", Conformance.values(1, 2 * 3 * 9), 2, 3, 3, 3)
                .node("Conv", List.of("p", "w"), "y", Map.of("strides", longs("2 2"), "pads", longs("0 1 0 0"))));

        assertThat(graph.layers()).singleElement().isInstanceOfSatisfying(Layer.Convolution.class, convolution -> {
            assertThat(convolution.window().padTop()).isEqualTo(1);
            assertThat(convolution.window().padLeft()).isEqualTo(3);
        });
    }

    @Test
    void channelsOfZerosBeforeAConvolutionAreNot() {
        Graph graph = DeltaConformance.check(padded(0, 1, 1, 1, 0, 0, 1, 1)
                .weights("w", Conformance.values(1, 2 * 4 * 9), 2, 4, 3, 3)
                .node("Conv", List.of("p", "w"), "y"));

        assertThat(graph.layers()).hasSize(2);
    }

    @Test
    void aPaddingThatIsAnOutputTooStays() {
        Graph graph = DeltaConformance.check(padded(0, 0, 1, 1, 0, 0, 1, 1)
                .output("p")
                .weights("w", Conformance.values(1, 2 * 3 * 9), 2, 3, 3, 3)
                .node("Conv", List.of("p", "w"), "y"));

        assertThat(graph.layers()).hasSize(2);
        assertThat(graph.layers()).anyMatch(Layer.Rearrange.class::isInstance);
    }

    @Test
    void kerasPadsPicturesOfAnyLayoutBeforeItsConvolutions() {
        Graph graph = DeltaConformance.check(new OnnxBuilder("keras", 13)
                .input("x", 1, 6, 5, 3)
                .integers("pads", 0, 1, 1, 0, 0, 1, 1, 0)
                .weights("w", Conformance.values(1, 2 * 3 * 9), 2, 3, 3, 3)
                .node("Pad", List.of("x", "pads"), "p")
                .node("Transpose", List.of("p"), "t", Map.of("perm", longs("0 3 1 2")))
                .node("Conv", List.of("t", "w"), "y", Map.of("strides", longs("2 2")))
                .output("y"));

        assertThat(graph.layers()).singleElement().isInstanceOf(Layer.Convolution.class);
    }

    @ParameterizedTest
    @CsvSource({"0, 0 0 0 0, 1", "1, 0 0 0 0, 1", "1, 1 1 1 1, 1", "0, 1 1 1 1, 2"})
    void zerosBeforeAMeanAreCounted(int counted, String pads, int layers) {
        for (int ceil = 0; ceil < 2; ceil++) {
            // Below operator set 19 ONNX Runtime counts what lies beyond the padding, too.
            Graph graph = DeltaConformance.check(image(19)
                    .integers("pads", 0, 0, 1, 1, 0, 0, 2, 1)
                    .node("Pad", List.of("x", "pads"), "p")
                    .node(
                            "AveragePool",
                            List.of("p"),
                            "y",
                            Map.of(
                                    "kernel_shape",
                                    longs("3 3"),
                                    "strides",
                                    longs("2 2"),
                                    "pads",
                                    longs(pads),
                                    "count_include_pad",
                                    counted,
                                    "ceil_mode",
                                    ceil)));
            assertThat(graph.layers().size()).isGreaterThanOrEqualTo(layers);
            if (ceil == 0) {
                assertThat(graph.layers()).hasSize(layers);
            }
        }
    }

    @Test
    void zerosBeforeAMaximumCountUnlessNothingIsBelowThem() {
        Map<String, Object> window = Map.of("kernel_shape", longs("3 3"), "strides", longs("2 2"));
        Graph signed =
                DeltaConformance.check(padded(0, 0, 1, 1, 0, 0, 1, 1).node("MaxPool", List.of("p"), "y", window));
        assertThat(signed.layers()).hasSize(2);

        Graph rectified = DeltaConformance.check(image(13)
                .integers("pads", 0, 0, 1, 1, 0, 0, 1, 1)
                .node("Relu", List.of("x"), "r")
                .node("Pad", List.of("r", "pads"), "p")
                .node("MaxPool", List.of("p"), "y", window));
        assertThat(rectified.layers())
                .extracting(layer -> layer.getClass().getSimpleName())
                .containsExactly("Pointwise", "MaxPool");

        Graph below = DeltaConformance.check(image(13)
                .integers("pads", 0, 0, 1, 1, 0, 0, 1, 1)
                .weights("value", new float[] {Float.NEGATIVE_INFINITY})
                .node("Pad", List.of("x", "pads", "value"), "p")
                .node("MaxPool", List.of("p"), "y", window));
        assertThat(below.layers()).singleElement().isInstanceOf(Layer.MaxPool.class);
    }

    @Test
    void aWindowOfPaddingOnlyKeepsItsZero() {
        Graph graph = DeltaConformance.check(image(13)
                .integers("pads", 0, 0, 2, 2, 0, 0, 2, 2)
                .node("Relu", List.of("x"), "r")
                .node("Pad", List.of("r", "pads"), "p")
                .node("MaxPool", List.of("p"), "y", Map.of("kernel_shape", longs("2 2"), "strides", longs("2 2"))));

        assertThat(graph.layers()).hasSize(3);
    }

    @Test
    void paddingsWithDifferentValuesStayApart() {
        DeltaConformance.check(image(13)
                .integers("pads", 0, 0, 1, 1, 0, 0, 1, 1)
                .weights("one", new float[] {1})
                .weights("two", new float[] {2})
                .node("Pad", List.of("x", "pads", "one"), "p")
                .node("Pad", List.of("p", "pads", "two"), "q")
                .node("Transpose", List.of("q"), "y", Map.of("perm", longs("0 1 3 2"))));
    }

    @Test
    void refusesWhatCannotBe() {
        for (String pads : List.of("0 0 1 0 0 1", "0 0 -3 0 0 0 -3 0", "0 0 9223372036854775807 0 0 0 1 0")) {
            assertThatThrownBy(() -> OnnxImporter.read(image(13)
                            .integers("pads", longs(pads))
                            .node("Pad", List.of("x", "pads"), "y")
                            .build()))
                    .isInstanceOf(UnsupportedModelException.class);
        }
        assertThatThrownBy(() -> OnnxImporter.read(image(13)
                        .integers("pads", longs("0 0 1 1 0 0 1 1"))
                        .node("Pad", List.of("x", "pads"), "y", Map.of("mode", "mirror"))
                        .build()))
                .hasMessageContaining("unknown mode 'mirror'");
    }
}

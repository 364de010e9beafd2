package dev.frogeye.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frogeye.model.Graph;
import dev.frogeye.model.Layer;
import dev.frogeye.model.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScalingImportTest {
    private static OnnxBuilder image(int opset, int channels) {
        return new OnnxBuilder("scaling", opset)
                .input("x", 1, 3, 6, 5)
                .weights("w", Conformance.values(1, 4 * 3 * 9), 4, 3, 3, 3)
                .weights("cb", Conformance.values(2, 4), 4)
                .weights("gamma", Conformance.values(3, channels), channels)
                .weights("beta", Conformance.values(4, channels), channels)
                .weights("mean", Conformance.values(5, channels), channels)
                .weights("variance", Conformance.positive(6, channels), channels);
    }

    private static List<String> normalised(String tensor) {
        return List.of(tensor, "gamma", "beta", "mean", "variance");
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 9, 13, 14, 15})
    void batchNormalisationBecomesPartOfTheConvolutionBeforeIt(int opset) {
        Graph graph = Conformance.check(image(opset, 4)
                .node("Conv", List.of("x", "w", "cb"), "c")
                .node("BatchNormalization", normalised("c"), "n", Map.of("epsilon", 0.01f))
                .node("Relu", List.of("n"), "y")
                .output("y"));

        assertThat(graph.layers()).hasSize(2);
        assertThat(graph.layers().get(0).output().name()).isEqualTo("n");
        assertThat(graph.layers().get(0).name()).isEqualTo("node_c");
    }

    @Test
    void batchNormalisationStaysWhereTheConvolutionHasAnotherReader() {
        Graph graph = Conformance.check(image(13, 4)
                .node("Conv", List.of("x", "w", "cb"), "c")
                .node("BatchNormalization", normalised("c"), "n")
                .node("Concat", List.of("n", "c"), "y", Map.of("axis", 1))
                .output("y"));

        assertThat(graph.layers()).hasSize(3);
    }

    @Test
    void batchNormalisationStaysWhereTheConvolutionIsAnOutput() {
        Graph graph = Conformance.check(image(13, 4)
                .node("Conv", List.of("x", "w"), "c")
                .node("BatchNormalization", normalised("c"), "n")
                .output("c")
                .output("n"));

        assertThat(graph.layers()).hasSize(2);
        assertThat(graph.outputs()).extracting(Tensor::name).containsExactly("c", "n");
    }

    @Test
    void batchNormalisationOfTheImage() {
        Graph graph = Conformance.check(
                image(13, 3).node("BatchNormalization", normalised("x"), "n").output("n"));

        assertThat(graph.layers()).singleElement().isInstanceOf(Layer.Pointwise.class);
    }

    @Test
    void batchNormalisationOfOtherRanks() {
        Conformance.check(image(13, 90)
                .node("Flatten", List.of("x"), "f")
                .node("BatchNormalization", normalised("f"), "n")
                .output("n"));
        Conformance.check(image(13, 3)
                .integers("shape", 1, 3, 30)
                .node("Reshape", List.of("x", "shape"), "f")
                .node("BatchNormalization", normalised("f"), "n")
                .output("n"));
    }

    @Test
    void aChainOfScalingsBecomesPartOfTheConvolution() {
        Graph graph = Conformance.check(image(13, 4)
                .weights("factor", Conformance.values(8, 4), 4, 1, 1)
                .weights("offset", Conformance.values(9, 4), 1, 4, 1, 1)
                .weights("two", new float[] {2})
                .node("Conv", List.of("x", "w", "cb"), "c")
                .node("Mul", List.of("factor", "c"), "m")
                .node("Add", List.of("m", "offset"), "a")
                .node("Div", List.of("a", "two"), "d")
                .node("Sub", List.of("two", "d"), "y")
                .output("y"));

        assertThat(graph.layers()).singleElement().isInstanceOf(Layer.Convolution.class);
    }

    @Test
    void aChainOfScalingsWithoutConvolutionIsOne() {
        Graph graph = Conformance.check(image(13, 3)
                .weights("offset", Conformance.values(9, 3), 3, 1, 1)
                .weights("two", new float[] {2})
                .node("Sub", List.of("x", "offset"), "s")
                .node("Div", List.of("s", "two"), "d")
                .node("Add", List.of("d", "offset"), "y")
                .output("y"));

        assertThat(graph.layers()).singleElement().isInstanceOf(Layer.Pointwise.class);
    }
}

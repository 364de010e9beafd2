package dev.frogeye.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.frogeye.model.Graph;
import dev.frogeye.model.Layer;
import dev.frogeye.model.UnsupportedModelException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransposedConvolutionImportTest {
    private static long[] longs(String text) {
        return Arrays.stream(text.trim().split(" ")).mapToLong(Long::parseLong).toArray();
    }

    private static OnnxBuilder net(int groups, int perGroup, int kernelHeight, int kernelWidth, Map<String, ?> given) {
        Map<String, Object> attributes = new HashMap<>(given);
        attributes.put("group", groups);
        int weights = 6 * perGroup * kernelHeight * kernelWidth;
        return new OnnxBuilder("up", 11)
                .input("x", 1, 6, 4, 5)
                .weights("w", Conformance.values(1, weights), 6, perGroup, kernelHeight, kernelWidth)
                .weights("b", Conformance.values(2, groups * perGroup), groups * perGroup)
                .node("ConvTranspose", List.of("x", "w", "b"), "y", attributes)
                .output("y");
    }

    @ParameterizedTest
    @CsvSource({
        // groups, output channels a group, kernel, strides, dilations, pads, output_padding
        "1, 4, 2 2, 2 2, 1 1, 0 0 0 0, 0 0",
        "1, 4, 3 3, 2 2, 1 1, 1 1 1 1, 1 1",
        "1, 3, 4 4, 2 2, 1 1, 1 1 1 1, 0 0",
        "1, 3, 3 3, 1 1, 1 1, 1 1 1 1, 0 0",
        "1, 3, 3 3, 1 1, 2 2, 1 0 2 1, 0 0",
        "1, 2, 3 2, 2 3, 1 1, 0 1 2 0, 1 2",
        "1, 2, 3 3, 2 2, 2 2, 1 2 0 1, 0 1",
        "1, 2, 2 3, 4 3, 1 1, 0 0 0 0, 0 0",
        "1, 2, 5 4, 2 3, 1 1, 3 4 2 1, 1 0",
        "2, 2, 3 3, 2 2, 1 1, 1 1 1 1, 1 1",
        "3, 1, 2 2, 2 2, 1 1, 0 0 0 0, 0 0",
        "6, 1, 4 4, 2 2, 1 1, 1 1 1 1, 0 0",
        "6, 2, 4 3, 1 2, 1 2, 3 1 0 2, 0 1",
        "1, 2, 1 1, 3 2, 1 1, 0 0 0 0, 2 1",
        "1, 2, 3 3, 1 1, 1 1, 2 2 2 2, 0 0",
        "1, 2, 7 7, 2 2, 1 1, 8 7 4 6, 0 0",
    })
    void equalsOnnxRuntime(
            int groups, int perGroup, String kernel, String strides, String dilations, String pads, String added) {
        long[] extents = longs(kernel);
        DeltaConformance.check(net(
                groups,
                perGroup,
                (int) extents[0],
                (int) extents[1],
                Map.of(
                        "strides",
                        longs(strides),
                        "dilations",
                        longs(dilations),
                        "pads",
                        longs(pads),
                        "output_padding",
                        longs(added))));
    }

    @ParameterizedTest
    @CsvSource({
        "SAME_UPPER, 3, ",
        "SAME_LOWER, 3, ",
        "SAME_UPPER, 4, ",
        "VALID, 3, ",
        "SAME_LOWER, 2, ",
        "NOTSET, 3, 9 10",
        "NOTSET, 4, 7 9",
        "SAME_UPPER, 4, 8 9",
        "SAME_LOWER, 3, 7 10",
    })
    void sizesThatTheModelAsksFor(String autoPad, int kernel, String shape) {
        Map<String, Object> attributes = new HashMap<>(Map.of("auto_pad", autoPad, "strides", longs("2 2")));
        if (shape != null) {
            attributes.put("output_shape", longs(shape));
        }
        DeltaConformance.check(net(1, 2, kernel, kernel, attributes));
    }

    @Test
    void defaultsAndNoBias() {
        DeltaConformance.check(new OnnxBuilder("up", 7)
                .input("x", 1, 2, 3, 5)
                .weights("w", Conformance.values(1, 2 * 3 * 9), 2, 3, 3, 3)
                .node("ConvTranspose", List.of("x", "w"), "y")
                .output("y"));
    }

    @Test
    void aStrideThatDividesTheKernelCostsWhatTheDefinitionDoes() {
        Graph graph = DeltaConformance.check(net(1, 4, 2, 2, Map.of("strides", longs("2 2"))));

        assertThat(graph.layers()).hasSize(2);
        assertThat(graph.macs()).isEqualTo(5 * 4 * 6 * 4 * 4);
    }

    @Test
    void batchNormalisationBehindItBecomesPartOfTheWeights() {
        OnnxBuilder net = new OnnxBuilder("up", 11)
                .input("x", 1, 6, 4, 5)
                .weights("w", Conformance.values(1, 6 * 2 * 9), 6, 2, 3, 3)
                .weights("scale", Conformance.values(2, 4), 4)
                .weights("shift", Conformance.values(3, 4), 4)
                .weights("mean", Conformance.values(4, 4), 4)
                .weights("variance", Conformance.positive(5, 4), 4)
                .node("ConvTranspose", List.of("x", "w"), "up", Map.of("strides", longs("2 2"), "group", 2))
                .node("BatchNormalization", List.of("up", "scale", "shift", "mean", "variance"), "norm")
                .node("Relu", List.of("norm"), "y")
                .output("y");

        assertThat(DeltaConformance.check(net).layers())
                .extracting(layer -> layer.getClass().getSimpleName())
                .containsExactly("Convolution", "Rearrange", "Pointwise");
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertThatThrownBy(() -> OnnxImporter.read(net(4, 2, 3, 3, Map.of()).build()))
                .isInstanceOf(UnsupportedModelException.class)
                .hasMessageContaining("do not fit 6 input channels");
        assertThatThrownBy(() -> OnnxImporter.read(
                        net(1, 2, 3, 3, Map.of("pads", longs("9 9 9 9"))).build()))
                .isInstanceOf(UnsupportedModelException.class)
                .hasMessageContaining("would make an extent of");
        assertThatThrownBy(() -> OnnxImporter.read(
                        net(1, 2, 3, 3, Map.of("strides", longs("4096 4096"))).build()))
                .isInstanceOf(UnsupportedModelException.class)
                .hasMessageContaining("too large");
    }

    @Test
    void theCostOfAZeroTapIsCountedAsTheJavadocSays() {
        Graph graph = OnnxImporter.read(
                net(1, 1, 3, 3, Map.of("strides", longs("2 2"))).build());

        Layer.Convolution convolution = (Layer.Convolution) graph.layers().get(0);
        assertThat(convolution.window().taps()).isEqualTo(4);
        assertThat(convolution.output().dims()).containsExactly(1, 4, 5, 6);
    }
}

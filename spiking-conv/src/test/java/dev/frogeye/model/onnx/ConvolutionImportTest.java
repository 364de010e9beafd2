package dev.frogeye.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frogeye.model.Graph;
import dev.frogeye.model.Layer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConvolutionImportTest {
    private static OnnxBuilder conv(
            int channels,
            int outputs,
            int groups,
            int kernelHeight,
            int kernelWidth,
            boolean bias,
            Map<String, ?> more) {
        Map<String, Object> attributes = new HashMap<>(more);
        attributes.put("group", groups);
        int perGroup = channels / groups;
        OnnxBuilder builder = new OnnxBuilder("conv", 13)
                .input("x", 1, channels, 11, 9)
                .weights(
                        "w",
                        Conformance.values(1, outputs * perGroup * kernelHeight * kernelWidth),
                        outputs,
                        perGroup,
                        kernelHeight,
                        kernelWidth)
                .weights("b", Conformance.values(2, outputs), outputs)
                .output("y");
        return builder.node("Conv", bias ? List.of("x", "w", "b") : List.of("x", "w"), "y", attributes);
    }

    @ParameterizedTest
    @CsvSource({
        // channels, outputs, groups, kernel
        "3, 5, 1, 1, 1",
        "3, 5, 1, 3, 3",
        "3, 5, 1, 1, 7",
        "3, 5, 1, 7, 1",
        "4, 6, 2, 3, 3",
        "4, 4, 4, 3, 3",
        "4, 8, 4, 3, 5",
        "1, 2, 1, 11, 9",
    })
    void kernelsAndGroups(int channels, int outputs, int groups, int kernelHeight, int kernelWidth) {
        for (boolean bias : new boolean[] {false, true}) {
            Conformance.check(conv(channels, outputs, groups, kernelHeight, kernelWidth, bias, Map.of()));
        }
    }

    @ParameterizedTest
    @CsvSource({
        // strides, dilations, pads
        "1, 1, 1, 1, 1, 1, 1, 1",
        "2, 2, 1, 1, 1, 1, 1, 1",
        "2, 1, 1, 1, 0, 0, 1, 1",
        "1, 3, 1, 1, 2, 1, 0, 3",
        "1, 1, 2, 3, 0, 0, 0, 0",
        "2, 3, 2, 2, 2, 1, 3, 0",
        "5, 5, 1, 1, 3, 3, 3, 3",
        "1, 1, 5, 4, 5, 4, 5, 4",
    })
    void stridesDilationsAndAsymmetricPadding(
            long strideY, long strideX, long dilationY, long dilationX, long top, long left, long bottom, long right) {
        Conformance.check(conv(
                3,
                4,
                1,
                3,
                3,
                true,
                Map.of(
                        "strides", new long[] {strideY, strideX},
                        "dilations", new long[] {dilationY, dilationX},
                        "pads", new long[] {top, left, bottom, right},
                        "kernel_shape", new long[] {3, 3})));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SAME_UPPER", "SAME_LOWER", "VALID", "NOTSET"})
    void automaticPadding(String autoPad) {
        for (long stride = 1; stride <= 4; stride++) {
            Conformance.check(
                    conv(2, 3, 1, 4, 3, true, Map.of("auto_pad", autoPad, "strides", new long[] {stride, 2})));
        }
    }

    @Test
    void automaticPaddingWithoutNeedForIt() {
        Conformance.check(conv(2, 3, 1, 1, 2, true, Map.of("auto_pad", "SAME_UPPER", "strides", new long[] {3, 2})));
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 11, 16, 21})
    void operatorSets(int opset) {
        Conformance.check(new OnnxBuilder("opsets", opset)
                .input("x", 0, 3, 6, 6)
                .weights("w", Conformance.values(1, 4 * 3 * 9), 4, 3, 3, 3)
                .node("Conv", List.of("x", "w"), "c")
                .node("Relu", List.of("c"), "y")
                .output("y"));
    }

    @Test
    void weightsAreStoredByTapInputAndOutput() {
        Graph graph = OnnxImporter.read(new OnnxBuilder("layout", 13)
                .input("x", 1, 2, 3, 3)
                .weights("w", new float[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}, 3, 2, 1, 2)
                .node("Conv", List.of("x", "w"), "y")
                .output("y")
                .build());

        Layer.Convolution convolution = (Layer.Convolution) graph.layers().get(0);
        assertThat(convolution.weights()).containsExactly(0, 4, 8, 2, 6, 10, 1, 5, 9, 3, 7, 11);
        assertThat(convolution.name()).isEqualTo("node_y");
        assertThat(convolution.output().dims()).containsExactly(1, 3, 3, 2);
    }

    @Test
    void weightsMayBeComputedFromConstants() {
        Conformance.check(new OnnxBuilder("scaled weights", 13)
                .input("x", 1, 2, 5, 5)
                .weights("quantised", Conformance.values(1, 3 * 2 * 9), 3, 2, 3, 3)
                .weights("step", Conformance.positive(2, 3), 3, 1, 1, 1)
                .node("Mul", List.of("quantised", "step"), "w")
                .node("Conv", List.of("x", "w"), "y")
                .output("y"));
    }
}

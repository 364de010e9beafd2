package dev.frogeye.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What operator sets after 21 define anew; in all of them the supported operators only take more types. */
class OpsetTest {
    private static OnnxBuilder network(int opset) {
        return new OnnxBuilder("opset.onnx", opset)
                .input("x", 1, 2, 6, 6)
                .weights("w", Conformance.values(1, 36), 2, 2, 3, 3)
                .weights("v", Conformance.positive(2, 2), 2)
                .integers("flat", 1, 2, 9)
                .integers("axis", 3)
                .integers("one", 1)
                // 22: Conv, pools, HardSigmoid, HardSwish, Dropout
                .node("Conv", List.of("x", "w"), "c", Map.of("pads", new long[] {1, 1, 1, 1}))
                .node("BatchNormalization", List.of("c", "v", "v", "v", "v"), "n")
                .node("HardSwish", List.of("n"), "hs")
                .node("HardSigmoid", List.of("hs"), "hg")
                .node("Dropout", List.of("hg"), "d")
                .node("MaxPool", List.of("d"), "m", Map.of("kernel_shape", new long[] {2, 2}))
                .node("AveragePool", List.of("m"), "a", Map.of("kernel_shape", new long[] {3, 3}))
                .node("GlobalMaxPool", List.of("d"), "gm")
                .node("GlobalAveragePool", List.of("d"), "ga")
                // 23 to 25: Cast, Constant, ConstantOfShape, Flatten, Identity, Reshape, Shape, Squeeze, Transpose,
                // Unsqueeze
                .node("Reshape", List.of("a", "flat"), "r")
                .node("Unsqueeze", List.of("r", "axis"), "u")
                .node("Squeeze", List.of("u", "axis"), "s")
                .node("Transpose", List.of("s"), "t", Map.of("perm", new long[] {0, 2, 1}))
                .node("Shape", List.of("t"), "shape")
                .node("Slice", List.of("shape", "one", "axis"), "two")
                .node("ConstantOfShape", List.of("two"), "zeros")
                .node("Constant", List.of(), "from", Map.of("value_int", 0))
                .node("Constant", List.of(), "to", Map.of("value_int", 2))
                .node("Constant", List.of(), "by", Map.of("value_int", 1))
                // 27: Range
                .node("Range", List.of("from", "to", "by"), "range")
                .node("Cast", List.of("range"), "numbers", Map.of("to", 1))
                .node("Add", List.of("t", "zeros"), "with")
                .node("Mul", List.of("with", "numbers"), "scaled")
                .node("Flatten", List.of("scaled"), "f")
                .node("Identity", List.of("f"), "y")
                .output("y")
                .output("gm")
                .output("ga");
    }

    @ParameterizedTest
    @ValueSource(ints = {21, 22, 23, 24, 25, 26})
    void operatorsMeanWhatOnnxRuntimeTakesThemFor(int opset) {
        Conformance.check(network(opset));
    }

    @Test
    void theNewestSetMeansWhatTheOneBeforeDoes() {
        assertThat(OnnxImporter.read(network(27).build()).layers().stream()
                        .map(layer -> layer.getClass().getSimpleName() + layer.output()))
                .containsExactlyElementsOf(OnnxImporter.read(network(26).build()).layers().stream()
                        .map(layer -> layer.getClass().getSimpleName() + layer.output())
                        .toList());
    }
}

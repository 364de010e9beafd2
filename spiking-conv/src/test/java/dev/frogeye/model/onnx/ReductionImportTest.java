package dev.frogeye.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frogeye.model.Graph;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReductionImportTest {
    private static OnnxBuilder image(int opset) {
        return new OnnxBuilder("reduction", opset).input("x", 1, 5, 4, 3).output("y");
    }

    /** The image as {@code 1 x 10 x 6}. */
    private static OnnxBuilder rows(int opset) {
        return image(opset).integers("shape", 1, 10, 6).node("Reshape", List.of("x", "shape"), "m");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GlobalAveragePool", "GlobalMaxPool"})
    void globalPools(String operator) {
        Graph graph = Conformance.check(image(13).node(operator, List.of("x"), "y"));
        assertThat(graph.outputs().get(0).dims()).containsExactly(1, 5, 1, 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2 3", "-1 -2", "1", "2", "3", "1 2 3", "0 1 2 3", "1 3", "0", "1 2"})
    void meansOfAnImage(String axes) {
        long[] numbers =
                Arrays.stream(axes.split(" ")).mapToLong(Long::parseLong).toArray();
        for (int keep = 0; keep <= 1; keep++) {
            Conformance.check(
                    image(13).node("ReduceMean", List.of("x"), "y", Map.of("axes", numbers, "keepdims", keep)));
            Conformance.check(image(18)
                    .integers("axes", numbers)
                    .node("ReduceMean", List.of("x", "axes"), "y", Map.of("keepdims", keep)));
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "1, 1", "2, 0", "-1, 1"})
    void meansOfRows(long axis, int keep) {
        Conformance.check(
                rows(13).node("ReduceMean", List.of("m"), "y", Map.of("axes", new long[] {axis}, "keepdims", keep)));
    }

    @Test
    void meansOverNoAxesAreMeansOverAllUnlessToldOtherwise() {
        Conformance.check(image(13).node("ReduceMean", List.of("x"), "y"));
        Conformance.check(image(18).node("ReduceMean", List.of("x"), "y", Map.of("keepdims", 0)));
        Conformance.check(image(18)
                .node("Relu", List.of("x"), "r")
                .integers("axes")
                .node("ReduceMean", List.of("r", "axes"), "y", Map.of("noop_with_empty_axes", 1)));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, -1, -3})
    void softmaxOfAnImageOverOneAxis(long axis) {
        Conformance.check(image(13).node("Softmax", List.of("x"), "y", Map.of("axis", axis)));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, -1})
    void softmaxOfAnImageFlattenedFromAnAxis(long axis) {
        Conformance.check(image(11).node("Softmax", List.of("x"), "y", Map.of("axis", axis)));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, -1})
    void softmaxOfRows(long axis) {
        Conformance.check(rows(13).node("Softmax", List.of("m"), "y", Map.of("axis", axis)));
        Conformance.check(rows(9).node("Softmax", List.of("m"), "y", Map.of("axis", axis)));
    }

    @Test
    void softmaxWithoutAxis() {
        Conformance.check(rows(13).node("Softmax", List.of("m"), "y"));
        Conformance.check(rows(12).node("Softmax", List.of("m"), "y"));
    }

    @ParameterizedTest
    @CsvSource({"1, 0.5, 0.75, 1", "3, 0.1, 0.5, 2", "5, 0.0001, 0.75, 1", "7, 1, 0.9, 0.5"})
    void localResponseNormalisation(int size, float alpha, float beta, float bias) {
        Conformance.check(image(13)
                .node("LRN", List.of("x"), "y", Map.of("size", size, "alpha", alpha, "beta", beta, "bias", bias)));
    }
}

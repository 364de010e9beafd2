package dev.frogeye.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frogeye.model.Graph;
import dev.frogeye.model.Layer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FullyConnectedImportTest {
    /** An image of 12 values as a matrix of this many rows. */
    private static OnnxBuilder matrix(int rows) {
        return new OnnxBuilder("matrix", 13)
                .input("x", 1, 3, 2, 2)
                .integers("shape", rows, 12 / rows)
                .node("Reshape", List.of("x", "shape"), "m")
                .output("y");
    }

    @ParameterizedTest
    @CsvSource({
        // rows, transB, alpha, beta
        "1, 0, 1, 1",
        "1, 1, 1, 1",
        "1, 1, 0.5, 3",
        "1, 0, 2, 0",
        "3, 0, 1, 1",
        "4, 1, -1, 0.25",
    })
    void gemmWithAnyBias(int rows, int transB, float alpha, float beta) {
        int inputs = 12 / rows;
        long[] weightDims = transB == 1 ? new long[] {5, inputs} : new long[] {inputs, 5};
        long[][] biases = {{}, {1}, {5}, {1, 5}, {1, 1}, {rows, 1}, {rows, 5}};
        for (long[] dims : biases) {
            int count = 1;
            for (long dim : dims) {
                count *= (int) dim;
            }
            Conformance.check(matrix(rows)
                    .weights("w", Conformance.values(1, inputs * 5), weightDims)
                    .weights("b", Conformance.values(2, count), dims)
                    .node("Gemm", List.of("m", "w", "b"), "y", Map.of("transB", transB, "alpha", alpha, "beta", beta)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 12})
    void gemmWithTransposedInput(int rows) {
        Conformance.check(matrix(rows)
                .weights("w", Conformance.values(1, rows * 5), rows, 5)
                .node("Gemm", List.of("m", "w"), "y", Map.of("transA", 1)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void matMulOfMatrices(int rows) {
        Conformance.check(matrix(rows)
                .weights("w", Conformance.values(1, 12 / rows * 7), 12 / rows, 7)
                .node("MatMul", List.of("m", "w"), "y"));
    }

    @Test
    void matMulOfEachRowInRankThree() {
        Conformance.check(new OnnxBuilder("tokens", 13)
                .input("x", 1, 3, 2, 4)
                .integers("shape", 1, 3, 8)
                .weights("w", Conformance.values(1, 8 * 5), 8, 5)
                .weights("b", Conformance.values(2, 5), 5)
                .node("Reshape", List.of("x", "shape"), "tokens")
                .node("MatMul", List.of("tokens", "w"), "product")
                .node("Add", List.of("product", "b"), "y")
                .output("y"));
    }

    @Test
    void aClassifierOnFlattenedPooledFeaturesIsOneConvolutionOfOnePixel() {
        Graph graph = Conformance.check(new OnnxBuilder("classifier", 13)
                .input("x", 1, 3, 4, 4)
                .weights("w", Conformance.values(1, 15), 5, 3)
                .weights("b", Conformance.values(2, 5), 5)
                .node("GlobalAveragePool", List.of("x"), "pooled")
                .node("Flatten", List.of("pooled"), "flat")
                .node("Gemm", List.of("flat", "w", "b"), "y", Map.of("transB", 1))
                .output("y"));

        assertThat(graph.layers()).hasSize(3);
        assertThat(graph.layers().get(1)).isInstanceOf(Layer.View.class);
        assertThat(graph.macs()).isEqualTo(15);
        assertThat(graph.parameters()).isEqualTo(20);
    }

    @Test
    void aBiasAddedAfterMatMulIsMerged() {
        Graph graph = Conformance.check(matrix(1)
                .weights("w", Conformance.values(1, 12 * 7), 12, 7)
                .weights("b", Conformance.values(2, 7), 7)
                .node("MatMul", List.of("m", "w"), "product")
                .node("Add", List.of("b", "product"), "y"));

        assertThat(graph.layers()).hasSize(2);
    }
}

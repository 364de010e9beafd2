package dev.frogeye.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.frogeye.encoder.Shape;
import dev.frogeye.model.Graph;
import dev.frogeye.model.Layer;
import dev.frogeye.model.Layout;
import dev.frogeye.model.UnsupportedModelException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Axes in the order of Keras, in the order of PyTorch, and from one to the other. */
class LayoutImportTest {
    private static final Map<String, ?> TO_LAST = Map.of("perm", new long[] {0, 2, 3, 1});
    private static final Map<String, ?> TO_FIRST = Map.of("perm", new long[] {0, 3, 1, 2});

    private static OnnxBuilder channelsLast() {
        return new OnnxBuilder("keras.onnx", 13)
                .input("image", 1, 9, 7, 3)
                .weights("w", Conformance.values(1, 8 * 3 * 9), 8, 3, 3, 3)
                .weights("perChannel", Conformance.positive(2, 8), 8)
                .weights("matrix", Conformance.values(3, 8 * 5), 8, 5)
                .weights("perRow", Conformance.positive(4, 7), 7, 1, 1);
    }

    private static OnnxBuilder convolved() {
        return channelsLast()
                .node("Transpose", List.of("image"), "x", TO_FIRST)
                .node("Conv", List.of("x", "w"), "c")
                .node("Transpose", List.of("c"), "t", TO_LAST);
    }

    private static void assertNothingMoves(Graph graph) {
        assertThat(graph.layers()).noneMatch(Layer.Rearrange.class::isInstance);
    }

    @Test
    void aPictureAsKerasWritesItIsStoredAsItIs() {
        Graph graph = Conformance.check(convolved().output("t"));

        assertThat(graph.input().layout()).isEqualTo(Layout.ROW_MAJOR);
        assertThat(graph.input().shape()).isEqualTo(new Shape(9, 7, 3));
        assertThat(graph.outputs().get(0).dims()).containsExactly(1, 7, 5, 8);
        assertThat(graph.outputs().get(0).shape()).isEqualTo(new Shape(7, 5, 8));
        assertNothingMoves(graph);
    }

    @Test
    void whatWorksOnChannelsLastMovesNothing() {
        Graph graph = Conformance.check(convolved()
                .node("Mul", List.of("t", "perChannel"), "scaled")
                .node("Relu", List.of("scaled"), "relu")
                .node("MatMul", List.of("relu", "matrix"), "m")
                .node("Sigmoid", List.of("m"), "s")
                .node("Add", List.of("m", "s"), "sum")
                .node("Concat", List.of("sum", "m"), "joined", Map.of("axis", 3))
                .node("Softmax", List.of("joined"), "soft", Map.of("axis", -1))
                .node("Transpose", List.of("soft"), "back", TO_FIRST)
                .node("GlobalMaxPool", List.of("back"), "y")
                .output("y")
                .output("sum"));

        assertNothingMoves(graph);
        assertThat(graph.layers().stream().filter(Layer.Convolution.class::isInstance))
                .hasSize(2);
    }

    @Test
    void constantsBroadcastAlongTheAxesAsTheyAreWritten() {
        Graph graph = Conformance.check(
                convolved().node("Mul", List.of("t", "perRow"), "y").output("y"));

        assertThat(graph.layers()).last().isInstanceOf(Layer.Binary.class);
    }

    @Test
    void operandsInBothLayouts() {
        Conformance.check(convolved()
                .weights("swap", Conformance.values(5, 7 * 5 * 8), 1, 7, 5, 8)
                .node("Mul", List.of("t", "swap"), "first")
                .integers("shape", 1, 7, 5, 8)
                .integers("flat", 1, -1)
                .node("Reshape", List.of("c", "flat"), "f")
                .node("Reshape", List.of("f", "shape"), "second")
                .node("Sub", List.of("second", "first"), "a")
                .node("Concat", List.of("first", "second"), "b", Map.of("axis", 2))
                .output("a")
                .output("b"));
    }

    @ParameterizedTest
    @CsvSource({"1 2, 0", "1 2, 1", "3, 1", "3, 0", "1 2 3, 0", "2, 1", "2, 0"})
    void meansOverAxesOfChannelsLast(String axes, int keep) {
        long[] named =
                List.of(axes.split(" ")).stream().mapToLong(Long::parseLong).toArray();
        Conformance.check(convolved()
                .node("ReduceMean", List.of("t"), "y", Map.of("axes", named, "keepdims", keep))
                .output("y"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, -1})
    void softmaxAlongAnAxisOfChannelsLast(int axis) {
        Conformance.check(convolved()
                .node("Softmax", List.of("t"), "y", Map.of("axis", axis))
                .output("y"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1 35 8", "1 -1", "1 5 7 8", "7 5 8"})
    void reshapesOfChannelsLastKeepThePlaces(String shape) {
        long[] dims =
                List.of(shape.split(" ")).stream().mapToLong(Long::parseLong).toArray();
        assertNothingMoves(Conformance.check(convolved()
                .integers("shape", dims)
                .node("Reshape", List.of("t", "shape"), "y")
                .output("y")));
    }

    @Test
    void windowsReadPicturesAsTheyAreWritten() {
        // A pool over what a transpose made: rows and columns are not those that are stored.
        Graph graph = Conformance.check(convolved()
                .node("MaxPool", List.of("t"), "y", Map.of("kernel_shape", new long[] {2, 3}))
                .output("y"));

        assertThat(graph.layers()).anyMatch(Layer.Rearrange.class::isInstance);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 1 2 3", "0 2 1 3", "0 1 3 2", "0 3 2 1", "0 2 3 1", "0 3 1 2"})
    void anyTransposeOfChannelsLast(String perm) {
        long[] order =
                List.of(perm.split(" ")).stream().mapToLong(Long::parseLong).toArray();
        Conformance.check(convolved()
                .node("Transpose", List.of("t"), "y", Map.of("perm", order))
                .output("y"));
    }

    @Test
    void slicesOfChannelsLast() {
        Conformance.check(convolved()
                .integers("starts", 1, 0)
                .integers("ends", 6, 5)
                .integers("axes", 1, 3)
                .integers("steps", 2, 3)
                .node("Slice", List.of("t", "starts", "ends", "axes", "steps"), "y")
                .output("y"));
    }

    @ParameterizedTest
    @CsvSource({"'1 3 0 0', '1 3 12 10'", "'0 3 0 0', '1 3 5 6'", "'1 0 0 3', '1 12 10 3'", "'0 0 0 0', '1 3 8 9'"})
    void openExtentsAreChosen(String declared, String chosen) {
        long[] open =
                List.of(declared.split(" ")).stream().mapToLong(Long::parseLong).toArray();
        List<Integer> dims =
                List.of(chosen.split(" ")).stream().map(Integer::valueOf).toList();
        OnnxModel model = new OnnxBuilder("open.onnx", 13)
                .input("x", open)
                .node("Relu", List.of("x"), "y")
                .output("y")
                .build();

        assertThat(OnnxImporter.read(model, dims).input().dims()).isEqualTo(dims);
    }

    @Test
    void aShapeThatContradictsTheFile() {
        OnnxModel model = new OnnxBuilder("fixed.onnx", 13)
                .input("x", 1, 3, 8, 0)
                .node("Relu", List.of("x"), "y")
                .output("y")
                .build();

        refused(model, List.of(1, 3, 9, 9)).withMessageContaining("contradicts");
        refused(model, List.of(1, 3, 8)).withMessageContaining("rank 3");
        refused(model, List.of(1, 3, 8, 0)).withMessageContaining("extent of 0");
        refused(model, List.of(1, 3, 8, Integer.MAX_VALUE)).withMessageContaining("extent of 2147483647");
    }

    private static org.assertj.core.api.ThrowableAssertAlternative<UnsupportedModelException> refused(
            OnnxModel model, List<Integer> shape) {
        return assertThatExceptionOfType(UnsupportedModelException.class)
                .isThrownBy(() -> OnnxImporter.read(model, shape));
    }
}

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

class MoveImportTest {
    private static OnnxBuilder image(int opset) {
        return new OnnxBuilder("move", opset).input("x", 1, 3, 4, 5).output("y");
    }

    private static long[] longs(String text) {
        return Arrays.stream(text.trim().split(" ")).mapToLong(Long::parseLong).toArray();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, -1, -3})
    void flattenFromAnyAxis(int axis) {
        Conformance.check(image(13).node("Flatten", List.of("x"), "y", Map.of("axis", axis)));
    }

    @Test
    void flattenedPixelsKeepTheirOrderAndFlattenedImagesDoNot() {
        Graph pooled = Conformance.check(
                image(13).node("GlobalMaxPool", List.of("x"), "p").node("Flatten", List.of("p"), "y"));
        assertThat(pooled.layers().get(1)).isInstanceOf(Layer.View.class);

        Graph image = Conformance.check(image(13).node("Flatten", List.of("x"), "y"));
        assertThat(((Layer.Rearrange) image.layers().get(0)).source()).startsWith(0, 3, 6, 9, 12, 15);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1 60", "1 -1", "0 -1", "0 0 20", "1 5 3 4", "1 3 0 -1", "-1", "60", "1 1 60", "3 2 2 -1 1"})
    void reshape(String shape) {
        Conformance.check(image(7).integers("s", longs(shape)).node("Reshape", List.of("x", "s"), "y"));
        Conformance.check(image(14).integers("s", longs(shape)).node("Reshape", List.of("x", "s"), "y"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 1 2 3", "0 2 3 1", "0 3 1 2", "0 3 2 1", "0 1 3 2", "0 2 1 3"})
    void transposedImages(String perm) {
        Conformance.check(image(13).node("Transpose", List.of("x"), "y", Map.of("perm", longs(perm))));
    }

    @Test
    void transposedMatricesAndOtherRanks() {
        Conformance.check(image(13)
                .integers("s", 12, 5)
                .node("Reshape", List.of("x", "s"), "m")
                .node("Transpose", List.of("m"), "y"));
        Conformance.check(image(13)
                .integers("s", 1, 2, 6, 5)
                .node("Squeeze", List.of("x"), "three")
                .node("Transpose", List.of("three"), "y", Map.of("perm", new long[] {2, 0, 1})));
        Conformance.check(image(13)
                .integers("s", 1, 3, 2, 2, 5)
                .node("Reshape", List.of("x", "s"), "five")
                .node("Transpose", List.of("five"), "y", Map.of("perm", new long[] {0, 2, 1, 4, 3})));
    }

    @Test
    void channelShuffle() {
        Graph graph = Conformance.check(new OnnxBuilder("shuffle", 13)
                .input("x", 1, 6, 2, 3)
                .integers("split", 1, 2, 3, 2, 3)
                .integers("joined", 1, 6, 2, 3)
                .node("Reshape", List.of("x", "split"), "s")
                .node("Transpose", List.of("s"), "t", Map.of("perm", new long[] {0, 2, 1, 3, 4}))
                .node("Reshape", List.of("t", "joined"), "y")
                .output("y"));

        assertThat(graph.layers()).singleElement().isInstanceOfSatisfying(Layer.Rearrange.class, shuffle -> assertThat(
                        shuffle.source())
                .startsWith(0, 3, 1, 4, 2, 5, 6, 9));
    }

    @Test
    void aTransposeToChannelsLastAndARelatedReshapeAreTheStoredOrder() {
        Graph graph = Conformance.check(image(13)
                .integers("s", 1, -1, 3)
                .node("Transpose", List.of("x"), "t", Map.of("perm", new long[] {0, 2, 3, 1}))
                .node("Reshape", List.of("t", "s"), "y"));

        assertThat(graph.layers()).singleElement().isInstanceOf(Layer.View.class);
        assertThat(graph.outputs().get(0).dims()).containsExactly(1, 20, 3);
    }

    @Test
    void movesThatUndoEachOtherAreAView() {
        Graph graph = Conformance.check(image(13)
                .node("Transpose", List.of("x"), "t", Map.of("perm", new long[] {0, 3, 1, 2}))
                .node("Transpose", List.of("t"), "u", Map.of("perm", new long[] {0, 2, 3, 1}))
                .node("GlobalMaxPool", List.of("u"), "y"));

        assertThat(graph.layers()).first().isInstanceOf(Layer.View.class);
        assertThat(graph.layers()).hasSize(2);
    }

    @Test
    void squeezeAndUnsqueezeByAttribute() {
        Conformance.check(image(11)
                .node("Squeeze", List.of("x"), "s", Map.of("axes", new long[] {0}))
                .node("Unsqueeze", List.of("s"), "y", Map.of("axes", new long[] {0, -1})));
    }

    @Test
    void squeezeAndUnsqueezeByInput() {
        Conformance.check(image(13)
                .integers("first", 0)
                .integers("around", 4, 0)
                .node("Squeeze", List.of("x", "first"), "s")
                .node("Unsqueeze", List.of("s", "around"), "y"));
        Conformance.check(image(13).node("GlobalMaxPool", List.of("x"), "p").node("Squeeze", List.of("p"), "y"));
    }

    @ParameterizedTest
    @CsvSource({
        // starts, ends, axes, steps
        "1, 3, 1, 1",
        "0 1, 2 4, 2 3, 1 1",
        "-2, 100, 3, 1",
        "1, -1, -1, 1",
        "0, 9223372036854775807, 2, 2",
        "-1, -9223372036854775807, 3, -1",
        "3 4, 0 -6, 2 3, -2 -3",
        "100, -100, 1, -2",
    })
    void slices(String starts, String ends, String axes, String steps) {
        Conformance.check(image(13)
                .integers("starts", longs(starts))
                .integers("ends", longs(ends))
                .integers("axes", longs(axes))
                .integers("steps", longs(steps))
                .node("Slice", List.of("x", "starts", "ends", "axes", "steps"), "y"));
    }

    @Test
    void slicesByAttribute() {
        Conformance.check(image(9).node(
                        "Slice",
                        List.of("x"),
                        "y",
                        Map.of("starts", new long[] {1, -3}, "ends", new long[] {3, 1000}, "axes", new long[] {1, 3})));
        Conformance.check(image(9).node(
                        "Slice", List.of("x"), "y", Map.of("starts", new long[] {0, 1}, "ends", new long[] {1, 3})));
    }

    @Test
    void slicesOfRowsWithoutAxes() {
        Conformance.check(image(13)
                .integers("s", 12, 5)
                .integers("starts", 2, 1)
                .integers("ends", 9, 4)
                .node("Reshape", List.of("x", "s"), "m")
                .node("Slice", List.of("m", "starts", "ends"), "y"));
    }

    @ParameterizedTest
    @CsvSource({
        // extents, axis
        "1 3 4 5, 1",
        "1 3 4 5, 2",
        "1 3 4 5, 3",
        "1 3 4 5, -1",
        "1 12 5, 0",
        "1 12 5, 1",
        "1 12 5, 2",
        "12 5, 0",
        "12 5, 1",
        "60, 0",
        "1 3 2 2 5, 1",
        "1 3 2 2 5, 2",
        "1 3 2 2 5, 3",
        "1 3 2 2 5, 4",
        "3 4 5, 1",
    })
    void concatenationsAlongAnyAxis(String shape, int axis) {
        Conformance.check(image(13)
                .integers("s", longs(shape))
                .node("Reshape", List.of("x", "s"), "a")
                .node("Exp", List.of("a"), "b")
                .integers("start", 0)
                .integers("end", 1)
                .integers("axis", axis)
                .node("Slice", List.of("b", "start", "end", "axis"), "c")
                .node("Concat", List.of("a", "c", "b"), "y", Map.of("axis", axis)));
    }

    @Test
    void aConcatenationOfOneIsTheSame() {
        Graph graph = Conformance.check(
                image(13).node("Concat", List.of("x"), "c", Map.of("axis", 1)).node("Relu", List.of("c"), "y"));

        assertThat(graph.layers()).hasSize(1);
        assertThat(graph.tensor("c")).contains(graph.input());
    }
}

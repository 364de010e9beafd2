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
import org.junit.jupiter.params.provider.ValueSource;

/** Operators that pick values: Split, Gather, Expand, Tile, blocks, Where. */
class PickImportTest {
    private static OnnxBuilder image(int opset) {
        return new OnnxBuilder("pick", opset).input("x", 1, 6, 4, 5);
    }

    private static long[] longs(String text) {
        return Arrays.stream(text.trim().split(" ")).mapToLong(Long::parseLong).toArray();
    }

    private static OnnxBuilder tensor(OnnxBuilder net, String name, long[] values, String dims) {
        long[] extents = dims.isEmpty() ? new long[0] : longs(dims);
        return net.node(
                "Constant",
                List.of(),
                name,
                Map.of("value", OnnxBuilder.tensor(values, extents).build()));
    }

    private static void refuses(OnnxBuilder net, String message) {
        assertThatThrownBy(() -> OnnxImporter.read(net.build()))
                .isInstanceOf(UnsupportedModelException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({"1, 1 2 3", "1, 4 2", "2, 1 3", "3, 2 2 1", "-1, 1 4", "0, 1"})
    void splitsOfGivenSizes(int axis, String sizes) {
        int parts = longs(sizes).length;
        List<String> outputs = List.of("a", "b", "c").subList(0, parts);
        OnnxBuilder old = image(11).node("Split", List.of("x"), outputs, Map.of("axis", axis, "split", longs(sizes)));
        OnnxBuilder now = image(13)
                .integers("sizes", longs(sizes))
                .node("Split", List.of("x", "sizes"), outputs, Map.of("axis", axis));
        outputs.forEach(output -> {
            old.output(output);
            now.output(output);
        });
        DeltaConformance.check(old);
        DeltaConformance.check(now);
    }

    @Test
    void splitsIntoEqualParts() {
        for (int opset : new int[] {11, 13}) {
            DeltaConformance.check(image(opset)
                    .node("Split", List.of("x"), List.of("a", "b", "c"), Map.of("axis", 1))
                    .output("c")
                    .output("a"));
        }
        DeltaConformance.check(image(18)
                .node("Split", List.of("x"), List.of("a", "b"), Map.of("axis", 3, "num_outputs", 2))
                .output("a")
                .output("b"));
        refuses(
                image(13)
                        .node("Split", List.of("x"), List.of("a", "b"), Map.of("axis", 3))
                        .output("a"),
                "cannot split");
        refuses(
                image(13)
                        .integers("s", 1, 4)
                        .node("Split", List.of("x", "s"), List.of("a", "b"), Map.of("axis", 1))
                        .output("a"),
                "cannot split an axis of 6 into [1, 4] for 2 outputs");
    }

    /** YOLO's C2f: a part goes on into convolutions, all parts are joined again. */
    @Test
    void aSplitOfChannelsCopiesNothing() {
        Graph graph = DeltaConformance.check(image(13)
                .weights("w", Conformance.values(1, 36), 6, 6, 1, 1)
                .weights("v", Conformance.values(2, 3 * 3 * 9), 3, 3, 3, 3)
                .integers("half", 3, 3)
                .node("Conv", List.of("x", "w"), "c")
                .node("Sigmoid", List.of("c"), "gate")
                .node("Mul", List.of("c", "gate"), "silu")
                .node("Split", List.of("silu", "half"), List.of("a", "b"), Map.of("axis", 1))
                .node("Conv", List.of("b", "v"), "d", Map.of("pads", longs("1 1 1 1")))
                .node("Relu", List.of("d"), "r")
                .node("Concat", List.of("a", "b", "r"), "y", Map.of("axis", 1))
                .output("y"));

        assertThat(graph.layers())
                .filteredOn(Layer.Rearrange.class::isInstance)
                .hasSize(2)
                .allMatch(layer -> ((Layer.Rearrange) layer).firstOfChannels() >= 0);
    }

    /** ShuffleNet v2: half of the channels passes by, then the halves are shuffled and split again. */
    @Test
    void splitsAndShufflesInARow() {
        OnnxBuilder net = image(13)
                .integers("pairs", 1, 2, 3, 4, 5)
                .integers("joined", 1, 6, 4, 5)
                .node("Relu", List.of("x"), "s0");
        for (int i = 0; i < 2; i++) {
            net.weights("w" + i, Conformance.values(i, 3 * 3 * 9), 3, 3, 3, 3)
                    .node("Split", List.of("s" + i), List.of("a" + i, "b" + i), Map.of("axis", 1))
                    .node("Conv", List.of("b" + i, "w" + i), "c" + i, Map.of("pads", longs("1 1 1 1")))
                    .node("Relu", List.of("c" + i), "r" + i)
                    .node("Concat", List.of("a" + i, "r" + i), "j" + i, Map.of("axis", 1))
                    .node("Reshape", List.of("j" + i, "pairs"), "p" + i)
                    .node("Transpose", List.of("p" + i), "t" + i, Map.of("perm", longs("0 2 1 3 4")))
                    .node("Reshape", List.of("t" + i, "joined"), "s" + (i + 1));
        }
        DeltaConformance.check(net.output("s2"));
    }

    /** The functions of a part are those of its own channels. */
    @Test
    void aPartOfJoinedAndScaledChannels() {
        DeltaConformance.check(image(13)
                .weights("scale", Conformance.values(3, 12), 12, 1, 1)
                .weights("slope", Conformance.positive(4, 12), 12, 1, 1)
                .weights("w", Conformance.values(5, 7 * 2), 2, 7, 1, 1)
                .node("Tanh", List.of("x"), "t")
                .node("Concat", List.of("x", "t"), "both", Map.of("axis", 1))
                .node("Mul", List.of("both", "scale"), "scaled")
                .node("PRelu", List.of("scaled", "slope"), "curved")
                .integers("sizes", 2, 7, 3)
                .node("Split", List.of("curved", "sizes"), List.of("a", "b", "c"), Map.of("axis", 1))
                .node("Relu", List.of("b"), "r")
                .node("MaxPool", List.of("b"), "p", Map.of("kernel_shape", longs("2 2")))
                .node("Conv", List.of("r", "w"), "y")
                .output("y")
                .output("c")
                .output("p"));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 2, ''",
        "1, 4 0 -1 4, 4",
        "2, -1, ''",
        "2, 3 0, 2",
        "3, 1 1 0 -5, 2 2",
        "0, 0, ''",
        "-2, 2 1, 1 2",
    })
    void gathersAlongAnyAxis(int axis, String indices, String dims) {
        DeltaConformance.check(tensor(image(13), "i", longs(indices), dims)
                .node("Gather", List.of("x", "i"), "y", Map.of("axis", axis))
                .output("y"));
    }

    @Test
    void gathersElements() {
        OnnxBuilder net = tensor(image(13), "i", longs("0 3 -1 1 2 2 0 1 3 -4"), "1 1 2 5");
        DeltaConformance.check(net.node("GatherElements", List.of("x", "i"), "y", Map.of("axis", 2))
                .output("y"));
        refuses(
                tensor(image(13), "i", longs("4"), "1 1 1 1")
                        .node("GatherElements", List.of("x", "i"), "y", Map.of("axis", 2))
                        .output("y"),
                "index 4 lies outside an axis of 4");
    }

    @Test
    void gathersTuples() {
        OnnxBuilder net = tensor(image(13), "i", longs("0 1 0 5 0 -6"), "3 2");
        DeltaConformance.check(net.node("GatherND", List.of("x", "i"), "y").output("y"));
        OnnxBuilder batched = tensor(image(13), "i", longs("3 2 0 -1"), "1 2 2");
        DeltaConformance.check(batched.node("GatherND", List.of("x", "i"), "y", Map.of("batch_dims", 1))
                .output("y"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1 6 4 5", "1 3 6 4 5", "6 1 1", "1"})
    void expandsBothWays(String shape) {
        DeltaConformance.check(image(13)
                .integers("shape", longs(shape))
                .node("Expand", List.of("x", "shape"), "y")
                .output("y"));
        DeltaConformance.check(image(13)
                .integers("shape", longs("1 6 3 7"))
                .node("GlobalAveragePool", List.of("x"), "g")
                .node("Expand", List.of("g", "shape"), "y")
                .output("y"));
    }

    /** What PyTorch makes of {@code expand_as}: -1 stands for the extent that is there. */
    @Test
    void expandsToAShapeThatPyTorchComputes() {
        DeltaConformance.check(image(13)
                .integers("wanted", 1, -1, 2, 3)
                .integers("minus", -1)
                .integers("four", 4)
                .node("GlobalAveragePool", List.of("x"), "g")
                .node("Shape", List.of("g"), "there")
                .node("Equal", List.of("wanted", "minus"), "open")
                .node("Where", List.of("open", "there", "wanted"), "shape")
                .node("Expand", List.of("g", "shape"), "y")
                .output("y"));
    }

    @Test
    void tiles() {
        DeltaConformance.check(image(13)
                .integers("repeats", 1, 2, 3, 2)
                .node("Tile", List.of("x", "repeats"), "y")
                .output("y"));
        refuses(
                image(13)
                        .integers("repeats", 1, 1L << 28, 3, 2)
                        .node("Tile", List.of("x", "repeats"), "y")
                        .output("y"),
                "has an extent of");
    }

    @Test
    void blocksOfPixelsAndChannels() {
        for (String mode : List.of("DCR", "CRD")) {
            DeltaConformance.check(new OnnxBuilder("blocks", 13)
                    .input("x", 1, 18, 3, 2)
                    .node("DepthToSpace", List.of("x"), "y", Map.of("blocksize", 3, "mode", mode))
                    .output("y"));
        }
        DeltaConformance.check(new OnnxBuilder("blocks", 7)
                .input("x", 1, 3, 6, 4)
                .node("SpaceToDepth", List.of("x"), "y", Map.of("blocksize", 2))
                .output("y"));
        refuses(
                image(13)
                        .node("SpaceToDepth", List.of("x"), "y", Map.of("blocksize", 3))
                        .output("y"),
                "cannot cut");
    }

    /** YOLOv5's Focus: every second pixel, four times, as channels. */
    @Test
    void slicesWithStepsThatAreJoined() {
        OnnxBuilder net =
                image(11).integers("axes", 2, 3).integers("steps", 2, 2).integers("ends", 4, 4);
        for (int i = 0; i < 4; i++) {
            net.integers("start" + i, i % 2, i / 2)
                    .node("Slice", List.of("x", "start" + i, "ends", "axes", "steps"), "s" + i);
        }
        DeltaConformance.check(net.node("Concat", List.of("s0", "s1", "s2", "s3"), "y", Map.of("axis", 1))
                .output("y"));
    }

    @Test
    void whereOneSideIsConstant() {
        OnnxBuilder net = image(13)
                .integers("bits", 1, 0, 0, 1, 1)
                .node("Cast", List.of("bits"), "mask", Map.of("to", 9))
                .weights("low", new float[] {-100})
                .weights("plane", Conformance.values(6, 20), 4, 5);
        net.node("Where", List.of("mask", "x", "low"), "a")
                .node("Where", List.of("mask", "low", "x"), "b")
                .node("Where", List.of("mask", "x", "plane"), "c")
                .node("Where", List.of("mask", "plane", "x"), "d");
        DeltaConformance.check(net.output("a").output("b").output("c").output("d"));
    }

    @Test
    void whereBothSidesMove() {
        DeltaConformance.check(image(13)
                .integers("bits", 1, 0, 0, 1, 1)
                .node("Cast", List.of("bits"), "mask", Map.of("to", 9))
                .node("Tanh", List.of("x"), "t")
                .node("GlobalMaxPool", List.of("x"), "g")
                .node("Where", List.of("mask", "x", "t"), "a")
                .node("Where", List.of("mask", "g", "t"), "b")
                .output("a")
                .output("b"));
        refuses(
                image(13)
                        .weights("one", new float[] {1})
                        .node("Cast", List.of("x"), "mask", Map.of("to", 9))
                        .node("Where", List.of("mask", "x", "one"), "y")
                        .output("y"),
                "changes from frame to frame");
    }

    /** Each operator on constants, against the same on ONNX Runtime. */
    @Test
    void constantsAreMovedAtImport() {
        OnnxBuilder net = image(13)
                .weights("k", Conformance.values(8, 120), 1, 6, 4, 5)
                .integers("pads", 0, 0, 1, 1, 0, 0, 1, 1)
                .node("Pad", List.of("k", "pads"), "padded")
                .integers("inner", 0, 0, -1, -1, 0, 0, -1, -1)
                .node("Pad", List.of("padded", "inner"), "back")
                .integers("sizes", 2, 4)
                .node("Split", List.of("back", "sizes"), List.of("a", "b"), Map.of("axis", 1))
                .node("Concat", List.of("b", "a"), "turned", Map.of("axis", 1))
                .integers("repeats", 1, 2, 1, 1)
                .node("Tile", List.of("turned", "repeats"), "tiled")
                .integers("few", 0, 3, 5, 7, 9, 11)
                .node("Gather", List.of("tiled", "few"), "picked", Map.of("axis", 1))
                .node("Add", List.of("x", "picked"), "y")
                .output("y");

        assertThat(DeltaConformance.check(net).layers()).singleElement().isInstanceOf(Layer.Binary.class);
    }
}

package dev.frogeye.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.frogeye.model.Graph;
import dev.frogeye.model.Layer;
import dev.frogeye.model.UnsupportedModelException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResizeImportTest {
    private static final List<String> NEAREST_MODES =
            List.of("round_prefer_floor", "round_prefer_ceil", "floor", "ceil");
    private static final long[][] SIZES = {{1, 3, 10, 16}, {1, 3, 7, 5}, {1, 3, 3, 11}, {1, 3, 1, 1}, {1, 3, 13, 2}};
    private static final float[][] SCALES = {{1, 1, 2, 2}, {1, 1, 1.6f, 0.6f}, {1, 1, 0.5f, 3}, {1, 1, 2.5f, 1.3f}};

    private static OnnxBuilder image(int opset) {
        return new OnnxBuilder("resize", opset).input("x", 1, 3, 5, 8);
    }

    private static OnnxBuilder sized(OnnxBuilder net, Map<String, ?> attributes, long... sizes) {
        return net.integers("sizes", sizes)
                .weights("none", new float[0], 0)
                .node("Resize", List.of("x", "none", "none", "sizes"), "y", attributes)
                .output("y");
    }

    private static OnnxBuilder scaled(OnnxBuilder net, Map<String, ?> attributes, float... scales) {
        return net.weights("scales", scales, scales.length)
                .node("Resize", List.of("x", "", "scales"), "y", attributes)
                .output("y");
    }

    /** Each size in a model of its own would mostly measure how fast models are opened: all are outputs of one. */
    private static void checkAll(int opset, Map<String, ?> attributes) {
        OnnxBuilder net = image(opset).weights("none", new float[0], 0);
        for (int i = 0; i < SIZES.length; i++) {
            net.integers("sizes" + i, SIZES[i])
                    .node("Resize", List.of("x", "none", "none", "sizes" + i), "by_size" + i, attributes)
                    .output("by_size" + i);
        }
        for (int i = 0; i < SCALES.length; i++) {
            net.weights("scales" + i, SCALES[i], 4)
                    .node("Resize", List.of("x", "none", "scales" + i), "by_scale" + i, attributes)
                    .output("by_scale" + i);
        }
        DeltaConformance.check(net);
    }

    @ParameterizedTest
    @ValueSource(strings = {"half_pixel", "pytorch_half_pixel", "align_corners", "asymmetric", "tf_half_pixel_for_nn"})
    void nearestOfEveryKind(String coordinates) {
        for (String nearest : NEAREST_MODES) {
            for (int opset : new int[] {11, 13}) {
                boolean dropped = opset > 11 && coordinates.equals("tf_half_pixel_for_nn");
                if (!dropped) {
                    checkAll(
                            opset,
                            Map.of(
                                    "mode",
                                    "nearest",
                                    "coordinate_transformation_mode",
                                    coordinates,
                                    "nearest_mode",
                                    nearest));
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "11, half_pixel", "13, half_pixel", "18, half_pixel", "11, pytorch_half_pixel", "18, pytorch_half_pixel",
        "11, align_corners", "19, align_corners", "11, asymmetric", "13, asymmetric", "19, half_pixel_symmetric",
    })
    void linearAndCubicOfEveryKind(int opset, String coordinates) {
        checkAll(opset, Map.of("mode", "linear", "coordinate_transformation_mode", coordinates));
        checkAll(opset, Map.of("mode", "cubic", "coordinate_transformation_mode", coordinates));
        checkAll(
                opset,
                Map.of(
                        "mode",
                        "cubic",
                        "coordinate_transformation_mode",
                        coordinates,
                        "cubic_coeff_a",
                        -0.5f,
                        "exclude_outside",
                        1));
    }

    @Test
    void shrinkingWithAntialias() {
        for (String mode : List.of("linear", "cubic")) {
            for (int exclude = 0; exclude < 2; exclude++) {
                Map<String, Object> attributes =
                        new HashMap<>(Map.of("mode", mode, "antialias", 1, "exclude_outside", exclude));
                checkAll(18, attributes);
            }
        }
    }

    @Test
    void aRegionOfThePicture() {
        for (String mode : List.of("linear", "nearest", "cubic")) {
            for (float[] roi :
                    new float[][] {{0, 0, 0.2f, 0.4f, 1, 1, 0.7f, 1.3f}, {0, 0, 0.9f, 0, 1, 1, -0.2f, 0.5f}}) {
                DeltaConformance.check(image(13)
                        .weights("roi", roi, 8)
                        .weights("none", new float[0], 0)
                        .integers("sizes", 1, 3, 6, 7)
                        .node(
                                "Resize",
                                List.of("x", "roi", "none", "sizes"),
                                "y",
                                Map.of(
                                        "mode",
                                        mode,
                                        "coordinate_transformation_mode",
                                        "tf_crop_and_resize",
                                        "extrapolation_value",
                                        2.5f))
                        .output("y"));
            }
        }
    }

    @Test
    void scalesOnlyAsInOperatorSetTen() {
        for (String mode : List.of("nearest", "linear")) {
            for (float[] scales : SCALES) {
                DeltaConformance.check(image(10)
                        .weights("scales", scales, 4)
                        .node("Resize", List.of("x", "scales"), "y", Map.of("mode", mode))
                        .output("y"));
            }
        }
    }

    @Test
    void upsampleOfBothKinds() {
        float[] scales = {1, 1, 2, 3.5f};
        for (String mode : List.of("nearest", "linear")) {
            DeltaConformance.check(image(9).weights("scales", scales, 4)
                    .node("Upsample", List.of("x", "scales"), "y", Map.of("mode", mode))
                    .output("y"));
            DeltaConformance.check(image(7).node("Upsample", List.of("x"), "y", Map.of("mode", mode, "scales", scales))
                    .output("y"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"stretch", "not_larger", "not_smaller"})
    void sizesOfNamedAxesAndTheirAspect(String policy) {
        for (String mode : List.of("nearest", "linear")) {
            DeltaConformance.check(sized(
                    image(18),
                    Map.of("mode", mode, "axes", new long[] {3, 2}, "keep_aspect_ratio_policy", policy),
                    11,
                    9));
        }
        DeltaConformance.check(scaled(image(18), Map.of("mode", "linear", "axes", new long[] {-1, 2}), 1.5f, 0.8f));
    }

    @Test
    void channelsCanBeRepeatedButNotBlended() {
        DeltaConformance.check(scaled(
                image(13), Map.of("mode", "nearest", "coordinate_transformation_mode", "asymmetric"), 1, 2, 1, 1));
        assertThatThrownBy(() -> OnnxImporter.read(
                        scaled(image(13), Map.of("mode", "linear"), 1, 2, 1, 1).build()))
                .isInstanceOf(UnsupportedModelException.class)
                .hasMessageContaining("supported are the height and the width");
    }

    @Test
    void whatStaysAsLargeAsItWasCostsNothing() {
        Graph graph = DeltaConformance.check(image(13)
                .weights("scales", new float[] {1, 1, 1, 1}, 4)
                .node("Relu", List.of("x"), "r")
                .node("Resize", List.of("r", "", "scales"), "s", Map.of("mode", "linear"))
                .node("Tanh", List.of("s"), "y")
                .output("y"));

        assertThat(graph.layers()).hasSize(2);
    }

    /** {@code F.interpolate} and a feature pyramid: the size of another tensor, its channels taken from here. */
    @Test
    void asPyTorchWritesIt() {
        Graph graph = DeltaConformance.check(image(13)
                .integers("zero", 0)
                .integers("two", 2)
                .integers("four", 4)
                .node("MaxPool", List.of("x"), "p", Map.of("kernel_shape", new long[] {3, 3}, "strides", new long[] {
                    2, 2
                }))
                .node("Shape", List.of("x"), "wanted")
                .node("Slice", List.of("wanted", "two", "four", "zero"), "size")
                .node("Shape", List.of("p"), "there")
                .node("Slice", List.of("there", "zero", "two", "zero"), "front")
                .node("Concat", List.of("front", "size"), "sizes", Map.of("axis", 0))
                .weights("roi", new float[0], 0)
                .node(
                        "Constant",
                        List.of(),
                        "scales",
                        Map.of("value", OnnxBuilder.tensor(new float[0], 0).build()))
                .node(
                        "Resize",
                        List.of("p", "roi", "scales", "sizes"),
                        "u",
                        Map.of(
                                "mode",
                                "nearest",
                                "nearest_mode",
                                "floor",
                                "coordinate_transformation_mode",
                                "asymmetric",
                                "cubic_coeff_a",
                                -0.75f))
                .node("Add", List.of("u", "x"), "y")
                .output("y"));

        assertThat(graph.layers())
                .extracting(layer -> layer.getClass().getSimpleName())
                .containsExactly("MaxPool", "Rearrange", "Binary");
    }

    /** An older export: the factor is multiplied with the shape in floats. */
    @Test
    void sizesThatAreRoundedDown() {
        DeltaConformance.check(image(11)
                .integers("zero", 0)
                .integers("two", 2)
                .integers("four", 4)
                .weights("factor", new float[] {1.7f, 2.3f}, 2)
                .node("Shape", List.of("x"), "shape")
                .node("Slice", List.of("shape", "two", "four", "zero"), "size")
                .node("Cast", List.of("size"), "float", Map.of("to", 1))
                .node("Mul", List.of("float", "factor"), "scaled")
                .node("Floor", List.of("scaled"), "floor")
                .node("Cast", List.of("floor"), "integer", Map.of("to", 7))
                .node("Slice", List.of("shape", "zero", "two", "zero"), "front")
                .node("Concat", List.of("front", "integer"), "sizes", Map.of("axis", 0))
                .weights("none", new float[0], 0)
                .node(
                        "Resize",
                        List.of("x", "none", "none", "sizes"),
                        "y",
                        Map.of("mode", "linear", "coordinate_transformation_mode", "pytorch_half_pixel"))
                .output("y"));
    }

    /** tf2onnx moves the channels to the front, resizes and moves them back. */
    @Test
    void asKerasWritesIt() {
        Graph graph = DeltaConformance.check(new OnnxBuilder("keras", 13)
                .input("x", 1, 5, 8, 3)
                .integers("sizes", 1, 3, 10, 16)
                .weights("none", new float[0], 0)
                .node("Transpose", List.of("x"), "first", Map.of("perm", new long[] {0, 3, 1, 2}))
                .node(
                        "Resize",
                        List.of("first", "none", "none", "sizes"),
                        "resized",
                        Map.of("mode", "linear", "coordinate_transformation_mode", "half_pixel"))
                .node("Transpose", List.of("resized"), "y", Map.of("perm", new long[] {0, 2, 3, 1}))
                .output("y"));

        assertThat(graph.layers())
                .filteredOn(layer -> !(layer instanceof Layer.View))
                .hasSize(1);
    }

    @Test
    void refusesWhatCannotBe() {
        assertThatThrownBy(() ->
                        OnnxImporter.read(sized(image(13), Map.of(), 1, 3, 0, 5).build()))
                .hasMessageContaining("would resize 5 to 0");
        assertThatThrownBy(() ->
                        OnnxImporter.read(sized(image(13), Map.of(), 1, 3, 5).build()))
                .hasMessageContaining("has 3 scales or sizes for 4 axes");
        assertThatThrownBy(() -> OnnxImporter.read(
                        scaled(image(13), Map.of(), 1, 1, Float.NaN, 1).build()))
                .hasMessageContaining("has a scale of NaN");
        assertThatThrownBy(() -> OnnxImporter.read(sized(image(13), Map.of("mode", "linear"), 1, 3, 1L << 27, 5)
                        .build()))
                .isInstanceOf(UnsupportedModelException.class);
        assertThatThrownBy(() -> OnnxImporter.read(
                        sized(image(13), Map.of("mode", "area"), 1, 3, 4, 5).build()))
                .hasMessageContaining("unknown mode 'area'");
        assertThatThrownBy(() -> OnnxImporter.read(sized(image(13), Map.of("nearest_mode", "up"), 1, 3, 4, 5)
                        .build()))
                .hasMessageContaining("unknown nearest_mode 'up'");
        assertThatThrownBy(() -> OnnxImporter.read(image(13)
                        .node("Resize", List.of("x", ""), "y")
                        .output("y")
                        .build()))
                .hasMessageContaining("needs either scales or sizes");
    }
}

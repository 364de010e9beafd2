package dev.frogeye.dense;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.frogeye.engine.FrameCost;
import dev.frogeye.model.Graph;
import dev.frogeye.model.Tensor;
import dev.frogeye.model.UnsupportedModelException;
import dev.frogeye.model.onnx.OnnxBuilder;
import dev.frogeye.model.onnx.OnnxImporter;
import dev.frogeye.model.onnx.OnnxModel;
import dev.frogeye.model.onnx.proto.Onnx.GraphProto;
import dev.frogeye.model.onnx.proto.Onnx.ModelProto;
import dev.frogeye.model.onnx.proto.Onnx.TensorProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is quantised of small networks, how close it stays, and what is said where it cannot be. */
class Int8ModelTest {
    private static final int SIDE = 12;

    private final Random random = new Random(5);

    @ParameterizedTest
    @ValueSource(ints = {9, 11, 12, 13, 18})
    void everyConvolutionIsComputedInIntegersInAllOperatorSets(int opset) {
        OnnxModel model = residual(opset);
        Graph graph = OnnxImporter.read(model);
        Int8Model int8 = Int8Model.of(model, graph, graph.outputs(), frames(8));

        assertThat(int8.floats()).isEmpty();
        assertThat(int8.fused().integers()).isEqualTo(4);
        assertThat(int8.fused().floats()).isZero();
        assertClose(model, graph, graph.outputs(), int8, 0.04);
    }

    @Test
    void betweenTheLayersNothingIsMadeFloatsAgain() {
        OnnxModel model = residual(13);
        Graph graph = OnnxImporter.read(model);
        Map<String, Integer> counts =
                Int8Model.of(model, graph, graph.outputs(), frames(8)).fused().counts();

        assertThat(counts).containsEntry("QuantizeLinear", 1).doesNotContainKeys("Relu", "Clip", "Add", "Concat");
    }

    @Test
    void aTensorInTheMiddleIsFloatsAndTheRestOfTheGraphIsLeftOut() {
        OnnxModel model = residual(13);
        Graph graph = OnnxImporter.read(model);
        List<Tensor> requested = List.of(graph.tensor("sum").orElseThrow());
        Int8Model int8 = Int8Model.of(model, graph, requested, frames(8));

        assertThat(int8.fused().integers()).isEqualTo(3);
        assertClose(model, graph, requested, int8, 0.04);
    }

    @Test
    void theSameFramesGiveTheSameFileAndThreadsChangeNothing() {
        OnnxModel model = residual(13);
        Graph graph = OnnxImporter.read(model);
        Int8Model int8 = Int8Model.of(model, graph, graph.outputs(), frames(4));
        float[] frame = frames(1).get(0);

        assertThat(Int8Model.of(model, graph, graph.outputs(), frames(4)).file().bytes())
                .isEqualTo(int8.file().bytes());
        try (OnnxRuntimeEngine one = int8.open(1);
                OnnxRuntimeEngine four = int8.open(4)) {
            assertThat(one.name()).isEqualTo("onnxruntime-int8");
            assertThat(features(one, frame)).isEqualTo(features(four, frame));
        }
    }

    @Test
    void matricesAreQuantisedByColumn() {
        OnnxModel model = image(13)
                .weights("w", normal(6 * 3 * SIDE * SIDE), 3 * SIDE * SIDE, 6)
                .weights("b", normal(6), 6)
                .weights("v", normal(4 * 6), 6, 4)
                .node("Flatten", List.of("image"), "flat")
                .node("Gemm", List.of("flat", "w", "b"), "first")
                .node("Relu", List.of("first"), "hidden")
                .node("MatMul", List.of("hidden", "v"), "end")
                .output("end")
                .build();
        Graph graph = OnnxImporter.read(model);
        Int8Model int8 = Int8Model.of(model, graph, graph.outputs(), frames(8));

        assertThat(int8.fused().integers()).isEqualTo(2);
        assertThat(int8.fused().floats()).isZero();
        assertClose(model, graph, graph.outputs(), int8, 0.04);
    }

    /** With values from -1 to 1 and no such care, every pixel would be half a level off. */
    @Test
    void pixelsAreKeptExactly() {
        OnnxModel model = image(13)
                .weights("w", normal(4 * 3 * 9), 4, 3, 3, 3)
                .weights("b", normal(4), 4)
                .node("Conv", List.of("image", "w", "b"), "c")
                .node("GlobalAveragePool", List.of("c"), "end")
                .output("end")
                .build();
        Graph graph = OnnxImporter.read(model);
        List<float[]> pixels = frames(8);
        for (float[] frame : pixels) {
            for (int i = 0; i < frame.length; i++) {
                frame[i] = Math.round(frame[i] * 127.5f + 127.5f) / 127.5f - 1;
            }
        }
        Int8Model levels = Int8Model.of(model, graph, graph.outputs(), pixels);

        assertThat(levels.fused().counts()).containsEntry("Sub", 1).containsEntry("QLinearConv", 1);
        assertThat(Int8Model.of(model, graph, graph.outputs(), frames(8))
                        .fused()
                        .counts())
                .doesNotContainKey("Sub");
        assertClose(model, graph, graph.outputs(), levels, 0.02);
    }

    @Test
    void twoConvolutionsMayShareTheirWeights() {
        OnnxModel model = image(13)
                .weights("w", normal(3 * 3), 3, 3, 1, 1)
                .node("Conv", List.of("image", "w"), "first")
                .node("Relu", List.of("first"), "hidden")
                .node("Conv", List.of("hidden", "w"), "end")
                .output("end")
                .build();
        Graph graph = OnnxImporter.read(model);
        Int8Model int8 = Int8Model.of(model, graph, graph.outputs(), frames(8));

        assertThat(int8.fused().integers()).isEqualTo(2);
        assertClose(model, graph, graph.outputs(), int8, 0.04);
    }

    @Test
    void channelsOfZerosAndLargeBiasesFit() {
        float[] weights = normal(4 * 3);
        Arrays.fill(weights, 0, 3, 0);
        Arrays.fill(weights, 3, 6, 1e-12f);
        OnnxModel model = image(13)
                .weights("w", weights, 4, 3, 1, 1)
                .weights("b", new float[] {2, 3, 0, -1}, 4)
                .node("Conv", List.of("image", "w", "b"), "end")
                .output("end")
                .build();
        Graph graph = OnnxImporter.read(model);

        assertClose(model, graph, graph.outputs(), Int8Model.of(model, graph, graph.outputs(), frames(8)), 0.02);
    }

    @Test
    void aTensorWithInfiniteValuesKeepsItsLayersInFloats() {
        float[] weights = normal(3 * 3);
        weights[0] = 3e38f;
        weights[1] = 3e38f;
        OnnxModel model = image(13)
                .weights("w", weights, 3, 3, 1, 1)
                .weights("v", normal(3 * 3), 3, 3, 1, 1)
                .node("Conv", List.of("image", "v"), "fine")
                .node("Conv", List.of("fine", "w"), "end")
                .output("end")
                .build();
        Graph graph = OnnxImporter.read(model);
        List<float[]> bright = List.of(new float[3 * SIDE * SIDE]);
        Arrays.fill(bright.get(0), 1e3f);
        Int8Model int8 = Int8Model.of(model, graph, graph.outputs(), bright);

        assertThat(int8.floats()).hasSize(1).allSatisfy((name, why) -> assertThat(why)
                .contains("not finite"));
        assertThat(int8.fused().integers()).isEqualTo(1);
    }

    @Test
    void aModelThatIsQuantisedStaysAsItIs() {
        OnnxModel model = residual(13);
        Graph graph = OnnxImporter.read(model);
        OnnxModel quantized =
                Int8Model.of(model, graph, graph.outputs(), frames(4)).file();
        Graph own = OnnxImporter.read(quantized);

        Int8Model again = Int8Model.of(quantized, own, own.outputs(), frames(2));

        assertThat(again.isOriginal()).isTrue();
        float[] frame = frames(1).get(0);
        try (OnnxRuntimeEngine expected = OnnxRuntimeEngine.open(quantized, own, own.outputs(), 1);
                OnnxRuntimeEngine actual = again.open(1)) {
            assertThat(features(actual, frame)).isEqualTo(features(expected, frame));
        }
    }

    @Test
    void whereNothingCanBeQuantisedThatIsSaid() {
        OnnxModel model =
                image(13).node("Relu", List.of("image"), "end").output("end").build();
        Graph graph = OnnxImporter.read(model);

        assertThatThrownBy(() -> Int8Model.of(model, graph, graph.outputs(), frames(1)))
                .isInstanceOf(UnsupportedModelException.class)
                .hasMessage("small: nothing of it can be quantised (it has no convolution and no product with constant"
                        + " weights); use the onnxruntime engine");
    }

    @ParameterizedTest
    @CsvSource({"FLOAT16, 2, float16", "DOUBLE, 8, double"})
    void whereWeightsAreOfAnotherTypeThatIsSaid(TensorProto.DataType type, int bytes, String text)
            throws InvalidProtocolBufferException {
        ModelProto.Builder file = ModelProto.parseFrom(image(13)
                        .weights("w", normal(3 * SIDE * SIDE), 3 * SIDE * SIDE, 1)
                        .node("Flatten", List.of("image"), "flat")
                        .node("MatMul", List.of("flat", "w"), "end")
                        .output("end")
                        .build()
                        .bytes())
                .toBuilder();
        GraphProto.Builder other = file.getGraphBuilder();
        other.getInitializerBuilder(0)
                .clearFloatData()
                .setDataType(type.getNumber())
                .setRawData(ByteString.copyFrom(new byte[3 * SIDE * SIDE * bytes]));
        other.getInputBuilder(0).getTypeBuilder().getTensorTypeBuilder().setElemType(type.getNumber());
        OnnxModel model = new OnnxModel("other.onnx", file.build().toByteArray());
        Graph graph = OnnxImporter.read(model);

        assertThatThrownBy(() -> Int8Model.of(model, graph, graph.outputs(), frames(1)))
                .isInstanceOf(UnsupportedModelException.class)
                .hasMessage("other.onnx: nothing of it can be quantised (its weights are " + text
                        + "; export it in float32); use the onnxruntime engine");
    }

    /** Convolution and batch norm, depthwise with ReLU6, a sum, a concatenation, a pool and a last convolution. */
    private OnnxModel residual(int opset) {
        OnnxBuilder builder = image(opset)
                .weights("w1", normal(8 * 3 * 9), 8, 3, 3, 3)
                .weights("g", new float[] {1, 2, 1, .5f, 1, 1, 1, 1}, 8)
                .weights("h", normal(8), 8)
                .weights("m", normal(8), 8)
                .weights("v", new float[] {1, 1, 4, 1, 1, 2, 1, 1}, 8)
                .weights("w2", normal(8 * 9), 8, 1, 3, 3)
                .weights("w3", normal(8 * 8), 8, 8, 1, 1)
                .weights("b3", normal(8), 8)
                .weights("w4", normal(5 * 16), 5, 16, 1, 1);
        long[] same = {1, 1, 1, 1};
        builder.node("Conv", List.of("image", "w1"), "c1", Map.of("pads", same))
                .node("BatchNormalization", List.of("c1", "g", "h", "m", "v"), "n1")
                .node("Relu", List.of("n1"), "r1")
                .node("Conv", List.of("r1", "w2"), "c2", Map.of("pads", same, "group", 8));
        if (opset < 11) {
            builder.node("Clip", List.of("c2"), "r2", Map.of("min", 0f, "max", 6f));
        } else {
            builder.weights("low", new float[] {0})
                    .weights("high", new float[] {6})
                    .node("Clip", List.of("c2", "low", "high"), "r2");
        }
        return builder.node("Conv", List.of("r2", "w3", "b3"), "c3")
                .node("Add", List.of("c3", "r1"), "sum")
                .node("Concat", List.of("sum", "r2"), "both", Map.of("axis", 1))
                .node("Conv", List.of("both", "w4"), "c4")
                .node("GlobalAveragePool", List.of("c4"), "end")
                .output("end")
                .build();
    }

    private static OnnxBuilder image(int opset) {
        return new OnnxBuilder("small", opset).input("image", 1, 3, SIDE, SIDE);
    }

    private float[] normal(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (0.3 * random.nextGaussian());
        }
        return values;
    }

    private static List<float[]> frames(int count) {
        Random pixels = new Random(11);
        List<float[]> frames = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float[] frame = new float[3 * SIDE * SIDE];
            for (int j = 0; j < frame.length; j++) {
                frame[j] = pixels.nextFloat() * 2 - 1;
            }
            frames.add(frame);
        }
        return frames;
    }

    private static void assertClose(
            OnnxModel model, Graph graph, List<Tensor> requested, Int8Model int8, double tolerance) {
        float[] frame = frames(12).get(11);
        try (OnnxRuntimeEngine exact = OnnxRuntimeEngine.open(model, graph, requested, 1);
                OnnxRuntimeEngine quantized = int8.open(1)) {
            assertThat(Distance.relativeL2(features(quantized, frame), features(exact, frame)))
                    .isBetween(1e-7, tolerance);
        }
    }

    private static float[] features(OnnxRuntimeEngine engine, float[] frame) {
        engine.step(frame, new FrameCost());
        float[] features = new float[engine.requested().get(0).shape().size()];
        engine.read(0, features);
        return features;
    }
}

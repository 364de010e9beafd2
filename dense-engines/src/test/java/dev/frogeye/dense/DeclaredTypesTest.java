package dev.frogeye.dense;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.frogeye.engine.FrameCost;
import dev.frogeye.model.Graph;
import dev.frogeye.model.Tensor;
import dev.frogeye.model.onnx.OnnxBuilder;
import dev.frogeye.model.onnx.OnnxImporter;
import dev.frogeye.model.onnx.OnnxModel;
import dev.frogeye.model.onnx.proto.Onnx.GraphProto;
import dev.frogeye.model.onnx.proto.Onnx.ModelProto;
import dev.frogeye.model.onnx.proto.Onnx.TensorProto;
import dev.frogeye.model.onnx.proto.Onnx.TensorProto.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Models whose image or weights are not float32, or that ONNX Runtime does not take as they are. */
class DeclaredTypesTest {
    /** ONNX Runtime keeps 11 bits of what passes between nodes of float16. */
    private static final double HALF_PRECISION = 2e-3;

    /** 1, -0.5 and 2 as halves. */
    private static final byte[] HALVES = {0, 0x3c, 0, (byte) 0xb8, 0, 0x40};

    private static OnnxModel declared(OnnxBuilder builder, DataType image) throws InvalidProtocolBufferException {
        ModelProto.Builder file = ModelProto.parseFrom(builder.build().bytes()).toBuilder();
        GraphProto.Builder graph = file.getGraphBuilder();
        graph.getInputBuilder(0).getTypeBuilder().getTensorTypeBuilder().setElemType(image.getNumber());
        graph.addInitializer(TensorProto.newBuilder()
                .setName("half")
                .setDataType(DataType.FLOAT16_VALUE)
                .addDims(3)
                .addDims(1)
                .addDims(1)
                .setRawData(ByteString.copyFrom(HALVES)));
        return new OnnxModel("declared.onnx", file.build().toByteArray());
    }

    /** Everything that can be cut is as the importer reads it. */
    private static void agrees(OnnxModel model, double tolerance) {
        Graph graph = OnnxImporter.read(model);
        List<Tensor> requested = new ArrayList<>();
        graph.layers().forEach(layer -> requested.add(layer.output()));
        float[] pixels = new float[graph.input().shape().size()];
        Random random = new Random(1);
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = random.nextInt(256);
        }
        Map<String, float[]> expected = PlainNetwork.run(graph, pixels);
        try (OnnxRuntimeEngine engine = OnnxRuntimeEngine.open(model, graph, requested, 1)) {
            engine.step(pixels, new FrameCost());
            for (int index = 0; index < requested.size(); index++) {
                float[] actual = new float[requested.get(index).shape().size()];
                engine.read(index, actual);
                assertThat(Distance.relativeL2(
                                actual, expected.get(requested.get(index).name())))
                        .as(requested.get(index).name())
                        .isLessThan(tolerance);
            }
        }
    }

    @Test
    void aModelOfFloat16TakesAndGivesFloats() throws InvalidProtocolBufferException {
        agrees(
                declared(
                        new OnnxBuilder("declared.onnx", 13)
                                .input("x", 1, 3, 6, 6)
                                .node("Mul", List.of("x", "half"), "scaled")
                                .node("Relu", List.of("scaled"), "middle")
                                .node("GlobalAveragePool", List.of("middle"), "mean")
                                .node("Sigmoid", List.of("mean"), "y")
                                .output("y"),
                        DataType.FLOAT16),
                HALF_PRECISION);
    }

    @Test
    void anImageOfFloatsMayBeNarrowedInside() throws InvalidProtocolBufferException {
        agrees(
                declared(
                        new OnnxBuilder("declared.onnx", 13)
                                .input("x", 1, 3, 6, 6)
                                .node("Cast", List.of("x"), "narrow", Map.of("to", DataType.FLOAT16_VALUE))
                                .node("Mul", List.of("narrow", "half"), "scaled")
                                .node("Cast", List.of("scaled"), "wide", Map.of("to", DataType.FLOAT_VALUE))
                                .node("Relu", List.of("wide"), "y")
                                .output("y"),
                        DataType.FLOAT),
                HALF_PRECISION);
    }

    @ParameterizedTest
    @EnumSource(names = {"UINT8", "DOUBLE"})
    void anImageThatIsCastFirst(DataType type) throws InvalidProtocolBufferException {
        agrees(
                declared(
                        new OnnxBuilder("declared.onnx", 13)
                                .input("x", 1, 3, 6, 5)
                                .node("Transpose", List.of("x"), "turned", Map.of("perm", new long[] {0, 1, 3, 2}))
                                .node("Cast", List.of("turned"), "f", Map.of("to", DataType.FLOAT_VALUE))
                                .node("GlobalMaxPool", List.of("f"), "y")
                                .output("y"),
                        type),
                1e-6);
    }

    @Test
    void inputsThatAreNotTheImage() throws InvalidProtocolBufferException {
        agrees(
                declared(
                        new OnnxBuilder("declared.onnx", 13)
                                .input("x", 1, 3, 6, 6)
                                .input("like", 1, 9, 12)
                                .input("unused", 1, 7)
                                .node("Tanh", List.of("unused"), "nothing")
                                .node("Shape", List.of("like"), "shape")
                                .node("Reshape", List.of("x", "shape"), "rows")
                                .node("Relu", List.of("rows"), "y")
                                .output("y"),
                        DataType.FLOAT),
                1e-6);
    }

    @Test
    void theNewestOperatorSetRuns() throws InvalidProtocolBufferException {
        agrees(
                declared(
                        new OnnxBuilder("declared.onnx", 27)
                                .input("x", 1, 3, 6, 6)
                                .node("Relu", List.of("x"), "y")
                                .output("y"),
                        DataType.FLOAT),
                1e-6);
    }
}

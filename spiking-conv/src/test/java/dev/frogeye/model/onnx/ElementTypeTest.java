package dev.frogeye.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.onnxruntime.OrtException;
import com.google.protobuf.ByteString;
import dev.frogeye.model.Function;
import dev.frogeye.model.Graph;
import dev.frogeye.model.Layer;
import dev.frogeye.model.UnsupportedModelException;
import dev.frogeye.model.onnx.constant.Literal;
import dev.frogeye.model.onnx.constant.LiteralReader;
import dev.frogeye.model.onnx.file.ElementType;
import dev.frogeye.model.onnx.proto.Onnx.TensorProto;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ElementTypeTest {
    /** ONNX Runtime rounds what passes between nodes to 11 bits; here it is computed in float32. */
    private static final double HALF_PRECISION = 2e-3;

    private static OnnxBuilder network() {
        return new OnnxBuilder("x.onnx", 13)
                .input("x", 1, 3, 6, 6)
                .weights("w", Conformance.values(1, 4 * 27), 4, 3, 3, 3)
                .weights("b", Conformance.values(2, 4), 4)
                .weights("scale", Conformance.positive(3, 1))
                .node("Conv", List.of("x", "w", "b"), "c", Map.of("pads", new long[] {1, 1, 1, 1}))
                .node("Relu", List.of("c"), "r")
                .node("Mul", List.of("r", "scale"), "s")
                .node("GlobalAveragePool", List.of("s"), "y")
                .output("r")
                .output("y");
    }

    @Test
    void modelsOfFloat16AreComputedInFloat32() throws OrtException {
        OnnxModel model = Retyped.float16(network().build());
        Graph graph = OnnxImporter.read(model);

        Conformance.check(
                model, graph, Conformance.values(7, graph.input().shape().size()), HALF_PRECISION);
    }

    @ParameterizedTest
    @CsvSource({"FLOAT16, 2e-3", "DOUBLE, 1e-6"})
    void castsBetweenFloatsChangeNothing(ElementType type, double tolerance) throws OrtException {
        OnnxModel model = Retyped.image(
                new OnnxBuilder("x.onnx", 13)
                        .input("x", 1, 3, 4, 4)
                        .node("Cast", List.of("x"), "f", Map.of("to", 1))
                        .node("Tanh", List.of("f"), "t")
                        .node("Cast", List.of("t"), "n", Map.of("to", type.number()))
                        .node("Cast", List.of("n"), "y", Map.of("to", 1))
                        .output("y")
                        .build(),
                type);
        Graph graph = OnnxImporter.read(model);

        assertThat(graph.layers()).extracting(Layer::operator).contains("Tanh").hasSizeLessThan(3);
        Conformance.check(model, graph, Conformance.values(7, 48), tolerance);
    }

    @Test
    void anImageOfIntegersIsCastBeforeItIsComputedWith() throws OrtException {
        OnnxModel model = Retyped.image(
                new OnnxBuilder("x.onnx", 13)
                        .input("x", 1, 3, 4, 4)
                        .weights("by", new float[] {255})
                        .node("Transpose", List.of("x"), "t", Map.of("perm", new long[] {0, 1, 3, 2}))
                        .node("Cast", List.of("t"), "f", Map.of("to", 1))
                        .node("Div", List.of("f", "by"), "y")
                        .output("y")
                        .build(),
                ElementType.UINT8);
        Graph graph = OnnxImporter.read(model);
        float[] pixels = new float[48];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = i * 5;
        }

        Conformance.check(model, graph, pixels, Conformance.TOLERANCE);
    }

    @Test
    void integersAreNotComputedWith() {
        OnnxModel model = Retyped.image(
                new OnnxBuilder("x.onnx", 13)
                        .input("x", 1, 3, 4, 4)
                        .node("Add", List.of("x", "x"), "y")
                        .output("y")
                        .build(),
                ElementType.UINT8);

        assertThatExceptionOfType(UnsupportedModelException.class)
                .isThrownBy(() -> OnnxImporter.read(model))
                .withMessage("model 'x.onnx': Add 'node_y': computes with the UINT8 pixels of input 'x'; "
                        + "only models that cast them to FLOAT first are supported");
    }

    @Test
    void castsOfTheImageToBytes() {
        assertThatExceptionOfType(UnsupportedModelException.class)
                .isThrownBy(() -> OnnxImporter.read(new OnnxBuilder("x.onnx", 13)
                        .input("x", 1, 3, 4, 4)
                        .node("Cast", List.of("x"), "y", Map.of("to", 3))
                        .output("y")
                        .build()))
                .withMessageContaining("casts to INT8");
    }

    @Test
    void bfloat16AndDoubleWeights() {
        assertThat(floats(ElementType.BFLOAT16, 0x80, 0x3f, 0x20, 0xc0)).containsExactly(1, -2.5f);
        assertThat(floats(ElementType.DOUBLE, 0, 0, 0, 0, 0, 0, 0xe0, 0x3f, 0, 0, 0, 0, 0, 0, 0, 0xc0))
                .containsExactly(0.5f, -2);
        TensorProto typed = TensorProto.newBuilder()
                .setDataType(ElementType.BFLOAT16.number())
                .addDims(2)
                .addInt32Data(0x3f80)
                .addInt32Data(0xc020)
                .build();
        assertThat(((Literal.Floats) LiteralReader.read("x", typed)).values()).containsExactly(1, -2.5f);
    }

    @Test
    void narrowIntegersShareBytes() {
        assertThat(integers(ElementType.INT4, 3, 0x7f, 0x08)).containsExactly(-1, 7, -8);
        assertThat(integers(ElementType.UINT4, 3, 0x7f, 0x08)).containsExactly(15, 7, 8);
        assertThat(integers(ElementType.INT2, 5, 0b11_10_01_00, 0b10)).containsExactly(0, 1, -2, -1, -2);
        assertThat(integers(ElementType.UINT2, 5, 0b11_10_01_00, 0b10)).containsExactly(0, 1, 2, 3, 2);
        TensorProto typed = TensorProto.newBuilder()
                .setDataType(ElementType.UINT4.number())
                .addDims(3)
                .addInt32Data(0x21)
                .addInt32Data(0x3)
                .build();
        assertThat(((Literal.Integers) LiteralReader.read("x", typed)).values()).containsExactly(1, 2, 3);
    }

    @Test
    void integersOfAllWidths() {
        assertThat(integers(ElementType.INT8, 1, 0xff)).containsExactly(-1);
        assertThat(integers(ElementType.UINT8, 1, 0xff)).containsExactly(255);
        assertThat(integers(ElementType.INT16, 1, 0xff, 0xff)).containsExactly(-1);
        assertThat(integers(ElementType.UINT16, 1, 0xff, 0xff)).containsExactly(65535);
        assertThat(integers(ElementType.INT32, 1, 0xff, 0xff, 0xff, 0xff)).containsExactly(-1);
        assertThat(integers(ElementType.UINT32, 1, 0xff, 0xff, 0xff, 0xff)).containsExactly(4294967295L);
        assertThat(integers(ElementType.UINT64, 1, 1, 0, 0, 0, 0, 0, 0, 0)).containsExactly(1);
        assertThat(integers(ElementType.BOOL, 2, 2, 0)).containsExactly(1, 0);
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT8E4M3FN", "FLOAT8E5M2FNUZ", "FLOAT4E2M1", "FLOAT8E8M0", "STRING", "COMPLEX64"})
    void otherTypesAreNamed(ElementType type) {
        assertThatExceptionOfType(UnsupportedModelException.class)
                .isThrownBy(() -> integers(type, 1, 0))
                .withMessageContaining("is of type " + type.name() + ", which is not supported; ");
    }

    @ParameterizedTest
    @CsvSource({"9, 1 1 0", "2, 255 0 0", "3, -1 0 0", "7, -1 0 0"})
    void constantsAreCastAsTheTypeHoldsThem(int type, String expected) {
        Graph graph = OnnxImporter.read(new OnnxBuilder("x.onnx", 13)
                .input("x", 1, 3, 4, 4)
                .weights("values", new float[] {-1, 0.5f, 0}, 3)
                .node("Cast", List.of("values"), "i", Map.of("to", type))
                .node("Cast", List.of("i"), "f", Map.of("to", 1))
                .node("Constant", List.of(), "axes", Map.of("value_ints", new long[] {1, 2}))
                .node("Unsqueeze", List.of("f", "axes"), "k")
                .node("PRelu", List.of("x", "k"), "y")
                .output("y")
                .build());

        float[] expectedSlopes = new float[3];
        String[] parts = expected.split(" ");
        for (int i = 0; i < 3; i++) {
            expectedSlopes[i] = Float.parseFloat(parts[i]);
        }
        assertThat(graph.layers().get(0)).isInstanceOfSatisfying(Layer.Pointwise.class, layer -> assertThat(
                        ((Function.PRelu) layer.function()).slope())
                .containsExactly(expectedSlopes));
    }

    private static float[] floats(ElementType type, int... bytes) {
        return ((Literal.Floats) LiteralReader.read("x", tensor(type, bytes.length * 8 / type.bits(), bytes))).values();
    }

    private static long[] integers(ElementType type, int count, int... bytes) {
        return ((Literal.Integers) LiteralReader.read("x", tensor(type, count, bytes))).values();
    }

    private static TensorProto tensor(ElementType type, int count, int... bytes) {
        ByteBuffer raw = ByteBuffer.allocate(bytes.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int b : bytes) {
            raw.put((byte) b);
        }
        return TensorProto.newBuilder()
                .setDataType(type.number())
                .addDims(count)
                .setRawData(ByteString.copyFrom(raw.flip()))
                .build();
    }
}

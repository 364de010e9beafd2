package dev.frogeye.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.frogeye.model.Graph;
import dev.frogeye.model.Layer;
import dev.frogeye.model.UnsupportedModelException;
import dev.frogeye.model.onnx.file.ElementType;
import dev.frogeye.model.onnx.proto.Onnx.TensorProto;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantizationImportTest {
    private static OnnxBuilder image(int opset) {
        return new OnnxBuilder("quantised", opset).input("x", 1, 4, 5, 6).output("y");
    }

    /** A constant of a quantised type. */
    private static OnnxBuilder integers(
            OnnxBuilder builder, String name, ElementType type, long[] values, long... dims) {
        ByteBuffer raw = ByteBuffer.allocate((int) type.bytes(values.length)).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < values.length; i++) {
            switch (type.bits()) {
                case Integer.SIZE -> raw.putInt((int) values[i]);
                case Short.SIZE -> raw.putShort((short) values[i]);
                case Byte.SIZE -> raw.put((byte) values[i]);
                default -> raw.put(i / 2, (byte) (raw.get(i / 2) | (values[i] & 15) << i % 2 * 4));
            }
        }
        TensorProto.Builder tensor =
                TensorProto.newBuilder().setDataType(type.number()).setRawData(ByteString.copyFrom(raw.array()));
        for (long extent : dims) {
            tensor.addDims(extent);
        }
        return builder.node("Constant", List.of(), name, Map.of("value", tensor.build()));
    }

    private static long[] weights(int count, int range) {
        long[] values = new long[count];
        for (int i = 0; i < count; i++) {
            values[i] = (i * 37L + 11) % (2 * range) - range;
        }
        return values;
    }

    private static long middle(ElementType type) {
        return type.isSigned() ? 3 : (1L << type.bits() - 1) - 2;
    }

    @ParameterizedTest
    @CsvSource({"10, UINT8", "10, INT8", "13, UINT8", "13, INT8", "19, INT8", "21, UINT8", "21, INT16", "21, UINT16"})
    void activations(int opset, ElementType type) {
        float scale = type.bits() == 8 ? 0.011f : 0.00007f;
        OnnxBuilder builder = image(opset).weights("scale", new float[] {scale});
        integers(builder, "zero", type, new long[] {middle(type)});
        Graph graph = Conformance.check(builder.node("QuantizeLinear", List.of("x", "scale", "zero"), "q")
                .node("DequantizeLinear", List.of("q", "scale", "zero"), "y"));
        assertThat(graph.layers()).allMatch(Layer.Pointwise.class::isInstance);
    }

    /** At the edges of the range, and with halves between two integers. */
    @Test
    void whatLiesBeyondTheRangeIsCutAndHalvesGoToTheEvenInteger() {
        OnnxBuilder builder = image(13).weights("scale", new float[] {0.002f}).weights("quarter", new float[] {0.25f});
        integers(builder, "zero", ElementType.INT8, new long[] {-20});
        Conformance.check(builder.node("QuantizeLinear", List.of("x", "scale", "zero"), "q")
                .node("DequantizeLinear", List.of("q", "scale", "zero"), "d")
                .weights("two", new float[] {2})
                .node("Mul", List.of("x", "two"), "m")
                .node("Round", List.of("m"), "r")
                .node("Mul", List.of("r", "quarter"), "quarters")
                .node("Add", List.of("quarters", "quarter"), "halves")
                .weights("half", new float[] {0.5f})
                .node("QuantizeLinear", List.of("halves", "half"), "q2")
                .node("DequantizeLinear", List.of("q2", "half"), "d2")
                .node("Add", List.of("d", "d2"), "y"));
    }

    @Test
    void activationsWithoutZeroPointAreUnsignedBytes() {
        Conformance.check(image(13)
                .weights("scale", new float[] {0.01f})
                .node("QuantizeLinear", List.of("x", "scale"), "q")
                .node("DequantizeLinear", List.of("q", "scale"), "y"));
        Conformance.check(image(21)
                .weights("scale", new float[] {0.01f})
                .node("QuantizeLinear", List.of("x", "scale"), "q", Map.of("output_dtype", ElementType.INT8.number()))
                .node("DequantizeLinear", List.of("q", "scale"), "y"));
    }

    @Test
    void activationsWithAScaleForEachChannel() {
        OnnxBuilder builder = image(13).weights("scale", new float[] {0.01f, 0.02f, 0.005f, 0.013f}, 4);
        integers(builder, "zero", ElementType.UINT8, new long[] {100, 128, 130, 0}, 4);
        Conformance.check(builder.node("QuantizeLinear", List.of("x", "scale", "zero"), "q", Map.of("axis", 1))
                .node("DequantizeLinear", List.of("q", "scale", "zero"), "y", Map.of("axis", -3)));
    }

    @ParameterizedTest
    @EnumSource(names = {"INT8", "UINT8", "INT16", "UINT16", "INT32"})
    void weightsForTheWholeTensorBecomeThoseOfTheConvolution(ElementType type) {
        boolean wide = type == ElementType.INT16 || type == ElementType.UINT16;
        OnnxBuilder builder = image(wide ? 21 : 13).weights("scale", new float[] {0.02f});
        integers(builder, "wq", type, weights(3 * 4 * 9, 60), 3, 4, 3, 3);
        integers(builder, "zero", type, new long[] {type == ElementType.INT32 ? 0 : 5});
        integers(builder, "bq", ElementType.INT32, new long[] {1000, -70, 3}, 3);
        Graph graph = Conformance.check(builder.node("DequantizeLinear", List.of("wq", "scale", "zero"), "w")
                .weights("bias_scale", new float[] {0.001f})
                .node("DequantizeLinear", List.of("bq", "bias_scale"), "b")
                .node("Conv", List.of("x", "w", "b"), "y"));
        assertThat(graph.layers()).singleElement().isInstanceOf(Layer.Convolution.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {13, 19, 21})
    void weightsWithAScaleForEachOutputBecomeThoseOfTheConvolution(int opset) {
        OnnxBuilder builder = image(opset).weights("scale", new float[] {0.02f, 0.01f, 0.03f}, 3);
        integers(builder, "wq", ElementType.INT8, weights(3 * 4 * 9, 120), 3, 4, 3, 3);
        integers(builder, "zero", ElementType.INT8, new long[3], 3);
        Graph graph = Conformance.check(
                builder.node("DequantizeLinear", List.of("wq", "scale", "zero"), "w", Map.of("axis", 0))
                        .node("Conv", List.of("x", "w"), "y"));
        assertThat(graph.layers()).singleElement().isInstanceOf(Layer.Convolution.class);
    }

    @Test
    void weightsOfFourBits() {
        OnnxBuilder builder = image(21).weights("scale", new float[] {0.2f, 0.1f}, 2);
        integers(builder, "wq", ElementType.INT4, weights(120 * 2, 8), 120, 2);
        Graph graph = Conformance.check(builder.node("DequantizeLinear", List.of("wq", "scale"), "w", Map.of("axis", 1))
                .node("Flatten", List.of("x"), "f")
                .node("MatMul", List.of("f", "w"), "y"));
        assertThat(graph.layers()).hasSize(2);
    }

    @Test
    void floatsThatAreQuantisedAndBack() {
        OnnxBuilder builder = image(13)
                .weights("scale", new float[] {0.01f, 0.02f, 0.03f}, 3)
                .weights("wf", Conformance.values(4, 12), 3, 4, 1, 1);
        integers(builder, "zero", ElementType.INT8, new long[] {0, 3, -4}, 3);
        Graph graph = Conformance.check(
                builder.node("QuantizeLinear", List.of("wf", "scale", "zero"), "wq", Map.of("axis", 0))
                        .node("DequantizeLinear", List.of("wq", "scale", "zero"), "w", Map.of("axis", 0))
                        .node("Conv", List.of("x", "w"), "y"));
        assertThat(graph.layers()).hasSize(1);
    }

    /** As quantised networks are exported: around every layer, bias in 32 bits, pools and joins on integers. */
    @Test
    void aQuantisedNetwork() {
        OnnxBuilder builder = image(13)
                .weights("sx", new float[] {0.008f})
                .weights("sw", new float[] {0.02f, 0.01f, 0.03f}, 3)
                .weights("sb", new float[] {0.00016f, 0.00008f, 0.00024f}, 3)
                .weights("sy", new float[] {0.05f});
        integers(builder, "zx", ElementType.UINT8, new long[] {127});
        integers(builder, "zw", ElementType.INT8, new long[3], 3);
        integers(builder, "zb", ElementType.INT32, new long[3], 3);
        integers(builder, "wq", ElementType.INT8, weights(3 * 4 * 9, 120), 3, 4, 3, 3);
        integers(builder, "bq", ElementType.INT32, new long[] {1000, -700, 300}, 3);
        Map<String, Object> window = new HashMap<>(Map.of("kernel_shape", new long[] {2, 2}));
        Graph graph = Conformance.check(builder.node("QuantizeLinear", List.of("x", "sx", "zx"), "xq")
                .node("DequantizeLinear", List.of("xq", "sx", "zx"), "xd")
                .node("DequantizeLinear", List.of("wq", "sw", "zw"), "w", Map.of("axis", 0))
                .node("DequantizeLinear", List.of("bq", "sb", "zb"), "b", Map.of("axis", 0))
                .node("Conv", List.of("xd", "w", "b"), "c")
                .node("Relu", List.of("c"), "r")
                .node("QuantizeLinear", List.of("r", "sy", "zx"), "rq")
                .node("MaxPool", List.of("rq"), "p", window)
                .node("DequantizeLinear", List.of("p", "sy", "zx"), "y"));
        assertThat(graph.layers().stream().filter(Layer.Convolution.class::isInstance))
                .hasSize(1);
    }

    @Test
    void whatIsNotSupportedIsSaid() {
        OnnxBuilder blocks = image(21).weights("scale", Conformance.positive(1, 60), 1, 2, 5, 6);
        assertThatThrownBy(() -> OnnxImporter.read(
                        blocks.node("QuantizeLinear", List.of("x", "scale"), "y", Map.of("axis", 1, "block_size", 2))
                                .build()))
                .isInstanceOf(UnsupportedModelException.class)
                .hasMessageContaining("blocks");
        OnnxBuilder rows = image(13).weights("scale", Conformance.positive(1, 5), 5);
        assertThatThrownBy(() ->
                        OnnxImporter.read(rows.node("QuantizeLinear", List.of("x", "scale"), "y", Map.of("axis", 2))
                                .build()))
                .isInstanceOf(UnsupportedModelException.class)
                .hasMessageContaining("axis 2");
        OnnxBuilder few = image(13).weights("scale", Conformance.positive(1, 3), 3);
        assertThatThrownBy(() -> OnnxImporter.read(
                        few.node("QuantizeLinear", List.of("x", "scale"), "y").build()))
                .isInstanceOf(UnsupportedModelException.class)
                .hasMessageContaining("3 scales");
    }
}

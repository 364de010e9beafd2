package dev.frogeye.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.frogeye.model.Graph;
import dev.frogeye.model.Layer;
import dev.frogeye.model.onnx.constant.LiteralReader;
import dev.frogeye.model.onnx.proto.Onnx.TensorProto;
import dev.frogeye.model.onnx.proto.Onnx.TensorProto.DataType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConstantImportTest {
    private static OnnxBuilder image(int opset) {
        return new OnnxBuilder("constants", opset).input("x", 1, 3, 4, 6).output("y");
    }

    /** Multiplies the image by a constant of 6 numbers of any type. */
    private static void checkRow(int opset, Consumer<OnnxBuilder> row) {
        OnnxBuilder builder = image(opset);
        row.accept(builder);
        Graph graph = Conformance.check(builder.node("Cast", List.of("row"), "floats", Map.of("to", 1))
                .node("Mul", List.of("x", "floats"), "y"));
        assertThat(graph.layers()).hasSize(1);
    }

    private static Map<String, ?> value(TensorProto.Builder tensor) {
        return Map.of("value", tensor.build());
    }

    private static TensorProto.Builder tensor(DataType type) {
        return TensorProto.newBuilder().setDataType(type.getNumber()).addDims(6);
    }

    private static TensorProto.Builder raw(DataType type, int... bytes) {
        ByteBuffer buffer = ByteBuffer.allocate(bytes.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int value : bytes) {
            buffer.put((byte) value);
        }
        return tensor(type).setRawData(ByteString.copyFrom(buffer.array()));
    }

    @Test
    void constantNodesOfEveryForm() {
        checkRow(
                13,
                b -> b.node("Constant", List.of(), "row", Map.of("value_floats", new float[] {1, 2, -3, 4, 5.5f, 6})));
        checkRow(13, b -> b.node("Constant", List.of(), "row", Map.of("value_ints", new long[] {1, 2, -3, 4, 5, 6})));
        checkRow(13, b -> b.node("Constant", List.of(), "row", Map.of("value_float", 2.5f)));
        checkRow(13, b -> b.node("Constant", List.of(), "row", Map.of("value_int", 3)));
        checkRow(
                9,
                b -> b.node(
                        "Constant", List.of(), "row", value(OnnxBuilder.tensor(new float[] {1, 2, 3, 4, 5, 6}, 6))));
    }

    @Test
    void typedFields() {
        List<Integer> numbers = List.of(1, 2, 3, 4, 5, 100);
        for (DataType type : List.of(DataType.INT32, DataType.INT16, DataType.UINT16, DataType.INT8, DataType.UINT8)) {
            checkRow(
                    13,
                    b -> b.node("Constant", List.of(), "row", value(tensor(type).addAllInt32Data(numbers))));
        }
        checkRow(
                13,
                b -> b.node(
                        "Constant",
                        List.of(),
                        "row",
                        value(tensor(DataType.BOOL).addAllInt32Data(List.of(1, 0, 1, 1, 0, 1)))));
        checkRow(
                13,
                b -> b.node(
                        "Constant",
                        List.of(),
                        "row",
                        value(tensor(DataType.INT64).addAllInt64Data(List.of(1L, -2L, 3L, 4L, 5L, 6L)))));
        checkRow(
                13,
                b -> b.node(
                        "Constant",
                        List.of(),
                        "row",
                        value(tensor(DataType.UINT32).addAllUint64Data(List.of(1L, 2L, 3L, 4L, 5L, 4_000_000_000L)))));
        checkRow(
                13,
                b -> b.node(
                        "Constant",
                        List.of(),
                        "row",
                        value(tensor(DataType.FLOAT).addAllFloatData(List.of(1f, -2.5f, 3f, 4f, 5f, 6f)))));
        checkRow(
                13,
                b -> b.node(
                        "Constant",
                        List.of(),
                        "row",
                        value(tensor(DataType.DOUBLE).addAllDoubleData(List.of(1., -2.5, 3., 4., 5., 6.)))));
        checkRow(
                13,
                b -> b.node(
                        "Constant",
                        List.of(),
                        "row",
                        value(tensor(DataType.FLOAT16)
                                .addAllInt32Data(List.of(0x3c00, 0xc000, 0x3555, 0x7bff, 0x0400, 0x4900)))));
    }

    @Test
    void rawBytes() {
        checkRow(13, b -> b.node("Constant", List.of(), "row", value(raw(DataType.INT8, 1, 2, -3, 4, -128, 127))));
        checkRow(13, b -> b.node("Constant", List.of(), "row", value(raw(DataType.UINT8, 1, 2, 3, 4, 128, 255))));
        checkRow(13, b -> b.node("Constant", List.of(), "row", value(raw(DataType.BOOL, 1, 0, 1, 1, 0, 1))));
        checkRow(
                13,
                b -> b.node(
                        "Constant",
                        List.of(),
                        "row",
                        value(raw(DataType.INT16, 1, 0, 2, 0, 255, 255, 0, 1, 7, 7, 0, 128))));
        checkRow(
                13,
                b -> b.node(
                        "Constant",
                        List.of(),
                        "row",
                        value(raw(DataType.UINT16, 1, 0, 2, 0, 255, 255, 0, 1, 7, 7, 0, 128))));
        // 1/3 and the smallest positive half among them.
        checkRow(
                13,
                b -> b.node(
                        "Constant",
                        List.of(),
                        "row",
                        value(raw(DataType.FLOAT16, 0, 0x3c, 0x55, 0x35, 0x01, 0, 0, 0xc0, 0xff, 0x7b, 0, 0x80))));
        checkRow(
                13,
                b -> b.node(
                        "Constant",
                        List.of(),
                        "row",
                        value(raw(
                                DataType.INT32,
                                1,
                                0,
                                0,
                                0,
                                2,
                                0,
                                0,
                                0,
                                255,
                                255,
                                255,
                                255,
                                0,
                                1,
                                0,
                                0,
                                1,
                                1,
                                1,
                                1,
                                9,
                                0,
                                0,
                                0))));
    }

    @Test
    void halvesThatAreNotNumbers() {
        assertThat(LiteralReader.half((short) 0x7c00)).isEqualTo(Float.POSITIVE_INFINITY);
        assertThat(LiteralReader.half((short) 0xfc00)).isEqualTo(Float.NEGATIVE_INFINITY);
        assertThat(LiteralReader.half((short) 0x7e00)).isNaN();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Add", "Sub", "Mul", "Div"})
    void arithmeticOnIntegersAndFloats(String operator) {
        checkRow(
                13,
                b -> b.integers("a", -7, 7, 8, 9, -10, 11).integers("b", 2).node(operator, List.of("a", "b"), "row"));
        checkRow(13, b -> b.weights("a", Conformance.values(1, 6), 2, 3)
                .weights("b", Conformance.positive(2, 2), 2, 1)
                .integers("six", 6)
                .node(operator, List.of("a", "b"), "matrix")
                .node("Reshape", List.of("matrix", "six"), "row"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Min", "Max", "Pow", "Mod", "Sum"})
    void moreArithmeticOfConstants(String operator) {
        Map<String, ?> attributes = operator.equals("Mod") ? Map.of("fmod", 1) : Map.of();
        checkRow(13, b -> b.weights("a", Conformance.positive(1, 6), 2, 3)
                .weights("b", Conformance.positive(2, 2), 2, 1)
                .integers("six", 6)
                .node(operator, List.of("a", "b"), "matrix", attributes)
                .node("Reshape", List.of("matrix", "six"), "row"));
        if (!operator.equals("Sum")) {
            checkRow(13, b -> b.integers("a", -7, 7, 8, 9, -10, 11)
                    .integers("b", 3)
                    .node(operator, List.of("a", "b"), "row"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Neg", "Abs", "Sign"})
    void functionsOfIntegers(String operator) {
        checkRow(13, b -> b.integers("a", -7, 7, 0, 9, -10, 11).node(operator, List.of("a"), "row"));
        checkRow(13, b -> b.weights("a", Conformance.values(1, 6), 6).node(operator, List.of("a"), "row"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Equal", "Less", "LessOrEqual", "Greater", "GreaterOrEqual"})
    void comparisonsAndChoices(String operator) {
        checkRow(16, b -> b.weights("a", new float[] {1, 2, 3, 4, 5, 6}, 2, 3)
                .weights("b", new float[] {2, 5}, 2, 1)
                .weights("c", Conformance.values(1, 3), 3)
                .integers("six", 6)
                .node(operator, List.of("a", "b"), "chosen")
                .node("Where", List.of("chosen", "a", "c"), "matrix")
                .node("Reshape", List.of("matrix", "six"), "row"));
        checkRow(16, b -> b.integers("a", 1, 2, 3, 4, 5, 6)
                .integers("b", 3)
                .node(operator, List.of("a", "b"), "chosen")
                .node("Not", List.of("chosen"), "others")
                .node("Where", List.of("others", "a", "b"), "row"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"And", "Or", "Xor"})
    void logic(String operator) {
        checkRow(16, b -> b.integers("a", 1, 2, 3, 4, 5, 6)
                .integers("b", 3)
                .integers("c", 2, 1, 2, 5, 2, 5)
                .node("Less", List.of("a", "b"), "p")
                .node("Less", List.of("c", "b"), "q")
                .node(operator, List.of("p", "q"), "row"));
    }

    @Test
    void movesAndJoinsOfConstants() {
        checkRow(13, b -> b.weights("a", Conformance.values(1, 12), 3, 4)
                .integers("start", -1)
                .integers("end", -100)
                .integers("step", -2)
                .integers("axis", 1)
                .node("Slice", List.of("a", "start", "end", "axis", "step"), "s")
                .node("Transpose", List.of("s"), "t")
                .node("Flatten", List.of("t"), "f", Map.of("axis", 0))
                .node("Squeeze", List.of("f"), "row"));
        checkRow(13, b -> b.weights("a", Conformance.values(1, 4), 2, 2)
                .weights("b", Conformance.values(2, 2), 2, 1)
                .integers("axes", 0)
                .node("Concat", List.of("a", "b"), "c", Map.of("axis", 1))
                .integers("six", -1)
                .node("Reshape", List.of("c", "six"), "r")
                .node("Unsqueeze", List.of("r", "axes"), "u")
                .node("Identity", List.of("u"), "row"));
    }

    @Test
    void gatherRangeAndConstantOfShape() {
        checkRow(13, b -> b.weights("a", Conformance.values(1, 12), 4, 3)
                .integers("indices", 1, -1)
                .integers("six", 6)
                .node("Gather", List.of("a", "indices"), "g")
                .node("Reshape", List.of("g", "six"), "row"));
        checkRow(13, b -> b.weights("a", Conformance.values(1, 12), 2, 6)
                .weights("b", Conformance.values(1, 12), 6, 2)
                .node("Constant", List.of(), "one", Map.of("value_int", 1))
                .node("Gather", List.of("b", "one"), "row", Map.of("axis", 1)));
        checkRow(13, b -> b.node("Constant", List.of(), "start", Map.of("value_int", 10))
                .node("Constant", List.of(), "limit", Map.of("value_int", -1))
                .node("Constant", List.of(), "delta", Map.of("value_int", -2))
                .node("Range", List.of("start", "limit", "delta"), "row"));
        checkRow(13, b -> b.integers("shape", 2, 3)
                .node("ConstantOfShape", List.of("shape"), "c", value(OnnxBuilder.tensor(new float[] {3}, 1)))
                .integers("six", 6)
                .node("Reshape", List.of("c", "six"), "row"));
        checkRow(13, b -> b.integers("shape", 6).node("ConstantOfShape", List.of("shape"), "row"));
    }

    @Test
    void casts() {
        checkRow(13, b -> b.weights("a", new float[] {1.7f, -1.7f, 0.2f, 3, -4, 5.5f}, 6)
                .node("Cast", List.of("a"), "row", Map.of("to", DataType.INT64_VALUE)));
        checkRow(13, b -> b.weights("a", new float[] {1.7f, -1.7f, 0.2f, 3, -4, 5.5f}, 6)
                .node("Cast", List.of("a"), "row", Map.of("to", DataType.INT32_VALUE)));
        checkRow(13, b -> b.integers("a", 1, 2, 3, 4, 5, 6)
                .node("Cast", List.of("a"), "row", Map.of("to", DataType.DOUBLE_VALUE)));
    }

    @Test
    void theShapeArithmeticOfExportersIsComputedAtImport() {
        Graph graph = Conformance.check(image(11)
                .node("Shape", List.of("x"), "shape")
                .node("Constant", List.of(), "zero", value(OnnxBuilder.tensor(new long[] {0})))
                .node("Constant", List.of(), "rest", value(OnnxBuilder.tensor(new long[] {-1}, 1)))
                .node("Gather", List.of("shape", "zero"), "batch", Map.of("axis", 0))
                .node("Unsqueeze", List.of("batch"), "b", Map.of("axes", new long[] {0}))
                .node("Concat", List.of("b", "rest"), "target", Map.of("axis", 0))
                .node("Reshape", List.of("x", "target"), "y"));

        assertThat(graph.layers()).singleElement().isInstanceOf(Layer.Rearrange.class);
    }

    @Test
    void partOfAShape() {
        Conformance.check(image(15)
                .node("Shape", List.of("x"), "shape", Map.of("start", 1, "end", -1))
                .integers("rest", -1)
                .node("Concat", List.of("shape", "rest"), "target", Map.of("axis", 0))
                .node("Reshape", List.of("x", "target"), "y"));
    }

    @Test
    void initialisersThatAreListedAsInputsAreConstants() {
        Graph graph = Conformance.check(image(9).input("w", 2, 3, 1, 1)
                .weights("w", Conformance.values(1, 6), 2, 3, 1, 1)
                .node("Conv", List.of("x", "w"), "y"));

        assertThat(graph.input().name()).isEqualTo("x");
    }
}

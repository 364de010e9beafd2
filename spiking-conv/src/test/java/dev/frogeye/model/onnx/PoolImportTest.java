package dev.frogeye.model.onnx;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PoolImportTest {
    private static void check(String operator, int opset, Map<String, ?> attributes) {
        Conformance.check(new OnnxBuilder("pool", opset)
                .input("x", 1, 3, 11, 10)
                .node(operator, List.of("x"), "y", attributes)
                .output("y"));
    }

    private static Map<String, Object> attributes(String kernel, String strides, String pads) {
        Map<String, Object> attributes = new HashMap<>();
        attributes.put("kernel_shape", longs(kernel));
        attributes.put("strides", longs(strides));
        attributes.put("pads", longs(pads));
        return attributes;
    }

    private static long[] longs(String text) {
        return Arrays.stream(text.split(" ")).mapToLong(Long::parseLong).toArray();
    }

    @ParameterizedTest
    @CsvSource({
        "3 3, 1 1, 1 1 1 1",
        "3 3, 2 2, 0 0 0 0",
        "3 3, 2 2, 1 1 1 1",
        "2 3, 2 1, 0 1 1 2",
        "2 2, 3 3, 0 0 0 0",
        "4 5, 3 2, 2 0 1 3",
        "2 2, 2 5, 0 0 1 1",
        "11 10, 1 1, 0 0 0 0",
    })
    void windowsStridesAndPadding(String kernel, String strides, String pads) {
        Map<String, Object> attributes = attributes(kernel, strides, pads);
        for (int opset : new int[] {7, 12, 19}) {
            check("MaxPool", opset, attributes);
            check("AveragePool", opset, attributes);
        }
        attributes.put("count_include_pad", 1);
        check("AveragePool", 7, attributes);
        check("AveragePool", 12, attributes);
    }

    @ParameterizedTest
    @CsvSource({
        "3 3, 2 2, 0 0 0 0",
        "3 3, 2 2, 1 1 1 1",
        "2 2, 3 3, 0 0 0 0",
        "3 2, 4 3, 1 1 1 1",
        "3 3, 3 4, 0 2 2 0",
        "2 2, 2 5, 0 1 1 1",
    })
    void windowsCutOffAtTheEnd(String kernel, String strides, String pads) {
        Map<String, Object> attributes = attributes(kernel, strides, pads);
        attributes.put("ceil_mode", 1);
        for (int opset : new int[] {12, 19}) {
            check("MaxPool", opset, attributes);
            check("AveragePool", opset, attributes);
        }
        // PoolDefinitionTest has those below operator set 19, which ONNX Runtime computes otherwise.
        attributes.put("count_include_pad", 1);
        check("AveragePool", 19, attributes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SAME_UPPER", "SAME_LOWER", "VALID"})
    void automaticPadding(String autoPad) {
        for (long stride = 1; stride <= 3; stride++) {
            Map<String, Object> attributes =
                    Map.of("auto_pad", autoPad, "kernel_shape", new long[] {3, 4}, "strides", new long[] {stride, 2});
            check("MaxPool", 12, attributes);
            check("AveragePool", 12, attributes);
        }
    }

    @ParameterizedTest
    @CsvSource({"2 2, 0 0 0 0", "2 1, 1 1 1 1", "3 2, 2 1 0 2"})
    void dilatedWindows(String dilations, String pads) {
        Map<String, Object> attributes = attributes("3 3", "2 1", pads);
        attributes.put("dilations", longs(dilations));
        check("MaxPool", 12, attributes);
        check("AveragePool", 19, attributes);
        attributes.put("count_include_pad", 1);
        check("AveragePool", 19, attributes);
    }
}

package dev.frogeye.model.onnx;

import dev.frogeye.model.onnx.file.ElementType;
import java.util.List;
import java.util.Map;

/** Small sound models that between them use most of what the importer reads; others are made by changing them. */
final class SeedModels {
    private SeedModels() {}

    static List<OnnxModel> all() {
        return List.of(small(), shapes(), pixels());
    }

    /** Uses most readers of attributes and constants in few bytes. */
    static OnnxModel small() {
        return new OnnxBuilder("small", 13)
                .input("x", 1, 2, 6, 6)
                .weights("w", Conformance.values(1, 36), 2, 2, 3, 3)
                .weights("v", Conformance.positive(2, 2), 2)
                .weights("m", Conformance.values(3, 24), 8, 3)
                .integers("shape", 1, -1)
                .integers("one", 1)
                .integers("two", 2)
                .node("Conv", List.of("x", "w", "v"), "c", Map.of("pads", new long[] {1, 1, 1, 1}, "group", 1))
                .node("BatchNormalization", List.of("c", "v", "v", "v", "v"), "n")
                .node(
                        "MaxPool",
                        List.of("n"),
                        "p",
                        Map.of("kernel_shape", new long[] {2, 2}, "strides", new long[] {2, 2}, "ceil_mode", 1))
                .node("Slice", List.of("p", "one", "two", "one"), "s")
                .node("Concat", List.of("p", "s"), "j", Map.of("axis", 1))
                .node("Transpose", List.of("j"), "t", Map.of("perm", new long[] {0, 2, 3, 1}))
                .node("LRN", List.of("p"), "l", Map.of("size", 3))
                .node("AveragePool", List.of("l"), "a", Map.of("kernel_shape", new long[] {2, 2}))
                .node("Shape", List.of("a"), "as")
                .node("Gather", List.of("as", "one"), "g")
                .node("Concat", List.of("g", "two", "two"), "target", Map.of("axis", 0))
                .node("ConstantOfShape", List.of("target"), "k")
                .node("Add", List.of("a", "k"), "b")
                .node("Reshape", List.of("b", "shape"), "f")
                .node("Gemm", List.of("f", "m"), "y", Map.of("alpha", 0.5f))
                .node("Softmax", List.of("y"), "z")
                .output("z")
                .output("t")
                .build();
    }

    /** Changes ranks back and forth and computes constants. */
    static OnnxModel shapes() {
        return new OnnxBuilder("shapes", 13)
                .input("x", 1, 4, 3, 2)
                .integers("five", 1, 2, 2, 3, 2)
                .integers("three", 1, 2, 12)
                .integers("axes", 0, 4)
                .integers("axis", 1)
                .weights("p", Conformance.positive(1, 3), 3, 1)
                .weights("w", Conformance.values(2, 24), 12, 2)
                .node("Reshape", List.of("x", "five"), "r")
                .node("Transpose", List.of("r"), "t", Map.of("perm", new long[] {0, 2, 1, 4, 3}))
                .node("ReduceMean", List.of("t"), "mean", Map.of("axes", new long[] {-1}, "keepdims", 0))
                .node("ReduceMean", List.of("t"), "m", Map.of("axes", new long[] {4}))
                .node("Squeeze", List.of("m", "axes"), "s")
                .node("Mul", List.of("r", "p"), "scaled")
                .node("Sum", List.of("scaled", "r", "p"), "sum")
                .node("Concat", List.of("sum", "r"), "c", Map.of("axis", 2))
                .node("Flatten", List.of("c"), "f", Map.of("axis", 2))
                .node("Reshape", List.of("x", "three"), "rows")
                .node("MatMul", List.of("rows", "w"), "y")
                .node("Softmax", List.of("y"), "z", Map.of("axis", 1))
                .node("Constant", List.of(), "from", Map.of("value_int", 0))
                .node("Constant", List.of(), "to", Map.of("value_int", 4))
                .node("Constant", List.of(), "by", Map.of("value_int", 2))
                .node("Range", List.of("from", "to", "by"), "range")
                .node("Cast", List.of("range"), "floats", Map.of("to", 1))
                .node("Div", List.of("z", "floats"), "d")
                .node("PRelu", List.of("z", "floats"), "q")
                .output("mean")
                .output("s")
                .output("f")
                .output("d")
                .output("q")
                .build();
    }

    /** A picture of integers, weights of float16, and functions of single values. */
    static OnnxModel pixels() {
        return Retyped.image(
                new OnnxBuilder("pixels", 13)
                        .input("x", 1, 3, 5, 4)
                        .weights("scale", Conformance.positive(1, 3), 3, 1, 1)
                        .weights("low", new float[] {-1})
                        .weights("high", new float[] {1})
                        .node("Cast", List.of("x"), "f", Map.of("to", 1))
                        .node("Mul", List.of("f", "scale"), "s")
                        .node("Sigmoid", List.of("s"), "g")
                        .node("Mul", List.of("s", "g"), "m")
                        .node("Clip", List.of("m", "low", "high"), "c")
                        .node("GlobalAveragePool", List.of("c"), "p")
                        .node("Flatten", List.of("p"), "y")
                        .output("y")
                        .output("c")
                        .build(),
                ElementType.UINT8);
    }
}

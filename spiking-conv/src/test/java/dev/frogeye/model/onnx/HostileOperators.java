package dev.frogeye.model.onnx;

import dev.frogeye.model.onnx.file.Limits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Small files that ask for much by what their operators do to extents, indices, constants and functions. */
final class HostileOperators {
    private static final long LARGE = 1 << 24;

    private HostileOperators() {}

    /** What the importer must refuse. */
    static Map<String, Supplier<OnnxModel>> refused() {
        Map<String, Supplier<OnnxModel>> models = new LinkedHashMap<>();
        models.put("an image that is expanded to far too much", () -> image(1, 1, 1)
                .integers("shape", 1, 1 << 14, 1 << 14, 1 << 14)
                .node("Expand", List.of("x", "shape"), "y")
                .output("y")
                .build());
        models.put("tiles that double", () -> {
            OnnxBuilder builder = image(3, 4, 5).integers("twice", 1, 2, 2, 2);
            String tensor = "x";
            for (int i = 0; i < 1000; i++) {
                builder.node("Tile", List.of(tensor, "twice"), "n" + i);
                tensor = "n" + i;
            }
            return builder.output(tensor).build();
        });
        models.put("an image that is resized over and over", () -> {
            OnnxBuilder builder = image(3, 64, 64)
                    .weights("up", new float[] {1, 1, 8, 8}, 4)
                    .weights("down", new float[] {1, 1, 0.125f, 0.125f}, 4);
            String tensor = "x";
            for (int i = 0; i < 20_000; i++) {
                builder.node(
                        "Resize",
                        List.of(tensor, "", i % 2 == 0 ? "up" : "down"),
                        "n" + i,
                        Map.of("mode", i % 4 < 2 ? "linear" : "nearest"));
                tensor = "n" + i;
            }
            return builder.output(tensor).build();
        });
        models.put("rows that are resized with wide windows", () -> {
            OnnxBuilder builder =
                    image(1, 1, 60_000).integers("few", 1, 1, 1, 1).integers("many", 1, 1, 1, 60_000);
            String tensor = "x";
            for (int i = 0; i < 20_000; i++) {
                builder.node(
                        "Resize",
                        List.of(tensor, "", "", i % 2 == 0 ? "few" : "many"),
                        "n" + i,
                        Map.of("mode", "cubic", "antialias", 1));
                tensor = "n" + i;
            }
            return builder.output(tensor).build();
        });
        models.put("paddings of paddings", () -> {
            OnnxBuilder builder = image(3, 4, 5).integers("pads", 0, 0, 500, 500, 0, 0, 500, 500);
            String tensor = "x";
            for (int i = 0; i < 10_000; i++) {
                builder.node("Pad", List.of(tensor, "pads"), "n" + i, Map.of("mode", "edge"));
                tensor = "n" + i;
            }
            return builder.output(tensor).build();
        });
        models.put("transposed convolutions of the widest strides", () -> {
            OnnxBuilder builder = image(1, 1, 1).weights("w", new float[] {1}, 1, 1, 1, 1);
            long[] widest = {Limits.WINDOW, Limits.WINDOW};
            String tensor = "x";
            for (int i = 0; i < 100; i++) {
                builder.node(
                        "ConvTranspose",
                        List.of(tensor, "w"),
                        "n" + i,
                        Map.of("strides", widest, "output_padding", widest));
                tensor = "n" + i;
            }
            return builder.output(tensor).build();
        });
        models.put("blocks of depth and space in turns", () -> {
            OnnxBuilder builder = image(1 << 12, 64, 64);
            String tensor = "x";
            for (int i = 0; i < 10_000; i++) {
                boolean deep = i % 2 == 0;
                builder.node(deep ? "DepthToSpace" : "SpaceToDepth", List.of(tensor), "n" + i, Map.of("blocksize", 64));
                tensor = "n" + i;
            }
            return builder.output(tensor).build();
        });
        models.put("indices of one value, many times", () -> {
            OnnxBuilder builder = image(1, 1, 1)
                    .integers("length", LARGE)
                    .node(
                            "ConstantOfShape",
                            List.of("length"),
                            "indices",
                            Map.of("value", OnnxBuilder.tensor(new long[1], 1).build()));
            for (int i = 0; i < 100; i++) {
                builder.node("Gather", List.of("x", "indices"), "n" + i, Map.of("axis", 3))
                        .output("n" + i);
            }
            return builder.build();
        });
        models.put("many indices of nothing", () -> {
            OnnxBuilder builder = image(1, 1, 1)
                    .weights("nothing", new float[0], 0, 1)
                    .integers("length", LARGE)
                    .node(
                            "ConstantOfShape",
                            List.of("length"),
                            "indices",
                            Map.of("value", OnnxBuilder.tensor(new long[1], 1).build()));
            for (int i = 0; i < 20_000; i++) {
                builder.node("Gather", List.of("nothing", "indices"), "n" + i, Map.of("axis", 1))
                        .output("n" + i);
            }
            return builder.output("x").build();
        });
        models.put("parts of nothing, joined", () -> {
            OnnxBuilder builder = image(1, 1, 1).weights("nothing", new float[0], 1 << 28, 0);
            List<String> parts = new ArrayList<>();
            for (int i = 0; i < 10_000; i++) {
                parts.add("nothing");
            }
            return builder.node("Concat", parts, "joined", Map.of("axis", 1))
                    .node("Add", List.of("x", "joined"), "y")
                    .output("y")
                    .build();
        });
        models.put("choices that spread a constant", () -> {
            OnnxBuilder builder = image(1, 1, 1)
                    .integers("shape", 1, 1, 1 << 12, 1 << 12)
                    .node("ConstantOfShape", List.of("shape"), "zeros")
                    .node("Cast", List.of("zeros"), "no", Map.of("to", 9));
            String tensor = "x";
            for (int i = 0; i < 1000; i++) {
                builder.node("Where", List.of("no", tensor, "zeros"), "n" + i);
                tensor = "n" + i;
            }
            return builder.output(tensor).build();
        });
        models.put("factors for many channels", () -> {
            OnnxBuilder builder = image((int) LARGE, 1, 1)
                    .integers("shape", LARGE, 1, 1)
                    .node("ConstantOfShape", List.of("shape"), "scale");
            String tensor = "x";
            for (int i = 0; i < 120; i++) {
                builder.node("Mul", List.of(tensor, "scale"), "n" + i);
                tensor = "n" + i;
            }
            return builder.output(tensor).build();
        });
        models.put("scales of a quantisation for many channels", () -> {
            OnnxBuilder builder = image((int) LARGE, 1, 1)
                    .integers("shape", LARGE)
                    .node("ConstantOfShape", List.of("shape"), "scale");
            String tensor = "x";
            for (int i = 0; i < 120; i++) {
                String operator = i % 2 == 0 ? "QuantizeLinear" : "DequantizeLinear";
                builder.node(operator, List.of(tensor, "scale"), "n" + i, Map.of("axis", 1));
                tensor = "n" + i;
            }
            return builder.output(tensor).build();
        });
        models.put("fully connected layers of one matrix", () -> {
            OnnxBuilder builder = image(1 << 11, 1, 1)
                    .node("Flatten", List.of("x"), "f")
                    .integers("shape", 1 << 11, 1 << 11)
                    .node("ConstantOfShape", List.of("shape"), "w");
            String tensor = "f";
            for (int i = 0; i < 5000; i++) {
                builder.node("Gemm", List.of(tensor, "w"), "g" + i, Map.of("transB", 1))
                        .node("MatMul", List.of("g" + i, "w"), "n" + i);
                tensor = "n" + i;
            }
            return builder.output(tensor).build();
        });
        models.put("normalisations of many channels", () -> {
            OnnxBuilder builder = image(1 << 22, 1, 1)
                    .integers("shape", 1 << 22)
                    .node(
                            "ConstantOfShape",
                            List.of("shape"),
                            "ones",
                            Map.of(
                                    "value",
                                    OnnxBuilder.tensor(new float[] {1}, 1).build()));
            String tensor = "x";
            for (int i = 0; i < 500; i++) {
                builder.node("BatchNormalization", List.of(tensor, "ones", "ones", "ones", "ones"), "n" + i);
                tensor = "n" + i;
            }
            return builder.output(tensor).build();
        });
        models.put("a constant that is split and joined", () -> {
            OnnxBuilder builder =
                    image(1, 1, 1).integers("shape", 1 << 20).node("ConstantOfShape", List.of("shape"), "c0");
            for (int i = 0; i < 1000; i++) {
                builder.node("Split", List.of("c" + i), List.of("a" + i, "b" + i), Map.of("axis", 0))
                        .node("Concat", List.of("b" + i, "a" + i), "c" + (i + 1), Map.of("axis", 0));
            }
            return builder.node("Add", List.of("x", "c1000"), "y").output("y").build();
        });
        return models;
    }

    /** What is large, but sound. */
    static Map<String, Supplier<OnnxModel>> imported() {
        Map<String, Supplier<OnnxModel>> models = new LinkedHashMap<>();
        models.put("a chain of self-gated values", () -> {
            OnnxBuilder builder = image(3, 4, 5);
            String tensor = "x";
            for (int i = 0; i < 30_000; i++) {
                builder.node("Sigmoid", List.of(tensor), "s" + i).node("Mul", List.of(tensor, "s" + i), "n" + i);
                tensor = "n" + i;
            }
            return builder.output(tensor).build();
        });
        models.put("a chain of squares", () -> {
            OnnxBuilder builder = image(3, 4, 5);
            String tensor = "x";
            for (int i = 0; i < 60_000; i++) {
                builder.node(i % 2 == 0 ? "Mul" : "Add", List.of(tensor, tensor), "n" + i);
                tensor = "n" + i;
            }
            return builder.output(tensor).build();
        });
        models.put("gates of one value that are multiplied", () -> {
            OnnxBuilder builder = image(3, 4, 5);
            String tensor = "x";
            for (int i = 0; i < 30_000; i++) {
                builder.node("Tanh", List.of("x"), "s" + i).node("Mul", List.of(tensor, "s" + i), "n" + i);
                tensor = "n" + i;
            }
            return builder.output(tensor).build();
        });
        models.put("a chain of scalings and functions of many channels", () -> {
            OnnxBuilder builder = image(1 << 15, 1, 1).weights("k", factors(1 << 15), 1 << 15, 1, 1);
            String tensor = "x";
            for (int i = 0; i < 500; i++) {
                builder.node("Mul", List.of(tensor, "k"), "m" + i).node("Tanh", List.of("m" + i), "n" + i);
                tensor = "n" + i;
            }
            return builder.output(tensor).build();
        });
        models.put("a chain of scalings of many channels", () -> {
            OnnxBuilder builder = image(1 << 15, 1, 1).weights("k", factors(1 << 15), 1 << 15, 1, 1);
            String tensor = "x";
            for (int i = 0; i < 500; i++) {
                builder.node("Mul", List.of(tensor, "k"), "n" + i);
                tensor = "n" + i;
            }
            return builder.output(tensor).build();
        });
        models.put("a chain of reductions and expansions", () -> {
            OnnxBuilder builder = image(3, 4, 5).integers("shape", 1, 3, 4, 5);
            String tensor = "x";
            String[] reductions = {"ReduceMean", "ReduceMax", "ReduceL2", "ReduceSumSquare", "ReduceLogSumExp"};
            for (int i = 0; i < 20_000; i++) {
                builder.node(reductions[i % 5], List.of(tensor), "r" + i, Map.of("axes", new long[] {1 + i % 3}))
                        .node("Expand", List.of("r" + i, "shape"), "n" + i);
                tensor = "n" + i;
            }
            return builder.output(tensor).build();
        });
        models.put("one move of which thousands of pieces are read", () -> {
            OnnxBuilder builder = image(1, 1 << 11, 1 << 12)
                    .node("Transpose", List.of("x"), "t", Map.of("perm", new long[] {0, 1, 3, 2}))
                    .integers("start", 0)
                    .integers("end", 1)
                    .integers("axis", 2);
            for (int i = 0; i < 5000; i++) {
                builder.node("Slice", List.of("t", "start", "end", "axis"), "n" + i)
                        .output("n" + i);
            }
            return builder.build();
        });
        models.put("one padding that thousands of convolutions read", () -> {
            OnnxBuilder builder = image(1, 2046, 2046)
                    .integers("pads", 0, 0, 1, 1, 0, 0, 1, 1)
                    .node("Pad", List.of("x", "pads"), "p")
                    .weights("w", new float[] {1}, 1, 1, 1, 1);
            for (int i = 0; i < 5000; i++) {
                builder.node("Conv", List.of("p", "w"), "n" + i, Map.of("strides", new long[] {2047, 2047}))
                        .output("n" + i);
            }
            return builder.build();
        });
        models.put("pools of many places", () -> image(1, 1, (1 << 28) - 4096)
                .node("MaxPool", List.of("x"), "y", Map.of("kernel_shape", new long[] {1, 4096}, "pads", new long[] {
                    0, 4000, 0, 4000
                }))
                .output("y")
                .build());
        models.put("a padding in front of a wide pool of many places", () -> image(1, 1, 1 << 23)
                .node("Relu", List.of("x"), "r")
                .integers("pads", 0, 0, 0, 4000, 0, 0, 0, 4000)
                .node("Pad", List.of("r", "pads"), "p")
                .node("MaxPool", List.of("p"), "y", Map.of("kernel_shape", new long[] {1, 4096}))
                .output("y")
                .build());
        models.put("a chain of scaled and moved convolutions", () -> {
            OnnxBuilder builder =
                    image(1, 2, 3).weights("w", new float[] {1}, 1, 1, 1, 1).weights("k", new float[] {1.5f}, 1, 1, 1);
            String tensor = "x";
            for (int i = 0; i < 20_000; i++) {
                builder.node("Conv", List.of(tensor, "w"), "c" + i)
                        .node("Transpose", List.of("c" + i), "t" + i, Map.of("perm", new long[] {0, 1, 3, 2}))
                        .node("Mul", List.of("t" + i, "k"), "n" + i);
                tensor = "n" + i;
            }
            return builder.output(tensor).build();
        });
        models.put("an image split into thousands", () -> {
            OnnxBuilder builder = image(50_000, 1, 2);
            List<String> parts = new ArrayList<>();
            for (int i = 0; i < 50_000; i++) {
                parts.add("p" + i);
            }
            return builder.node("Split", List.of("x"), parts, Map.of("axis", 1))
                    .node("Concat", parts, "y", Map.of("axis", 1))
                    .output("y")
                    .build();
        });
        models.put("choices among the same", () -> {
            OnnxBuilder builder = image(3, 4, 5).integers("c", 1).node("Cast", List.of("c"), "yes", Map.of("to", 9));
            String tensor = "x";
            for (int i = 0; i < 20_000; i++) {
                builder.node("Where", List.of("yes", tensor, "x"), "n" + i);
                tensor = "n" + i;
            }
            return builder.output(tensor).build();
        });
        models.put("quantised and back, many times", () -> {
            OnnxBuilder builder = image(3, 4, 5).weights("scale", new float[] {0.1f, 0.2f, 0.3f}, 3);
            String tensor = "x";
            for (int i = 0; i < 30_000; i++) {
                builder.node("QuantizeLinear", List.of(tensor, "scale"), "q" + i, Map.of("axis", 1))
                        .node("DequantizeLinear", List.of("q" + i, "scale"), "n" + i, Map.of("axis", 1));
                tensor = "n" + i;
            }
            return builder.output(tensor).build();
        });
        return models;
    }

    private static float[] factors(int count) {
        float[] factors = new float[count];
        Arrays.fill(factors, 1.01f);
        return factors;
    }

    private static OnnxBuilder image(int channels, int height, int width) {
        return new OnnxBuilder("x.onnx", 13).input("x", 1, channels, height, width);
    }
}

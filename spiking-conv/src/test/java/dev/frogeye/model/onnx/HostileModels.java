package dev.frogeye.model.onnx;

import dev.frogeye.model.onnx.proto.Onnx.AttributeProto;
import dev.frogeye.model.onnx.proto.Onnx.GraphProto;
import dev.frogeye.model.onnx.proto.Onnx.NodeProto;
import dev.frogeye.model.onnx.proto.Onnx.TensorProto;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** Small files that ask for much, by what they do. */
final class HostileModels {
    /** More nodes than any network has, as many as a file may hold. */
    private static final int MANY = 60_000;

    private HostileModels() {}

    private static OnnxBuilder image() {
        return new OnnxBuilder("x.onnx", 13).input("x", 1, 3, 4, 5);
    }

    /** What the importer must refuse. */
    static Map<String, Supplier<OnnxModel>> refused() {
        Map<String, Supplier<OnnxModel>> models = new LinkedHashMap<>();
        models.put(
                "a million initialisers",
                () -> edited(graph -> {
                    TensorProto empty = TensorProto.newBuilder().setDataType(1).build();
                    for (int i = 0; i < 1_000_000; i++) {
                        graph.addInitializer(empty.toBuilder().setName("w" + i));
                    }
                }));
        models.put(
                "a million inputs of one node",
                () -> edited(graph ->
                        graph.getNodeBuilder(0).setOpType("Sum").addAllInput(Collections.nCopies(1_100_000, "x"))));
        models.put("as many different unsupported operators as fit", () -> chain(MANY, i -> "Evil" + i));
        models.put(
                "an unsupported operator with a name of a megabyte",
                () -> edited(graph ->
                        graph.getNodeBuilder(0).setOpType("E".repeat(1 << 20)).setName("n".repeat(1 << 20))));
        models.put("a hundred thousand nodes", () -> chain(100_000, i -> "Relu"));
        models.put(
                "a cycle through all nodes",
                () -> edited(graph -> {
                    NodeProto.Builder node = graph.getNodeBuilder(0)
                            .setInput(0, "n" + (MANY - 1))
                            .setOutput(0, "n0");
                    NodeProto copy = node.build();
                    for (int i = 1; i < MANY; i++) {
                        graph.addNode(copy.toBuilder()
                                .setName("")
                                .setInput(0, "n" + (i - 1))
                                .setOutput(0, "n" + i));
                    }
                    graph.getOutputBuilder(0).setName("n5");
                }));
        models.put("a name that is no UTF-8", () -> {
            OnnxModel sound = edited(graph -> graph.getNodeBuilder(0).setOpType("UVWXYZ"));
            String text = new String(sound.bytes(), StandardCharsets.ISO_8859_1);
            return new OnnxModel(
                    sound.name(),
                    text.replace("UVWXYZ", "\u00ff\u00fe\r\n\u001b[").getBytes(StandardCharsets.ISO_8859_1));
        });
        models.put(
                "a tensor of 2 GB that is not there",
                () -> edited(graph -> {
                    graph.getNodeBuilder(0).setOpType("Add").addInput("w");
                    graph.addInitializer(
                            TensorProto.newBuilder().setName("w").setDataType(1).addDims(1 << 29));
                }));
        models.put(
                "extents whose product overflows",
                () -> edited(graph -> {
                    graph.getNodeBuilder(0).setOpType("Add").addInput("w");
                    graph.addInitializer(TensorProto.newBuilder()
                            .setName("w")
                            .setDataType(1)
                            .addAllDims(Collections.nCopies(8, (long) 1 << 28)));
                }));
        models.put("a list of a million axes", () -> image().node(
                        "Transpose", List.of("x"), "y", Map.of("perm", new long[1 << 20]))
                .output("y")
                .build());
        models.put("a kernel of a million axes", () -> image().node(
                        "MaxPool", List.of("x"), "y", Map.of("kernel_shape", new long[1 << 20]))
                .output("y")
                .build());
        models.put("a constant shape of a million axes", () -> image().integers("shape", new long[1 << 20])
                .node("ConstantOfShape", List.of("shape"), "k")
                .node("Add", List.of("x", "k"), "y")
                .output("y")
                .build());
        models.put("constants that double", () -> doubling("Concat"));
        models.put("sums that double", HostileModels::doublingActivations);
        models.put("one constant that feeds many layers", () -> {
            OnnxBuilder builder = new OnnxBuilder("x.onnx", 13)
                    .input("x", 1, 1024, 1, 1)
                    .weights("w", new float[1 << 20], 1024, 1024, 1, 1);
            String tensor = "x";
            for (int i = 0; i < 400; i++) {
                builder.node("Conv", List.of(tensor, "w"), "c" + i);
                tensor = "c" + i;
            }
            return builder.output(tensor).build();
        });
        models.put("sub-graphs in sub-graphs", HostileModels::nested);
        return models;
    }

    /** What is large, but sound. */
    static Map<String, Supplier<OnnxModel>> imported() {
        Map<String, Supplier<OnnxModel>> models = new LinkedHashMap<>();
        models.put("a chain of activations", () -> chain(MANY, i -> i % 2 == 0 ? "Relu" : "Tanh"));
        models.put("a chain of names for the same", () -> chain(MANY, i -> "Identity"));
        models.put("a chain of scalings", () -> {
            OnnxBuilder builder = image().weights("k", new float[] {1.5f});
            String tensor = "x";
            for (int i = 0; i < 30_000; i++) {
                builder.node(i % 2 == 0 ? "Mul" : "Div", List.of(tensor, "k"), "n" + i);
                tensor = "n" + i;
            }
            return builder.output(tensor).build();
        });
        models.put("a chain of moves", () -> {
            OnnxBuilder builder = image();
            String tensor = "x";
            for (int i = 0; i < 50_000; i++) {
                builder.node("Transpose", List.of(tensor), "n" + i, Map.of("perm", new long[] {0, 1, 3, 2}));
                tensor = "n" + i;
            }
            return builder.output(tensor).build();
        });
        models.put("a chain of sums of all before", () -> {
            OnnxBuilder builder = image();
            String tensor = "x";
            for (int i = 0; i < 50_000; i++) {
                builder.node("Add", List.of(tensor, "x"), "n" + i);
                tensor = "n" + i;
            }
            return builder.output(tensor).build();
        });
        models.put("as many outputs as nodes", () -> {
            OnnxBuilder builder = image();
            for (int i = 0; i < 50_000; i++) {
                builder.node("Relu", List.of("x"), "n" + i).output("n" + i);
            }
            return builder.build();
        });
        models.put(
                "one name of a megabyte",
                () -> edited(graph -> {
                    String name = "y".repeat(1 << 20);
                    graph.getNodeBuilder(0).setName(name).setOutput(0, name);
                    graph.getOutputBuilder(0).setName(name);
                }));
        return models;
    }

    private static OnnxModel chain(int length, IntFunction<String> operator) {
        OnnxBuilder builder = image();
        String tensor = "x";
        for (int i = 0; i < length; i++) {
            builder.node(operator.apply(i), List.of(tensor), "n" + i);
            tensor = "n" + i;
        }
        return builder.output(tensor).build();
    }

    private static OnnxModel doubling(String operator) {
        OnnxBuilder builder = image().weights("c", new float[1 << 10], 1 << 10);
        String tensor = "c";
        for (int i = 0; i < 40; i++) {
            builder.node(operator, List.of(tensor, tensor), "c" + i, Map.of("axis", 0));
            tensor = "c" + i;
        }
        return builder.node("Add", List.of("x", tensor), "y").output("y").build();
    }

    private static OnnxModel doublingActivations() {
        OnnxBuilder builder = image();
        String tensor = "x";
        for (int i = 0; i < 40; i++) {
            builder.node("Concat", List.of(tensor, tensor), "n" + i, Map.of("axis", 1 + i % 3));
            tensor = "n" + i;
        }
        return builder.output(tensor).build();
    }

    private static OnnxModel nested() {
        GraphProto inner = GraphProto.newBuilder().setName("innermost").build();
        for (int level = 0; level < 30; level++) {
            inner = GraphProto.newBuilder()
                    .addNode(NodeProto.newBuilder()
                            .setOpType("If")
                            .addOutput("o" + level)
                            .addAttribute(AttributeProto.newBuilder()
                                    .setName("then_branch")
                                    .setType(AttributeProto.AttributeType.GRAPH)
                                    .setG(inner)))
                    .build();
        }
        NodeProto outermost = inner.getNode(0);
        return edited(graph -> graph.setNode(0, outermost.toBuilder().setOutput(0, "y")));
    }

    private static OnnxModel edited(Consumer<GraphProto.Builder> change) {
        return Retyped.edited(
                image().node("Relu", List.of("x"), "y").output("y").build(), file -> {
                    change.accept(file.getGraphBuilder());
                    return file;
                });
    }
}

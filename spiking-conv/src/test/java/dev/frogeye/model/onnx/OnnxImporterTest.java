package dev.frogeye.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.frogeye.model.Graph;
import dev.frogeye.model.Layer;
import dev.frogeye.model.Tensor;
import dev.frogeye.model.UnsupportedModelException;
import dev.frogeye.model.onnx.proto.Onnx.AttributeProto;
import dev.frogeye.model.onnx.proto.Onnx.FunctionProto;
import dev.frogeye.model.onnx.proto.Onnx.GraphProto;
import dev.frogeye.model.onnx.proto.Onnx.ModelProto;
import dev.frogeye.model.onnx.proto.Onnx.NodeProto;
import dev.frogeye.model.onnx.proto.Onnx.TensorProto;
import dev.frogeye.model.onnx.proto.Onnx.TensorShapeProto.Dimension;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxImporterTest {
    private static OnnxBuilder image(int opset) {
        return new OnnxBuilder("x.onnx", opset).input("x", 0, 3, 4, 5);
    }

    private static OnnxBuilder relu() {
        return image(13).node("Relu", List.of("x"), "y").output("y");
    }

    private static ThrowableAssertAlternative<UnsupportedModelException> refuses(OnnxModel model) {
        return assertThatExceptionOfType(UnsupportedModelException.class)
                .isThrownBy(() -> OnnxImporter.read(model))
                .satisfies(e ->
                        assertThat(e.getMessage()).startsWith("model 'x.onnx'").doesNotContain("\n", "\r"));
    }

    private static ThrowableAssertAlternative<UnsupportedModelException> refuses(OnnxBuilder builder) {
        return refuses(builder.build());
    }

    private static OnnxModel changed(OnnxBuilder builder, Consumer<ModelProto.Builder> change) {
        try {
            ModelProto.Builder model = ModelProto.parseFrom(builder.build().bytes()).toBuilder();
            change.accept(model);
            return new OnnxModel("x.onnx", model.build().toByteArray());
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aGraphKnowsItsFileItsInputAndItsNames() {
        OnnxModel model = relu().build();
        Graph graph = OnnxImporter.read(model);

        assertThat(graph.name()).isEqualTo("x.onnx");
        assertThat(graph.sha256()).isEqualTo(model.sha256());
        assertThat(graph.input().dims()).containsExactly(1, 3, 4, 5);
        assertThat(graph.aliases()).containsExactly(Map.entry("node_y", "y"));
        assertThat(graph.layers().get(0).operator()).isEqualTo("Relu");
    }

    @Test
    void whatNoOutputNeedsIsLeftOut() {
        Graph graph = OnnxImporter.read(relu().node("Tanh", List.of("x"), "unused")
                .node("Einsum", List.of("x"), "unsupported")
                .build());

        assertThat(graph.layers()).hasSize(1);
    }

    @Test
    void declaredOutputsKeepTheirNames() {
        Graph graph = Conformance.check(image(13)
                .node("Relu", List.of("x"), "r")
                .node("Identity", List.of("r"), "y")
                .node("Dropout", List.of("r"), "z")
                .output("z")
                .output("y")
                .output("r"));

        assertThat(graph.outputs()).extracting(Tensor::name).containsExactly("z", "y", "r");
    }

    @Test
    void nodesMayComeInAnyOrder() {
        OnnxModel model = image(13)
                .node("Tanh", List.of("r"), "y")
                .node("Relu", List.of("x"), "r")
                .output("y")
                .build();

        assertThat(OnnxImporter.read(model).layers())
                .extracting(Layer::operator)
                .containsExactly("Relu", "Tanh");
    }

    @Test
    void aNodeNameThatIsALeftOutTensorNamesNothing() {
        // Keras calls nodes like the tensors they produce, and a convolution's own tensor is gone once scaled.
        OnnxModel model = changed(
                image(13)
                        .weights("w", Conformance.values(1, 6), 2, 3, 1, 1)
                        .weights("two", new float[] {2})
                        .node("Conv", List.of("x", "w"), "conv")
                        .node("Mul", List.of("conv", "two"), "y")
                        .output("y"),
                file -> file.getGraphBuilder().getNodeBuilder(1).setName("conv"));

        assertThat(OnnxImporter.read(model).tensor("conv")).isEmpty();
    }

    @Test
    void namesAllUnsupportedOperatorsAtOnce() {
        refuses(image(13)
                        .node("Einsum", List.of("x"), "a")
                        .node("Relu", List.of("a"), "b")
                        .node("NonZero", List.of("b"), "c")
                        .node("Einsum", List.of("c"), "d")
                        .output("d"))
                .withMessage("model 'x.onnx' uses operators that are not supported: "
                        + "Einsum (node_a, node_d), NonZero (node_c)");
    }

    @Test
    void operatorsOfOtherDomainsAreUnsupported() {
        refuses(changed(relu(), file -> file.getGraphBuilder().getNodeBuilder(0).setDomain("com.microsoft")))
                .withMessageEndingWith("not supported: com.microsoft.Relu (node_y)");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 6, 28})
    void otherOperatorSets(int opset) {
        refuses(new OnnxBuilder("x.onnx", opset)
                        .input("x", 1, 3, 4, 5)
                        .node("Relu", List.of("x"), "y")
                        .output("y"))
                .withMessageContaining("7 to 27");
    }

    @Test
    void filesThatAreNotOnnx() {
        for (String text : new String[] {"", "# just a text file\nwith lines\n", "{\"json\": [1, 2, 3]}", "\0\0\0\0"}) {
            refuses(new OnnxModel("x.onnx", text.getBytes(StandardCharsets.UTF_8)))
                    .withMessageContaining("is not an ONNX model");
        }
    }

    @Test
    void inputsThatAreNotOneImageOfAFixedSize() {
        refuses(new OnnxBuilder("x.onnx", 13).node("Relu", List.of("x"), "y").output("y"))
                .withMessageContaining("exactly one input");
        refuses(image(13)
                        .input("second", 1, 3, 4, 0)
                        .node("Add", List.of("x", "second"), "y")
                        .output("y"))
                .withMessage("model 'x.onnx' must have exactly one input, the image, but needs 2 inputs: "
                        + "'x' (FLOAT ?x3x4x5), 'second' (FLOAT 1x3x4x?); export it with all but the image fixed");
        refuses(new OnnxBuilder("x.onnx", 13)
                        .input("x", 1, 3)
                        .node("Relu", List.of("x"), "y")
                        .output("y"))
                .withMessageContaining("rank 2");
        refuses(new OnnxBuilder("x.onnx", 13)
                        .input("x", 1, 3, 0, 5)
                        .node("Relu", List.of("x"), "y")
                        .output("y"))
                .withMessageContaining("open")
                .withMessageContaining("--input-shape 1,3,HEIGHT,WIDTH");
        refuses(new OnnxBuilder("x.onnx", 13)
                        .input("x", 8, 3, 4, 5)
                        .node("Relu", List.of("x"), "y")
                        .output("y"))
                .withMessageContaining("batches of 8");
        refuses(changed(relu(), file -> file.getGraphBuilder()
                        .getInputBuilder(0)
                        .getTypeBuilder()
                        .getTensorTypeBuilder()
                        .setElemType(TensorProto.DataType.COMPLEX64_VALUE)))
                .withMessageContaining("'x' (COMPLEX64 ?x3x4x5)");
    }

    @Test
    void inputsThatAreNotReadAreNone() {
        OnnxBuilder builder =
                relu().input("unused", 1, 3, 0, 0).input("other", 7).node("Tanh", List.of("other"), "dropped");

        assertThat(OnnxImporter.read(builder.build()).input().name()).isEqualTo("x");
    }

    @Test
    void anInputMayGiveItsExtentsOnly() {
        OnnxModel model = new OnnxBuilder("x.onnx", 13)
                .input("like", 1, 15, 4)
                .input("x", 0, 3, 4, 5)
                .node("Shape", List.of("like"), "shape")
                .node("Reshape", List.of("x", "shape"), "y")
                .output("y")
                .build();
        Graph graph = OnnxImporter.read(model);

        assertThat(graph.input().name()).isEqualTo("x");
        assertThat(graph.outputs().get(0).dims()).containsExactly(1, 15, 4);
        refuses(new OnnxBuilder("x.onnx", 13)
                        .input("like", 1, 0, 4)
                        .input("x", 0, 3, 4, 5)
                        .node("Shape", List.of("like"), "shape")
                        .node("Reshape", List.of("x", "shape"), "y")
                        .output("y"))
                .withMessageContaining("extents of input 'like'");
    }

    @Test
    void functionsOfTheFile() {
        refuses(changed(relu(), file -> {
                    file.addFunctions(FunctionProto.newBuilder()
                            .setDomain("pkg.onnxscript.torch_lib")
                            .setName("aten_relu"));
                    file.getGraphBuilder()
                            .getNodeBuilder(0)
                            .setDomain("pkg.onnxscript.torch_lib")
                            .setOpType("aten_relu");
                }))
                .withMessage("model 'x.onnx' calls functions that it defines itself, which is not supported: "
                        + "pkg.onnxscript.torch_lib.aten_relu (node_y); export it with functions inlined");
    }

    @Test
    void subGraphsAreNamedByTheirOperators() {
        refuses(changed(image(13).node("If", List.of("x"), "y").output("y"), file -> file.getGraphBuilder()
                        .getNodeBuilder(0)
                        .addAttribute(AttributeProto.newBuilder()
                                .setName("then_branch")
                                .setType(AttributeProto.AttributeType.GRAPH)
                                .setG(GraphProto.newBuilder().setName("inner")))))
                .withMessageEndingWith("not supported: If (node_y)");
    }

    @Test
    void hugeImages() {
        refuses(changed(relu(), file -> file.getGraphBuilder()
                        .getInputBuilder(0)
                        .getTypeBuilder()
                        .getTensorTypeBuilder()
                        .getShapeBuilder()
                        .setDim(2, Dimension.newBuilder().setDimValue(1 << 28))))
                .withMessageContaining("too large");
    }

    @Test
    void graphsThatDoNotHangTogether() {
        refuses(image(13).node("Relu", List.of("nowhere"), "y").output("y")).withMessageContaining("'nowhere'");
        refuses(relu().output("nowhere")).withMessageContaining("'nowhere'");
        refuses(relu().output("y")).withMessageContaining("twice");
        refuses(image(13)).withMessageContaining("no outputs");
        refuses(relu().node("Tanh", List.of("x"), "y")).withMessageContaining("exists already");
        refuses(image(13)
                        .node("Add", List.of("x", "b"), "a")
                        .node("Relu", List.of("a"), "b")
                        .output("b"))
                .withMessageContaining("cycle");
        refuses(image(13).weights("w", new float[1], 1).output("w")).withMessageContaining("constant");
        refuses(relu().weights("w", new float[1], 1).weights("w", new float[1], 1))
                .withMessageContaining("two initialisers");
    }

    @Test
    void weightsThatDoNotFit() {
        refuses(image(13)
                        .weights("w", new float[8], 2, 4, 1, 1)
                        .node("Conv", List.of("x", "w"), "y")
                        .output("y"))
                .withMessageContaining("2x4x1x1")
                .withMessageContaining("3 input channels");
        refuses(image(13)
                        .weights("w", new float[3 * 81], 1, 3, 9, 9)
                        .node("Conv", List.of("x", "w"), "y")
                        .output("y"))
                .withMessageContaining("padded input");
        refuses(image(13)
                        .weights("w", new float[6], 2, 3, 1, 1)
                        .weights("b", new float[3], 3)
                        .node("Conv", List.of("x", "w", "b"), "y")
                        .output("y"))
                .withMessageContaining("3 biases");
        refuses(image(13)
                        .weights("w", new float[] {1, 2, Float.NaN}, 1, 3, 1, 1)
                        .node("Conv", List.of("x", "w"), "y")
                        .output("y"))
                .withMessageContaining("finite");
        refuses(image(13)
                        .weights("k", new float[7], 7)
                        .node("Add", List.of("x", "k"), "y")
                        .output("y"))
                .withMessageContaining("do not fit");
    }

    @Test
    void constantsWhoseExtentsClaimMoreThanTheFileHolds() {
        for (long[] dims : new long[][] {{1L << 40}, {1 << 20, 1 << 20}, {1 << 28}, {-1}, {1, 3, 1, 2}}) {
            refuses(changed(
                            image(13)
                                    .weights("w", new float[3], 1, 3, 1, 1)
                                    .node("Conv", List.of("x", "w"), "y")
                                    .output("y"),
                            file -> {
                                TensorProto.Builder tensor = file.getGraphBuilder()
                                        .getInitializerBuilder(0)
                                        .clearDims();
                                for (long dim : dims) {
                                    tensor.addDims(dim);
                                }
                            }))
                    .withMessageContaining("'w'");
        }
    }

    @Test
    void weightsInAnotherFile() {
        refuses(changed(
                        image(13)
                                .weights("w", new float[3], 1, 3, 1, 1)
                                .node("Conv", List.of("x", "w"), "y")
                                .output("y"),
                        file -> file.getGraphBuilder()
                                .getInitializerBuilder(0)
                                .setDataLocation(TensorProto.DataLocation.EXTERNAL)))
                .withMessageContaining("another file");
    }

    @Test
    void absurdWindows() {
        for (String key : new String[] {"strides", "dilations", "pads", "kernel_shape"}) {
            long[] values = new long[key.equals("pads") ? 4 : 2];
            Arrays.fill(values, Integer.MAX_VALUE);
            refuses(image(13)
                            .weights("w", new float[3 * 9], 1, 3, 3, 3)
                            .node("Conv", List.of("x", "w"), "y", Map.of(key, values))
                            .output("y"))
                    .withMessageContaining("Conv 'node_y'");
        }
        refuses(image(13)
                        .node(
                                "MaxPool",
                                List.of("x"),
                                "y",
                                Map.of("kernel_shape", new long[] {2, 2}, "pads", new long[] {2, 0, 0, 0}))
                        .output("y"))
                .withMessageContaining("padding only");
    }

    @Test
    void constantsThatWouldFillTheMemory() {
        refuses(image(13)
                        .integers("shape", 1 << 20, 1 << 20)
                        .node("ConstantOfShape", List.of("shape"), "k")
                        .node("Add", List.of("x", "k"), "y")
                        .output("y"))
                .withMessageContaining("constant expressions");
        refuses(image(13)
                        .weights("k", new float[1], 1)
                        .integers("shape", 1, 1, 1 << 14, 1 << 14)
                        .node("ConstantOfShape", List.of("shape"), "k2")
                        .node("Add", List.of("x", "k2"), "y")
                        .output("y"))
                .withMessageContaining("constant expressions");
    }

    @Test
    void activationsThatWouldFillTheMemory() {
        OnnxBuilder builder = new OnnxBuilder("x.onnx", 13).input("x", 1, 1, 1, 1);
        String tensor = "x";
        for (int i = 0; i < 14; i++) {
            builder.node("Concat", Collections.nCopies(16, tensor), "c" + i, Map.of("axis", 1));
            tensor = "c" + i;
        }
        refuses(builder.output(tensor)).withMessageContaining("too large");
    }

    @Test
    void scalesOfHugeTensorsThatWouldFillTheMemory() {
        OnnxBuilder builder =
                new OnnxBuilder("x.onnx", 13).input("x", 1, 1 << 23, 1, 1).weights("two", new float[] {2});
        String tensor = "x";
        for (int i = 0; i < 100; i++) {
            builder.node("Mul", List.of(tensor, "two"), "m" + i);
            tensor = "m" + i;
        }
        refuses(builder.output(tensor)).withMessageContaining("constant expressions");
    }

    @Test
    void namesForTensorsBetweenLayersAreNotThoseOfTheFile() {
        Graph graph = Conformance.check(image(13)
                .node("Tanh", List.of("x"), "t")
                .node("Exp", List.of("x"), "e")
                .node("Sum", List.of("x", "t", "e"), "y")
                .node("Relu", List.of("y"), "y/sum")
                .output("y/sum"));

        assertThat(graph.layers()).extracting(layer -> layer.output().name()).doesNotHaveDuplicates();
    }

    @Test
    void nodesOfTheSameNameAreNamedByTheirOutputs() {
        OnnxModel model = changed(
                image(13)
                        .node("Relu", List.of("x"), "r")
                        .node("Tanh", List.of("r"), "y")
                        .output("y"),
                file -> {
                    file.getGraphBuilder().getNodeBuilder(0).setName("same");
                    file.getGraphBuilder().getNodeBuilder(1).setName("same");
                });

        assertThat(OnnxImporter.read(model).layers()).extracting(Layer::name).containsExactly("same", "y");
    }

    @Test
    void namesWithLineEndsStayOnOneLine() {
        refuses(changed(image(13).node("Einsum", List.of("x"), "y").output("y"), file -> file.getGraphBuilder()
                        .setNode(
                                0,
                                NodeProto.newBuilder()
                                        .setOpType("Ein\nsum")
                                        .setName("a\r\nb\u2028c")
                                        .addInput("x")
                                        .addOutput("y"))))
                .withMessageContaining("Ein sum (a b c)");
    }

    @Test
    void variantsOfOperatorsThatAreNotSupported() {
        refuses(image(13).node("ConstantOfShape", List.of("x"), "y").output("y"))
                .withMessageContaining("ConstantOfShape 'node_y'")
                .withMessageContaining("constants only");
        refuses(image(13).node("Conv", List.of("x", "x"), "y").output("y")).withMessageContaining("must be constant");
    }
}

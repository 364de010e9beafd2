package dev.frogeye.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.frogeye.model.Graph;
import dev.frogeye.model.LayerSelector;
import dev.frogeye.model.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LayerSelectorTest {
    private static OnnxBuilder features() {
        return new OnnxBuilder("small.onnx", 13)
                .input("image", 1, 3, 8, 8)
                .weights("w", Conformance.values(1, 4 * 3 * 9), 4, 3, 3, 3)
                .weights("scale", Conformance.values(2, 4), 4, 1, 1)
                .weights("classes", Conformance.values(3, 40), 4, 10)
                .weights("scores", Conformance.values(3, 40), 10, 4, 1, 1)
                .node("Conv", List.of("image", "w"), "conv1")
                .node("Mul", List.of("conv1", "scale"), "bn1")
                .node("Relu", List.of("bn1"), "relu1");
    }

    private static Graph pooled() {
        return OnnxImporter.read(features()
                .node("GlobalAveragePool", List.of("relu1"), "pooled")
                .output("pooled")
                .build());
    }

    private static List<String> select(OnnxBuilder builder, String... names) {
        return LayerSelector.select(OnnxImporter.read(builder.build()), List.of(names)).stream()
                .map(Tensor::name)
                .toList();
    }

    @Test
    void tensorsNodesAndOutputsByNameEachOnce() {
        Graph graph = pooled();
        assertThat(LayerSelector.select(graph, List.of("relu1", "node_relu1", "@output", "pooled", "image")))
                .extracting(Tensor::name)
                .containsExactly("relu1", "pooled", "image");
    }

    @Test
    void tensorsThatWereLeftOutByTheirOldNames() {
        OnnxBuilder builder = features()
                .node("Dropout", List.of("relu1"), "dropped")
                .node("Identity", List.of("dropped"), "same")
                .node("GlobalMaxPool", List.of("same"), "pooled")
                .output("pooled");
        assertThat(select(builder, "same")).containsExactly("relu1");
        assertThat(select(builder, "node_dropped")).containsExactly("relu1");
    }

    @Test
    void penultimateIsWhatTheClassifierReads() {
        assertThat(select(
                        features()
                                .node("GlobalAveragePool", List.of("relu1"), "pooled")
                                .node("Flatten", List.of("pooled"), "flat")
                                .node("MatMul", List.of("flat", "classes"), "logits")
                                .node("Softmax", List.of("logits"), "probabilities")
                                .output("probabilities"),
                        "@penultimate"))
                .containsExactly("flat");
    }

    @Test
    void penultimateIsWhatAConvolutionThatClassifiesReads() {
        assertThat(select(
                        features()
                                .node("GlobalAveragePool", List.of("relu1"), "pooled")
                                .node("Conv", List.of("pooled", "scores"), "logits")
                                .node("Flatten", List.of("logits"), "flat")
                                .output("flat"),
                        "@penultimate"))
                .containsExactly("pooled");
        assertThat(select(
                        features()
                                .node("Conv", List.of("relu1", "scores"), "map")
                                .node("Relu", List.of("map"), "map2")
                                .node("GlobalAveragePool", List.of("map2"), "pooled")
                                .node("Flatten", List.of("pooled"), "flat")
                                .node("Softmax", List.of("flat"), "probabilities")
                                .output("probabilities"),
                        "@penultimate"))
                .containsExactly("relu1");
    }

    @Test
    void penultimateOfANetworkWithoutClassifierIsWhatItPools() {
        assertThat(LayerSelector.select(pooled(), List.of("@penultimate")))
                .extracting(Tensor::name)
                .containsExactly("pooled");
        assertThat(select(
                        features()
                                .node("AveragePool", List.of("relu1"), "p", Map.of("kernel_shape", new long[] {6, 6}))
                                .node("Flatten", List.of("p"), "flat")
                                .output("flat"),
                        "@penultimate"))
                .containsExactly("p");
        assertThat(select(features().node("Flatten", List.of("relu1"), "flat").output("flat"), "@penultimate"))
                .containsExactly("flat");
    }

    private static OnnxBuilder classified() {
        return features()
                .node("GlobalAveragePool", List.of("relu1"), "pooled")
                .node("Flatten", List.of("pooled"), "flat")
                .node("MatMul", List.of("flat", "classes"), "logits");
    }

    @Test
    void penultimateIsBeforeTheScoresOfWhichOneIsChosen() {
        assertThat(select(
                        classified()
                                .node("ArgMax", List.of("logits"), "class", Map.of("axis", 1L))
                                .output("class"),
                        "@penultimate"))
                .containsExactly("flat");
        assertThat(select(
                        classified()
                                .node("Softmax", List.of("logits"), "probabilities")
                                .node("ReduceMax", List.of("probabilities"), "best", Map.of("axes", new long[] {1}))
                                .output("best"),
                        "@penultimate"))
                .containsExactly("flat");
    }

    @Test
    void penultimateIsWhatAnEmbeddingThatIsScaledToLengthOneIsMadeOf() {
        assertThat(select(
                        classified()
                                .node("LpNormalization", List.of("logits"), "unit", Map.of("axis", 1L, "p", 2L))
                                .output("unit"),
                        "@penultimate"))
                .containsExactly("flat");
        assertThat(select(
                        classified()
                                .node("ReduceL2", List.of("logits"), "length", Map.of("axes", new long[] {1}))
                                .node("Div", List.of("logits", "length"), "unit")
                                .output("unit"),
                        "@penultimate"))
                .containsExactly("flat");
    }

    @Test
    void penultimateIsWhatAClassifierBehindALayerNormalizationReads() {
        assertThat(select(
                        new OnnxBuilder("norm.onnx", 17)
                                .input("image", 1, 3, 8, 8)
                                .weights("w", Conformance.values(1, 4 * 3 * 9), 4, 3, 3, 3)
                                .weights("scale", Conformance.values(2, 4), 4)
                                .weights("shift", Conformance.values(4, 4), 4)
                                .weights("classes", Conformance.values(3, 40), 4, 10)
                                .weights("bias", Conformance.values(5, 10), 10)
                                .node("Conv", List.of("image", "w"), "conv1")
                                .node("GlobalAveragePool", List.of("conv1"), "pooled")
                                .node("Flatten", List.of("pooled"), "flat")
                                .node("LayerNormalization", List.of("flat", "scale", "shift"), "normed")
                                .node("Gemm", List.of("normed", "classes", "bias"), "logits")
                                .output("logits"),
                        "@penultimate"))
                .containsExactly("normed");
    }

    @Test
    void penultimateOfAKerasClassifierIsWhatItsDenseLayerReads() {
        assertThat(select(
                        new OnnxBuilder("keras.onnx", 13)
                                .input("image", 1, 8, 8, 3)
                                .weights("w", Conformance.values(1, 4 * 3 * 9), 4, 3, 3, 3)
                                .weights("classes", Conformance.values(3, 40), 4, 10)
                                .weights("bias", Conformance.values(5, 10), 10)
                                .node("Transpose", List.of("image"), "planes", Map.of("perm", new long[] {0, 3, 1, 2}))
                                .node("Conv", List.of("planes", "w"), "conv1")
                                .node("Relu", List.of("conv1"), "relu1")
                                .node("Transpose", List.of("relu1"), "last", Map.of("perm", new long[] {0, 2, 3, 1}))
                                .node(
                                        "ReduceMean",
                                        List.of("last"),
                                        "pooled",
                                        Map.of("axes", new long[] {1, 2}, "keepdims", 0L))
                                .node("MatMul", List.of("pooled", "classes"), "product")
                                .node("Add", List.of("product", "bias"), "logits")
                                .node("Softmax", List.of("logits"), "probabilities")
                                .output("probabilities"),
                        "@penultimate"))
                .containsExactly("pooled");
    }

    @Test
    void penultimateOfAFeatureMapIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> select(features().output("relu1"), "@penultimate"))
                .withMessageContaining("small.onnx")
                .withMessageContaining("name a tensor");
    }

    @Test
    void aMissNamesTheClosest() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LayerSelector.select(pooled(), List.of("Relu_1")))
                .withMessageStartingWith("model 'small.onnx' has no layer 'Relu_1'; did you mean 'relu1', ")
                .withMessageEndingWith("'frogeye inspect' lists all");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LayerSelector.select(pooled(), List.of("@outptu")))
                .withMessageContaining("did you mean '@output'");
    }

    @Test
    void whatBecamePartOfAnotherLayerIsExplained() {
        Graph graph = OnnxImporter.read(features().output("relu1").build());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LayerSelector.select(graph, List.of("node_conv1")))
                .withMessageContaining("computed together with what follows, as 'bn1'");
    }

    private static OnnxBuilder nested() {
        return new OnnxBuilder("nested.onnx", 13)
                .input("image", 1, 3, 8, 8)
                .weights("w1", Conformance.values(1, 4 * 3), 4, 3, 1, 1)
                .weights("w2", Conformance.values(2, 4 * 4), 4, 4, 1, 1)
                .weights("classes", Conformance.values(3, 40), 4, 10)
                .node("Conv", List.of("image", "w1"), "stem/conv")
                .node("Relu", List.of("stem/conv"), "stem/relu")
                .node("Conv", List.of("stem/relu", "w2"), "layer4.0.conv1")
                .node("Relu", List.of("layer4.0.conv1"), "layer4.0.relu")
                .node("Conv", List.of("layer4.0.relu", "w2"), "layer4.1[a]*")
                .node("GlobalAveragePool", List.of("layer4.1[a]*"), "pooled")
                .node("Flatten", List.of("pooled"), "flat")
                .node("MatMul", List.of("flat", "classes"), "logits")
                .output("logits");
    }

    @Test
    void allConvIsWhatEachConvolutionComputesWithoutTheClassifier() {
        assertThat(select(nested(), "@all-conv")).containsExactly("stem/conv", "layer4.0.conv1", "layer4.1[a]*");
        assertThat(select(features().output("relu1"), "@all-conv")).hasSize(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> select(
                        new OnnxBuilder("plain.onnx", 13)
                                .input("image", 1, 3, 8, 8)
                                .node("Relu", List.of("image"), "relu")
                                .output("relu"),
                        "@all-conv"))
                .withMessageContaining("plain.onnx' has no convolution");
    }

    @Test
    void aPatternIsWhatItMatchesInTheOrderOfTheGraph() {
        assertThat(select(nested(), "layer4.*")).containsExactly("layer4.0.conv1", "layer4.0.relu", "layer4.1[a]*");
        assertThat(select(nested(), "*conv?")).containsExactly("layer4.0.conv1");
        assertThat(select(nested(), "*/[a-d]*")).containsExactly("stem/conv");
        assertThat(select(nested(), "*/[!a-d]*")).containsExactly("stem/relu");
        assertThat(select(nested(), "node_stem*")).containsExactly("stem/conv", "stem/relu");
        assertThat(select(nested(), "*relu", "stem*")).containsExactly("stem/relu", "layer4.0.relu", "stem/conv");
    }

    @Test
    void theImageIsNotAmongWhatAPatternMatches() {
        assertThat(select(nested(), "*")).doesNotContain("image").contains("stem/conv", "logits");
    }

    @Test
    void aNameThatLooksLikeAPatternIsANameFirst() {
        assertThat(select(nested(), "layer4.1[a]*")).containsExactly("layer4.1[a]*");
        Graph graph = OnnxImporter.read(nested().build());
        assertThat(LayerSelector.isPattern(graph, "layer4.1[a]*")).isFalse();
        assertThat(LayerSelector.isPattern(graph, "layer4.*")).isTrue();
    }

    @Test
    void aPatternThatMatchesNothingIsToldWhatWould() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> select(nested(), "ayer4.?"))
                .withMessageContaining("no layer 'ayer4.?'")
                .withMessageContaining("did you mean '*ayer4.?*'?");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> select(nested(), "stme/*"))
                .withMessageContaining("'stem/conv'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> select(nested(), "[z-a]*"))
                .withMessageContaining("'[z-a]*' is no pattern");
    }
}

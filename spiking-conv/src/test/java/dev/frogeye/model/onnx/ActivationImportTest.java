package dev.frogeye.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frogeye.model.Function;
import dev.frogeye.model.Graph;
import dev.frogeye.model.Layer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ActivationImportTest {
    /** The image times 6, so that every branch of a function is met. */
    private static OnnxBuilder image(int opset) {
        return new OnnxBuilder("activation", opset)
                .input("x", 1, 4, 5, 6)
                .weights("six", new float[] {6})
                .node("Mul", List.of("x", "six"), "s")
                .output("y");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Relu", "LeakyRelu", "Sigmoid", "HardSigmoid", "HardSwish", "Tanh", "Exp"})
    void functionsWithoutAttributes(String operator) {
        Conformance.check(image(14).node(operator, List.of("s"), "y"));
    }

    @Test
    void functionsWithAttributes() {
        Conformance.check(image(13).node("LeakyRelu", List.of("s"), "y", Map.of("alpha", 0.3f)));
        Conformance.check(image(13).node("HardSigmoid", List.of("s"), "y", Map.of("alpha", 0.4f, "beta", 0.1f)));
    }

    @Test
    void functionsOfAnyRank() {
        Conformance.check(image(13)
                .integers("shape", 1, 2, 60)
                .node("Reshape", List.of("s", "shape"), "m")
                .node("Tanh", List.of("m"), "y"));
    }

    @Test
    void pReluWithOneSlopeOrOneAChannel() {
        Conformance.check(image(13).weights("p", new float[] {0.3f}, 1).node("PRelu", List.of("s", "p"), "y"));
        Conformance.check(
                image(13).weights("p", Conformance.values(1, 4), 4, 1, 1).node("PRelu", List.of("s", "p"), "y"));
        Conformance.check(
                image(9).weights("p", Conformance.values(1, 4), 1, 4, 1, 1).node("PRelu", List.of("s", "p"), "y"));
        Conformance.check(image(13)
                .weights("p", Conformance.values(1, 6), 6)
                .integers("shape", 20, 6)
                .node("Reshape", List.of("s", "shape"), "m")
                .node("PRelu", List.of("m", "p"), "y"));
    }

    @Test
    void clipWithAttributes() {
        Conformance.check(image(7).node("Clip", List.of("s"), "y", Map.of("min", 0f, "max", 6f)));
        Conformance.check(image(10).node("Clip", List.of("s"), "y", Map.of("min", -1f)));
        Conformance.check(image(10).node("Clip", List.of("s"), "y", Map.of("max", 2f)));
    }

    @Test
    void clipWithInputs() {
        OnnxBuilder bounds = image(13).weights("low", new float[] {-2}).weights("high", new float[] {1.5f});
        Graph graph = Conformance.check(bounds.node("Clip", List.of("s", "low", "high"), "y"));
        assertThat(graph.layers().get(1))
                .extracting(layer -> ((Layer.Pointwise) layer).function())
                .isEqualTo(new Function.Clamp(-2, 1.5f));
        Conformance.check(image(13).weights("high", new float[] {1.5f}).node("Clip", List.of("s", "", "high"), "y"));
        Conformance.check(image(11).weights("low", new float[] {-2}).node("Clip", List.of("s", "low"), "y"));
        Conformance.check(image(12).node("Clip", List.of("s"), "y"));
    }
}

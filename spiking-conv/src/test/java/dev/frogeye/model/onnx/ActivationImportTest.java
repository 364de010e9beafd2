package dev.frogeye.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frogeye.model.Function;
import dev.frogeye.model.Graph;
import dev.frogeye.model.Layer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    /** Each from the first opset that has it, and those in which it changed. */
    @ParameterizedTest
    @CsvSource({
        "Elu, 7",
        "Elu, 13",
        "Selu, 7",
        "Softplus, 7",
        "Softsign, 7",
        "Erf, 9",
        "Erf, 13",
        "ThresholdedRelu, 10",
        "Celu, 12",
        "Mish, 18",
        "Gelu, 20",
        "Shrink, 9",
        "Sign, 9",
        "Sign, 13",
        "Round, 11",
        "Sin, 7",
        "Cos, 7",
        "Neg, 7",
        "Neg, 13",
        "Abs, 7",
        "Abs, 13",
        "Floor, 7",
        "Floor, 13",
        "Ceil, 7",
        "Ceil, 13",
        "Exp, 7",
        "Tanh, 7",
        "Sigmoid, 7",
        "HardSigmoid, 7",
        "LeakyRelu, 7",
        "LeakyRelu, 16",
        "Relu, 7",
        "Relu, 14",
        "Reciprocal, 7",
        "Reciprocal, 13",
    })
    void functionsOfTensorsAndOfConstants(String operator, int opset) {
        Conformance.check(image(opset).node(operator, List.of("s"), "y"));
        Conformance.check(image(opset)
                .weights("k", spread(6), 6)
                .node(operator, List.of("k"), "constant")
                .node("Mul", List.of("x", "constant"), "y"));
    }

    /** Values of either sign, some on the edges between the pieces that functions have. */
    private static float[] spread(int count) {
        float[] values = Conformance.values(5, count);
        for (int i = 0; i < count; i++) {
            values[i] = i == 0 ? 2.5f : values[i] * 4;
        }
        return values;
    }

    @ParameterizedTest
    @CsvSource({"Log, 7", "Log, 13", "Sqrt, 7", "Sqrt, 13"})
    void functionsOfPositiveValues(String operator, int opset) {
        Conformance.check(image(opset).node("Exp", List.of("s"), "e").node(operator, List.of("e"), "y"));
        Conformance.check(image(opset)
                .weights("k", Conformance.positive(5, 6), 6)
                .node(operator, List.of("k"), "constant")
                .node("Mul", List.of("x", "constant"), "y"));
    }

    @Test
    void functionsWithParameters() {
        Conformance.check(image(13).node("Elu", List.of("s"), "y", Map.of("alpha", 0.7f)));
        Conformance.check(image(13).node("Selu", List.of("s"), "y", Map.of("alpha", 1.2f, "gamma", 0.9f)));
        Conformance.check(image(13).node("Celu", List.of("s"), "y", Map.of("alpha", 2f)));
        Conformance.check(image(13).node("ThresholdedRelu", List.of("s"), "y", Map.of("alpha", -2f)));
        Conformance.check(image(13).node("Shrink", List.of("s"), "y", Map.of("lambd", 1.5f, "bias", 0.75f)));
        Conformance.check(image(20).node("Gelu", List.of("s"), "y", Map.of("approximate", "tanh")));
        Conformance.check(image(24).node("Swish", List.of("s"), "y"));
        Conformance.check(image(24).node("Swish", List.of("s"), "y", Map.of("alpha", 1.702f)));
    }

    @Test
    void halvesAreRoundedToEven() {
        Conformance.check(image(13)
                .weights("k", new float[] {0.5f, 1.5f, -0.5f, -2.5f, 2.5f, 3.49f}, 6)
                .node("Round", List.of("k"), "constant")
                .node("Mul", List.of("x", "constant"), "y"));
        Conformance.check(image(13)
                .weights("two", new float[] {2})
                .node("Round", List.of("s"), "r")
                .node("Div", List.of("r", "two"), "halves")
                .node("Round", List.of("halves"), "y"));
    }

    @Test
    void castsOfWhatMoves() {
        Conformance.check(image(13).node("Cast", List.of("s"), "y", Map.of("to", 1)));
        for (int integer : new int[] {6, 7}) {
            Conformance.check(image(13)
                    .node("Cast", List.of("s"), "i", Map.of("to", integer))
                    .node("Cast", List.of("i"), "y", Map.of("to", 1)));
        }
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
    void pReluWithSlopesOfAnyShape() {
        Conformance.check(
                image(13).weights("p", Conformance.values(1, 30), 5, 6).node("PRelu", List.of("s", "p"), "y"));
        Conformance.check(
                image(13).weights("p", Conformance.values(1, 120), 4, 5, 6).node("PRelu", List.of("s", "p"), "y"));
        Conformance.check(image(13)
                .weights("p", Conformance.values(1, 20), 20, 1)
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

package dev.frogeye.dense;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.frogeye.engine.FeatureEngine;
import dev.frogeye.engine.FrameCost;
import dev.frogeye.model.Function;
import dev.frogeye.model.Graph;
import dev.frogeye.model.Tensor;
import dev.frogeye.model.UnsupportedModelException;
import dev.frogeye.model.Window;
import dev.frogeye.model.onnx.OnnxModel;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EngineLifecycleTest {
    private final Fixture fixture = fixture();
    private final Graph graph = fixture.graph();
    private final OnnxModel model = fixture.model();
    private final List<Tensor> requested = graph.outputs();
    private final FrameCost cost = new FrameCost();

    @ParameterizedTest
    @ValueSource(strings = {"onnxruntime", "nd4j"})
    void everyFrameIsAKeyFrameAtTheFullPrice(String name) {
        try (FeatureEngine engine = open(name, requested, 1)) {
            assertThat(engine.name()).isEqualTo(name);
            assertThat(engine.inputShape()).isEqualTo(graph.input().shape());
            assertThat(engine.requested()).isEqualTo(requested);
            assertThat(engine.denseMacs()).isEqualTo(graph.macs()).isPositive();

            for (int frame = 0; frame < 2; frame++) {
                engine.step(fixture.frame(), cost);
                assertThat(cost.key()).isTrue();
                assertThat(cost.changeRatio()).isEqualTo(1);
                assertThat(cost.macs()).isEqualTo(graph.macs());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"onnxruntime", "nd4j"})
    void neitherEarlierFramesNorAResetChangeAResult(String name) {
        float[] pixels = fixture.frame();
        float[] given = pixels.clone();
        float[] first = new float[requested.get(0).shape().size()];
        float[] again = new float[first.length];
        try (FeatureEngine engine = open(name, requested, 1)) {
            engine.step(pixels, cost);
            engine.read(0, first);
            engine.step(fixture.frame(), cost);
            engine.reset();
            engine.step(pixels, cost);
            engine.read(0, again);
        }
        assertThat(again).containsExactly(first);
        assertThat(pixels).containsExactly(given);
    }

    @ParameterizedTest
    @ValueSource(strings = {"onnxruntime", "nd4j"})
    void theImageItselfCanBeTheOnlyTap(String name) {
        float[] pixels = fixture.frame();
        float[] actual = new float[pixels.length];
        try (FeatureEngine engine = open(name, List.of(graph.input()), 1)) {
            engine.step(pixels, cost);
            engine.read(0, actual);
        }
        assertThat(actual).containsExactly(pixels);
    }

    @ParameterizedTest
    @ValueSource(strings = {"onnxruntime", "nd4j"})
    void twoEnginesOfOneModelShareNothing(String name) {
        float[] pixels = fixture.frame();
        float[] expected = PlainNetwork.run(graph, pixels).get(requested.get(0).name());
        float[] actual = new float[expected.length];
        try (FeatureEngine one = open(name, requested, 1)) {
            one.step(pixels, cost);
            try (FeatureEngine other = open(name, requested, 2)) {
                other.step(fixture.frame(), cost);
            }
            one.read(0, actual);
        }
        assertThat(Distance.relativeL2(actual, expected)).isLessThan(1e-6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"onnxruntime", "nd4j"})
    void closingTwiceIsHarmlessAndUseAfterwardsIsRefused(String name) {
        FeatureEngine engine = open(name, requested, 1);
        engine.step(fixture.frame(), cost);
        engine.close();
        engine.close();

        String message = "the " + name + " engine is closed";
        assertThatIllegalStateException()
                .isThrownBy(() -> engine.step(fixture.frame(), cost))
                .withMessage(message);
        assertThatIllegalStateException()
                .isThrownBy(() -> engine.read(0, new float[1000]))
                .withMessage(message);
        assertThatIllegalStateException().isThrownBy(engine::reset).withMessage(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"onnxruntime", "nd4j"})
    void arraysOfTheWrongLengthAndEarlyReadsAreRefused(String name) {
        int size = requested.get(0).shape().size();
        try (FeatureEngine engine = open(name, requested, 1)) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> engine.read(0, new float[size]))
                    .withMessageContaining("no frame to read yet");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> engine.step(new float[7], cost))
                    .withMessage("a frame of 8x9x4 has 288 values, got 7");
            engine.step(fixture.frame(), cost);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> engine.read(0, new float[size - 1]))
                    .withMessageContaining("room for " + (size - 1));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"onnxruntime", "nd4j"})
    void senselessArgumentsAreRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> open(name, List.of(), 1))
                .withMessageContaining("name at least one tensor");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> open(name, requested, 0))
                .withMessage("threads must be at least 1, was 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> open(name, List.of(new Tensor("ghost", List.of(1, 4))), 1))
                .withMessageContaining("no tensor 'ghost' of 1x4");
    }

    @Test
    void aFileThatIsNoModelIsRefusedInOneLine() {
        OnnxModel broken = new OnnxModel("broken.onnx", new byte[] {1, 2, 3});
        assertThatThrownBy(() -> OnnxRuntimeEngine.open(broken, graph, requested, 1))
                .isInstanceOf(UnsupportedModelException.class)
                .hasMessageStartingWith("broken.onnx is not an ONNX file")
                .hasMessageNotContaining("\n");
    }

    @Test
    void aTensorThatNoNodeComputesIsRefused() {
        Fixture other = new Fixture(1, 4, 8, 9);
        other.pointwise(other.input(), Function.Clamp.RELU, "Relu", Map.of());
        assertThatThrownBy(() -> OnnxRuntimeEngine.open(other.model(), graph, requested, 1))
                .isInstanceOf(UnsupportedModelException.class)
                .hasMessageContaining("no node computes 't1'");
    }

    private FeatureEngine open(String name, List<Tensor> cut, int threads) {
        return name.equals("nd4j")
                ? Nd4jEngine.open(graph, cut, threads)
                : OnnxRuntimeEngine.open(model, graph, cut, threads);
    }

    private static Fixture fixture() {
        Fixture fixture = new Fixture(3, 4, 8, 9);
        Tensor hidden = fixture.convolution(fixture.input(), 6, 1, new Window(3, 3, 1, 1, 1, 1, 1, 1, 1, 1));
        fixture.convolution(hidden, 5, 1, Window.of(3, 3, 2, 2));
        return fixture;
    }
}

package dev.frogeye.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.frogeye.encoder.Encoder;
import dev.frogeye.encoder.EncoderKind;
import dev.frogeye.encoder.Shape;
import dev.frogeye.encoder.Spikes;
import dev.frogeye.engine.FeatureEngine;
import dev.frogeye.engine.FrameCost;
import dev.frogeye.engine.LayerCost;
import dev.frogeye.kernel.Kernels;
import dev.frogeye.kernel.ScalarKernels;
import dev.frogeye.kernel.VectorModule;
import dev.frogeye.model.Graph;
import dev.frogeye.model.OrtReference;
import dev.frogeye.model.ReferenceNetwork;
import dev.frogeye.model.Tensor;
import dev.frogeye.model.UnsupportedModelException;
import dev.frogeye.model.onnx.OnnxBuilder;
import dev.frogeye.model.onnx.OnnxImporter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a spiking network promises, whatever it is made of. */
class DeltaNetworkTest {
    private static final double ALPHA = 0.1;
    private final FrameCost cost = new FrameCost();

    @ParameterizedTest
    @EnumSource
    void thresholdZeroEqualsTheReferenceAndOnnxRuntimeOnEveryFrame(TestNetworks net) throws Exception {
        Graph graph = net.graph();
        DeltaNetwork network = exact(graph, Kernels.best());
        ReferenceNetwork reference = new ReferenceNetwork(graph);
        TestVideo video = TestVideo.forNetwork(1);
        for (int frame = 0; frame < 12; frame++) {
            float[] pixels = video.next();
            network.step(pixels, cost);
            Map<String, double[]> expected = reference.run(pixels);
            Map<String, OrtReference.Output> runtime = OrtReference.run(net.model(), graph, pixels);
            for (int index = 0; index < graph.outputs().size(); index++) {
                String name = graph.outputs().get(index).name();
                double[] actual = toDoubles(read(network, index));
                assertThat(OrtReference.relativeError(actual, expected.get(name)))
                        .as("%s of frame %d against plain loops", name, frame)
                        .isLessThan(1e-5);
                assertThat(OrtReference.relativeError(actual, runtime.get(name).values()))
                        .as("%s of frame %d against ONNX Runtime", name, frame)
                        .isLessThan(1e-5);
            }
            assertThat(cost.key()).isEqualTo(frame == 0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void stillInputCostsNoSpikeAndNoMultiplyAdd(TestNetworks net) {
        for (DeltaNetwork network : List.of(exact(net.graph(), Kernels.best()), thresholded(net.graph()))) {
            TestVideo video = TestVideo.forNetwork(2);
            float[] pixels = video.next();
            network.step(video.next(), cost);
            network.step(pixels, cost);
            assertThat(cost.spikes()).isPositive();
            float[] features = read(network, 0);
            for (int i = 0; i < 3; i++) {
                network.step(pixels, cost);
                assertThat(cost.spikes()).isZero();
                assertThat(cost.macs()).isZero();
                assertThat(cost.changeRatio()).isZero();
                assertThat(read(network, 0)).containsExactly(features);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatWasSentStaysWithinTheThresholdOfEveryActivation(TestNetworks net) {
        DeltaNetwork network = thresholded(net.graph());
        TestVideo video = TestVideo.forNetwork(3);
        for (int frame = 0; frame < 30; frame++) {
            network.step(video.next(), cost);
            int compared = 0;
            for (TensorGate gate : network.gates()) {
                float[] activation = new float[gate.output().stride];
                for (int pixel = 0; pixel < gate.output().shape.pixels(); pixel++) {
                    gate.value().evaluate(pixel, activation, 0);
                    for (int c = 0; c < activation.length; c++) {
                        float sent = gate.output().values[gate.output().at(pixel) + c];
                        assertThat(Math.abs(activation[c] - sent))
                                .as("%s of frame %d", gate.tensor().name(), frame)
                                .isLessThan(Math.max(gate.threshold(), Float.MIN_VALUE));
                        compared++;
                    }
                }
            }
            assertThat(compared).isPositive();
        }
        assertThat(network.gates()).anyMatch(gate -> gate.threshold() > 0);
    }

    /** With values and differences that floats hold exactly both ways see the same input, to the bit. */
    @ParameterizedTest
    @EnumSource
    void goesOnByChangesAsItDoesByTheFramesTheyAddUpTo(TestNetworks net) {
        Graph graph = net.graph();
        DeltaNetwork byFrames = exact(graph, Kernels.best());
        DeltaNetwork byChanges = exact(graph, Kernels.best());
        Shape shape = graph.input().shape();
        Encoder encoder = Encoder.of(EncoderKind.SEND_ON_DELTA, shape, 0, 0, 0);
        Spikes changes = new Spikes(shape);
        TestVideo video = TestVideo.forNetwork(7);
        FrameCost changesCost = new FrameCost();
        float[] pixels = {};
        for (int frame = 0; frame < 8; frame++) {
            pixels = frame == 5 ? pixels : inSteps(video.next());
            if (frame == 3) {
                byFrames.reset();
                byChanges.reset();
                encoder.reset();
            }
            byFrames.step(pixels, cost);
            encoder.encode(pixels, changes);
            byChanges.step(changes, changesCost);
            assertThat(changesCost.key()).isEqualTo(cost.key()).isEqualTo(frame == 0 || frame == 3);
            assertThat(changesCost.macs()).isEqualTo(cost.macs());
            assertThat(changesCost.spikes()).isEqualTo(cost.spikes());
            for (int index = 0; index < graph.outputs().size(); index++) {
                assertThat(read(byChanges, index)).containsExactly(read(byFrames, index));
            }
        }
    }

    private static float[] inSteps(float[] pixels) {
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = Math.round(256 * pixels[i]) / 256f;
        }
        return pixels;
    }

    @Test
    void framesAndChangesDoNotMixWithoutAReset() {
        Graph graph = TestNetworks.values()[0].graph();
        Shape shape = graph.input().shape();
        DeltaNetwork network = exact(graph, Kernels.best());
        Spikes nothing = new Spikes(shape);
        nothing.clear(shape);
        nothing.endPixels(shape.pixels());
        float[] pixels = TestVideo.forNetwork(1).next();
        network.step(pixels, cost);
        assertThatThrownBy(() -> network.step(nothing, cost))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("reset");
        network.reset();
        network.step(nothing, cost);
        assertThat(cost.changeRatio()).isZero();
        assertThatThrownBy(() -> network.step(pixels, cost)).isInstanceOf(IllegalStateException.class);
        Spikes other = new Spikes(new Shape(1, 1, 1));
        other.clear(new Shape(1, 1, 1));
        other.endPixel();
        assertThatThrownBy(() -> network.step(other, cost)).hasMessageContaining("1x1x1");
    }

    /** O'Connor and Welling's sigma-delta network: what was sent moves in whole steps and stays half a step away. */
    @ParameterizedTest
    @EnumSource
    void herdingSendsWholeStepsAndStaysWithinHalfAStep(TestNetworks net) {
        DeltaModel model = DeltaModel.of(net.graph());
        TensorScales scales = model.measureScales(TestVideo.forNetwork(3).next());
        Thresholds thresholds = Thresholds.relative(ALPHA, scales, new float[] {0.02f, 0.02f, 0.02f});
        DeltaNetwork network = model.network(model.graph().outputs(), new DeltaOptions(thresholds, Coding.HERDING, 0));
        TestVideo video = TestVideo.forNetwork(3);
        network.step(video.next(), cost);
        List<float[]> firstSent = network.gates().stream()
                .map(gate -> gate.output().values.clone())
                .toList();
        long spikes = 0;
        for (int frame = 1; frame < 10; frame++) {
            network.step(video.next(), cost);
            spikes += cost.spikes();
        }
        assertThat(spikes).isPositive();
        for (int i = 0; i < firstSent.size(); i++) {
            TensorGate gate = network.gates().get(i);
            float step = gate.threshold();
            if (step == 0) {
                continue;
            }
            float[] activation = new float[gate.output().stride];
            for (int pixel = 0; pixel < gate.output().shape.pixels(); pixel++) {
                gate.value().evaluate(pixel, activation, 0);
                for (int c = 0; c < activation.length; c++) {
                    int at = gate.output().at(pixel) + c;
                    float sent = gate.output().values[at];
                    assertThat(Math.abs(activation[c] - sent)).isLessThanOrEqualTo(step * 0.5001f);
                    double steps = (sent - firstSent.get(i)[at]) / step;
                    assertThat(steps).isCloseTo(Math.rint(steps), org.assertj.core.api.Assertions.within(1e-3));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void resetAndReplayIsBitIdentical(TestNetworks net) {
        DeltaNetwork network = thresholded(net.graph());
        List<float[]> first = features(network, TestVideo.forNetwork(4), 8);
        network.reset();
        List<float[]> second = features(network, TestVideo.forNetwork(4), 8);
        assertSame(second, first);
    }

    @ParameterizedTest
    @EnumSource
    void networksOfOneModelShareNothing(TestNetworks net) {
        DeltaModel model = DeltaModel.of(net.graph());
        Thresholds thresholds = Thresholds.exact(3);
        DeltaNetwork alone = model.network(model.graph().outputs(), thresholds);
        List<float[]> expected = features(alone, TestVideo.forNetwork(5), 6);
        DeltaNetwork one = model.network(model.graph().outputs(), thresholds);
        DeltaNetwork other = model.network(model.graph().outputs(), thresholds);
        TestVideo video = TestVideo.forNetwork(5);
        TestVideo otherVideo = TestVideo.forNetwork(6);
        List<float[]> interleaved = new ArrayList<>();
        for (int frame = 0; frame < 6; frame++) {
            one.step(video.next(), cost);
            other.step(otherVideo.next(), cost);
            interleaved.add(read(one, 0));
        }
        assertSame(interleaved, expected);
    }

    @ParameterizedTest
    @EnumSource
    void aSlowFadeArrives(TestNetworks net) {
        Graph graph = net.graph();
        DeltaModel model = DeltaModel.of(graph);
        float pixelThreshold = 0.05f;
        Thresholds thresholds = new Thresholds(new float[] {pixelThreshold, pixelThreshold, pixelThreshold}, Map.of());
        // Without refresh: the encoder alone must not lose the fade.
        DeltaNetwork network = model.network(graph.outputs(), new DeltaOptions(thresholds, Coding.GRADED, 0));
        float[] from = TestVideo.forNetwork(7).next();
        float[] pixels = from.clone();
        long spikes = 0;
        int steps = 200;
        for (int step = 0; step <= steps; step++) {
            for (int i = 0; i < pixels.length; i++) {
                // Every step is a twentieth of the threshold.
                pixels[i] = from[i] + step * pixelThreshold / 20;
            }
            network.step(pixels, cost);
            spikes += step == 0 ? 0 : cost.spikes();
        }
        assertThat(spikes).isPositive();
        DeltaNetwork fresh = model.network(graph.outputs(), thresholds);
        fresh.step(pixels, cost);
        DeltaNetwork stale = model.network(graph.outputs(), thresholds);
        stale.step(from, cost);
        double distance = OrtReference.relativeError(toDoubles(read(network, 0)), toDoubles(read(fresh, 0)));
        double total = OrtReference.relativeError(toDoubles(read(stale, 0)), toDoubles(read(fresh, 0)));
        assertThat(distance).isLessThan(total / 5);
    }

    @ParameterizedTest
    @EnumSource
    void multiplyAddsNeverExceedTheDenseNetworksAndAddUp(TestNetworks net) {
        DeltaNetwork network = exact(net.graph(), Kernels.best());
        TestVideo video = TestVideo.forNetwork(8);
        for (int frame = 0; frame < 6; frame++) {
            network.step(video.next(), cost);
            assertThat(cost.macs()).isPositive().isLessThanOrEqualTo(network.denseMacs());
            assertThat(network.layerCosts().stream().mapToLong(LayerCost::macs).sum())
                    .isEqualTo(cost.macs());
            assertThat(network.layerCosts().stream()
                            .mapToLong(LayerCost::denseMacs)
                            .sum())
                    .isEqualTo(network.denseMacs());
            assertThat(network.layerCosts()).allMatch(layer -> layer.macs() <= layer.denseMacs());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSceneCutBecomesAKeyFrameAndIsExact(TestNetworks net) {
        DeltaNetwork network = thresholded(net.graph());
        network.step(TestVideo.forNetwork(9).next(), cost);
        float[] other = TestVideo.forNetwork(10).next();
        network.step(other, cost);
        assertThat(cost.key()).isTrue();
        assertThat(cost.changeRatio()).isGreaterThanOrEqualTo(DeltaNetwork.KEY_FRAME_CHANGE_RATIO);
        DeltaNetwork fresh = thresholded(net.graph());
        float[] afterCut = read(network, 0);
        fresh.step(other, cost);
        assertThat(afterCut).containsExactly(read(fresh, 0));
    }

    @ParameterizedTest
    @EnumSource
    void anActiveSceneIsRefreshedAndAStillOneIsNot(TestNetworks net) {
        DeltaModel model = DeltaModel.of(net.graph());
        TensorScales scales = model.measureScales(TestVideo.forNetwork(3).next());
        Thresholds thresholds = Thresholds.relative(ALPHA, scales, new float[] {0.02f, 0.02f, 0.02f});
        DeltaOptions options = new DeltaOptions(thresholds, Coding.GRADED, 5);
        DeltaNetwork active = model.network(model.graph().outputs(), options);
        DeltaNetwork still = model.network(model.graph().outputs(), options);
        TestVideo video = TestVideo.forNetwork(13);
        float[] stillPixels = TestVideo.forNetwork(13).next();
        int sinceKey = 0;
        long macsOfKey = 0;
        long macsSinceKey = 0;
        int keys = 0;
        for (int frame = 0; frame < 60; frame++) {
            boolean due = frame == 0 || sinceKey >= 5 && macsSinceKey >= macsOfKey;
            active.step(video.next(), cost);
            assertThat(cost.key()).as("frame %d", frame).isEqualTo(due);
            macsOfKey = due ? cost.macs() : macsOfKey;
            macsSinceKey = due ? 0 : macsSinceKey + cost.macs();
            sinceKey = due ? 1 : sinceKey + 1;
            keys += due ? 1 : 0;
            still.step(stillPixels, cost);
            assertThat(cost.key()).isEqualTo(frame == 0);
        }
        assertThat(keys).isGreaterThan(2);
    }

    @ParameterizedTest
    @EnumSource
    void allKernelsGiveTheSameBitsAndCosts(TestNetworks net) {
        DeltaNetwork plain = exact(net.graph(), new ScalarKernels());
        DeltaNetwork fast = exact(net.graph(), VectorModule.kernels());
        TestVideo video = TestVideo.forNetwork(11);
        FrameCost fastCost = new FrameCost();
        for (int frame = 0; frame < 6; frame++) {
            float[] pixels = video.next();
            plain.step(pixels, cost);
            fast.step(pixels, fastCost);
            assertThat(read(fast, 0)).containsExactly(read(plain, 0));
            assertThat(fastCost.spikes()).isEqualTo(cost.spikes());
            assertThat(fastCost.macs()).isEqualTo(cost.macs());
        }
    }

    @ParameterizedTest
    @EnumSource
    void anyNumberOfThreadsGivesTheSameBitsAndCosts(TestNetworks net) {
        DeltaModel model = DeltaModel.of(net.graph());
        TensorScales scales = model.measureScales(TestVideo.forNetwork(3).next());
        Thresholds thresholds = Thresholds.relative(ALPHA, scales, new float[] {0.02f, 0.02f, 0.02f});
        try (DeltaNetwork alone = network(model, thresholds, 1);
                DeltaNetwork shared = network(model, thresholds, 3)) {
            TestVideo video = TestVideo.forNetwork(14);
            FrameCost sharedCost = new FrameCost();
            for (int frame = 0; frame < 12; frame++) {
                float[] pixels = video.next();
                alone.step(pixels, cost);
                shared.step(pixels, sharedCost);
                assertThat(read(shared, 0)).containsExactly(read(alone, 0));
                assertThat(sharedCost.spikes()).isEqualTo(cost.spikes());
                assertThat(sharedCost.macs()).isEqualTo(cost.macs());
                assertThat(sharedCost.overhead()).isEqualTo(cost.overhead());
            }
        }
    }

    private static DeltaNetwork network(DeltaModel model, Thresholds thresholds, int threads) {
        DeltaOptions options = new DeltaOptions(thresholds, Coding.GRADED, 5, threads);
        return model.network(model.graph().outputs(), options);
    }

    @ParameterizedTest
    @EnumSource
    void tapsInsideTheNetworkGiveItsValuesAndOnlyWhatTheyNeedIsComputed(TestNetworks net) {
        Graph whole = net.graph();
        ReferenceNetwork reference = new ReferenceNetwork(whole);
        float[] pixels = TestVideo.forNetwork(12).next();
        Map<String, double[]> expected = reference.run(pixels);
        for (Tensor index :
                List.of(whole.layers().get(0).output(), whole.layers().get(3).output())) {
            Graph graph = whole.upTo(List.of(index));
            DeltaNetwork network = exact(graph, Kernels.best());
            network.step(pixels, cost);
            assertThat(OrtReference.relativeError(toDoubles(read(network, 0)), expected.get(index.name())))
                    .isLessThan(1e-5);
            assertThat(graph.layers()).hasSizeLessThan(whole.layers().size());
        }
    }

    @Test
    void aModelThatDoesNotFitIntoMemoryIsRefused() {
        int side = 9000;
        Graph graph = OnnxImporter.read(new OnnxBuilder("huge", 13)
                .input("x", 1, 3, side, side)
                .node("Relu", List.of("x"), "y")
                .output("y")
                .build());
        long needed = 7L * 3 * side * side * Float.BYTES;
        Assumptions.assumeTrue(Runtime.getRuntime().maxMemory() < needed, "this JVM has memory for it");
        assertThatThrownBy(() -> DeltaModel.of(graph))
                .isInstanceOf(UnsupportedModelException.class)
                .hasMessageContaining("huge needs about")
                .hasMessageContaining("-Xmx");
    }

    private static DeltaNetwork exact(Graph graph, Kernels kernels) {
        return DeltaModel.of(graph, kernels).network(graph.outputs(), Thresholds.exact(3));
    }

    private static DeltaNetwork thresholded(Graph graph) {
        DeltaModel model = DeltaModel.of(graph);
        TensorScales scales = model.measureScales(TestVideo.forNetwork(3).next());
        return model.network(graph.outputs(), Thresholds.relative(ALPHA, scales, new float[] {0.02f, 0.02f, 0.02f}));
    }

    private List<float[]> features(DeltaNetwork network, TestVideo video, int frames) {
        List<float[]> features = new ArrayList<>();
        for (int frame = 0; frame < frames; frame++) {
            network.step(video.next(), cost);
            features.add(read(network, 0));
        }
        return features;
    }

    private static void assertSame(List<float[]> actual, List<float[]> expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(actual.get(i)).containsExactly(expected.get(i));
        }
    }

    static float[] read(FeatureEngine engine, int index) {
        float[] values = new float[engine.requested().get(index).shape().size()];
        Arrays.fill(values, Float.NaN);
        engine.read(index, values);
        return values;
    }

    static double[] toDoubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }
}

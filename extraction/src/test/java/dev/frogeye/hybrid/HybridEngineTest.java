package dev.frogeye.hybrid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.management.ThreadMXBean;
import dev.frogeye.delta.Coding;
import dev.frogeye.delta.DeltaModel;
import dev.frogeye.delta.DeltaNetwork;
import dev.frogeye.delta.DeltaOptions;
import dev.frogeye.delta.Thresholds;
import dev.frogeye.dense.Distance;
import dev.frogeye.dense.Fixture;
import dev.frogeye.dense.OnnxRuntimeEngine;
import dev.frogeye.engine.FeatureEngine;
import dev.frogeye.engine.FrameCost;
import dev.frogeye.model.Graph;
import dev.frogeye.model.Tensor;
import dev.frogeye.model.UnsupportedModelException;
import dev.frogeye.model.Window;
import dev.frogeye.model.onnx.OnnxBuilder;
import dev.frogeye.model.onnx.OnnxImporter;
import dev.frogeye.model.onnx.OnnxModel;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class HybridEngineTest {
    private static final int STILL = 40;
    private static final int MOVING = 12;

    private final Fixture fixture = new Fixture(5, 3, 20, 24);
    private final Graph graph = graph(fixture);
    private final OnnxModel model = fixture.model();
    private final DeltaModel spiking = DeltaModel.of(graph);
    private final FrameCost cost = new FrameCost();

    /** Enough multiply-adds a value for the delta network to be worth its while. */
    private static Graph graph(Fixture fixture) {
        Tensor first = fixture.convolution(fixture.input(), 64, 1, Window.of(3, 3, 1, 1));
        Tensor active = fixture.clamp(first, 0, 6);
        fixture.convolution(active, 64, 1, Window.of(5, 5, 1, 1));
        return fixture.graph();
    }

    @Test
    void whereEverythingMovesThresholdZeroIsOnnxRuntimeToTheBit() {
        try (HybridEngine hybrid = hybrid(0, 1);
                FeatureEngine dense = runtime(1)) {
            for (float[] frame : moving(MOVING)) {
                hybrid.step(frame, cost);
                assertThat(hybrid.handedOver()).isTrue();
                assertThat(features(hybrid)).containsExactly(features(dense, frame));
            }
        }
    }

    @Test
    void aFrameHandedOverIsAKeyFrameAndCostsWhatOnnxRuntimeDoes() {
        try (HybridEngine hybrid = hybrid(0, 1)) {
            for (float[] frame : moving(3)) {
                hybrid.step(frame, cost);
                assertThat(cost.key()).isTrue();
                assertThat(cost.macs()).isEqualTo(graph.macs());
                assertThat(cost.overhead()).isZero();
                assertThat(cost.spikes()).isZero();
                assertThat(cost.changeRatio()).isBetween(0.9, 1.0);
            }
        }
    }

    @Test
    void aStillSceneEndsUpInTheDeltaNetworkWhichThenDoesNothing() {
        float[] frame = fixture.frame();
        try (HybridEngine hybrid = hybrid(0, 1)) {
            int handedOver = 0;
            for (int i = 0; i < STILL; i++) {
                hybrid.step(frame, cost);
                handedOver += hybrid.handedOver() ? 1 : 0;
            }
            assertThat(handedOver).isBetween(1, 10);
            assertThat(cost.key()).isFalse();
            assertThat(cost.macs()).isZero();
            assertThat(cost.spikes()).isZero();
        }
    }

    @Test
    void featuresAreRightAcrossEveryChange() {
        List<float[]> frames = mixed();
        int changes = 0;
        boolean before = true;
        try (HybridEngine hybrid = hybrid(0, 1);
                FeatureEngine dense = runtime(1)) {
            for (float[] frame : frames) {
                hybrid.step(frame, cost);
                changes += hybrid.handedOver() == before ? 0 : 1;
                before = hybrid.handedOver();
                assertThat(Distance.relativeL2(features(hybrid), features(dense, frame)))
                        .isLessThan(1e-5);
            }
        }
        assertThat(changes).isGreaterThanOrEqualTo(3);
    }

    @Test
    void theSameFramesGiveTheSameBytesWhateverTheThreads() {
        List<String> once = run(0.05, 1);
        assertThat(run(0.05, 1)).isEqualTo(once);
        assertThat(run(0.05, 2)).isEqualTo(once);
        assertThat(once).anyMatch(line -> line.startsWith("true"));
        assertThat(once).anyMatch(line -> line.startsWith("false"));
    }

    @Test
    void afterAResetItIsAsIfNothingHadBeen() {
        List<float[]> frames = mixed();
        try (HybridEngine hybrid = hybrid(0.05, 1)) {
            List<String> first = lines(hybrid, frames);
            hybrid.reset();
            assertThat(lines(hybrid, frames)).isEqualTo(first);
        }
    }

    @Test
    void onnxRuntimeIsNotOpenedWhereLittleMoves() {
        AtomicInteger opened = new AtomicInteger();
        float[] frame = fixture.frame();
        try (HybridEngine hybrid = new HybridEngine(spiking, graph.outputs(), options(0.05, 1), () -> {
            opened.incrementAndGet();
            return runtime(1);
        })) {
            for (int i = 0; i < STILL; i++) {
                frame[i] += 1;
                hybrid.step(frame, cost);
                assertThat(hybrid.handedOver()).isFalse();
            }
        }
        assertThat(opened).hasValue(0);
    }

    @Test
    void withoutARuntimeTheDeltaNetworkGoesOnAloneAndAsksOnce() {
        for (Supplier<Error> missing : List.<Supplier<Error>>of(
                () -> new NoClassDefFoundError("ai/onnxruntime"), () -> new UnsatisfiedLinkError("libonnxruntime"))) {
            assertGoesOnAlone(() -> {
                throw missing.get();
            });
        }
        assertGoesOnAlone(() -> {
            throw new UnsupportedModelException("model.onnx: ONNX Runtime cannot run it");
        });
    }

    /** Below operator set 19 ONNX Runtime counts what lies beyond the padding; ONNX does not. */
    @Test
    void featuresThatOnnxRuntimeMakesOtherwiseAreNotMixedWithTheDeltaNetworks() {
        Map<String, ?> attributes = Map.of(
                "kernel_shape", new long[] {3, 3},
                "strides", new long[] {2, 2},
                "pads", new long[] {1, 1, 1, 1},
                "ceil_mode", 1L,
                "count_include_pad", 1L);
        OnnxModel deviating = new OnnxBuilder("pool.onnx", 17)
                .input("x", 1, 3, 20, 24)
                .node("AveragePool", List.of("x"), "y", attributes)
                .output("y")
                .build();
        Graph pool = OnnxImporter.read(deviating);
        assertThat(pool.deviations()).isNotEmpty();
        Thresholds exact = Thresholds.exact(3);
        try (HybridEngine hybrid = new HybridEngine(
                DeltaModel.of(pool),
                pool.outputs(),
                new DeltaOptions(exact, Coding.GRADED, 0, 1),
                () -> OnnxRuntimeEngine.open(deviating, pool, pool.outputs(), 1))) {
            assertThat(hybrid.open()).isFalse();
        }
    }

    private void assertGoesOnAlone(Supplier<FeatureEngine> failing) {
        AtomicInteger asked = new AtomicInteger();
        try (HybridEngine hybrid = new HybridEngine(spiking, graph.outputs(), options(0, 1), () -> {
                    asked.incrementAndGet();
                    return failing.get();
                });
                DeltaNetwork pure = spiking.network(graph.outputs(), options(0, 1))) {
            for (float[] frame : mixed()) {
                hybrid.step(frame, cost);
                assertThat(hybrid.handedOver()).isFalse();
                long macs = cost.macs();
                pure.step(frame, cost);
                assertThat(macs).isEqualTo(cost.macs());
                assertThat(features(hybrid)).containsExactly(features(pure));
            }
        }
        assertThat(asked).hasValue(1);
    }

    @Test
    void aFrameOfAnotherSizeIsRefused() {
        try (HybridEngine hybrid = hybrid(0, 1)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> hybrid.step(new float[7], cost))
                    .withMessageContaining("7 values");
        }
    }

    @Test
    void aFrameAllocatesNoMoreThanOnnxRuntimeDoes() {
        List<float[]> frames = moving(MOVING);
        try (HybridEngine hybrid = hybrid(0, 1);
                FeatureEngine dense = runtime(1)) {
            long allowed = allocated(dense, frames);
            assertThat(allocated(hybrid, frames)).isLessThanOrEqualTo(allowed);
            assertThat(hybrid.handedOver()).isTrue();
            List<float[]> still = Collections.nCopies(STILL, frames.get(0));
            assertThat(allocated(hybrid, still)).isZero();
            assertThat(hybrid.handedOver()).isFalse();
        }
    }

    /** Bytes, in the best of some rounds: the first ones are not compiled yet. */
    private long allocated(FeatureEngine engine, List<float[]> frames) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        float[] features = new float[graph.outputs().get(0).shape().size()];
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 20; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < frames.size(); i++) {
                engine.step(frames.get(i), cost);
                engine.read(0, features);
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }

    private List<String> run(double alpha, int threads) {
        try (HybridEngine hybrid = hybrid(alpha, threads)) {
            return lines(hybrid, mixed());
        }
    }

    private List<String> lines(HybridEngine hybrid, List<float[]> frames) {
        List<String> lines = new ArrayList<>();
        for (float[] frame : frames) {
            hybrid.step(frame, cost);
            lines.add(hybrid.handedOver() + " " + cost.macs() + " " + cost.changeRatio() + " "
                    + Arrays.hashCode(features(hybrid)));
        }
        return lines;
    }

    /** Moves, stands still, moves, stands still; seeded. */
    private static List<float[]> mixed() {
        Fixture pictures = new Fixture(8, 3, 20, 24);
        List<float[]> frames = new ArrayList<>();
        for (int part = 0; part < 2; part++) {
            for (int i = 0; i < MOVING; i++) {
                frames.add(pictures.frame());
            }
            frames.addAll(Collections.nCopies(STILL, pictures.frame()));
        }
        return frames;
    }

    private List<float[]> moving(int count) {
        List<float[]> frames = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            frames.add(fixture.frame());
        }
        return frames;
    }

    private HybridEngine hybrid(double alpha, int threads) {
        return new HybridEngine(spiking, graph.outputs(), options(alpha, threads), () -> runtime(threads));
    }

    private FeatureEngine runtime(int threads) {
        return OnnxRuntimeEngine.open(model, graph, graph.outputs(), threads);
    }

    private static DeltaOptions options(double threshold, int threads) {
        float pixel = (float) threshold;
        Thresholds thresholds = new Thresholds(new float[] {pixel, pixel, pixel}, Map.of());
        return new DeltaOptions(thresholds, Coding.GRADED, 20, threads);
    }

    private float[] features(FeatureEngine engine, float[] frame) {
        engine.step(frame, new FrameCost());
        return features(engine);
    }

    private float[] features(FeatureEngine engine) {
        float[] features = new float[graph.outputs().get(0).shape().size()];
        engine.read(0, features);
        return features;
    }
}

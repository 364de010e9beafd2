package dev.frogeye.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frogeye.delta.Coding;
import dev.frogeye.delta.Thresholds;
import dev.frogeye.extraction.ClipSource;
import dev.frogeye.extraction.ThresholdOptions;
import dev.frogeye.ingest.Preprocessor;
import dev.frogeye.ingest.RgbFrame;
import dev.frogeye.ingest.SampleClip;
import dev.frogeye.ingest.VideoFile;
import dev.frogeye.ingest.VideoLocation;
import dev.frogeye.ingest.VideoOptions;
import dev.frogeye.model.Layer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operations in a comparison against plain loops that count one multiplication at a time. */
class OperationCountTest {
    private static final int FRAMES = 12;
    /** Not in whole levels: rounding would decide about changes of exactly that size. */
    private static final Setup.OperatingPoint POINT = new Setup.OperatingPoint(0.1, 1.5, Optional.empty());

    @TempDir
    static Path folder;

    private static final ComparedNetwork NETWORK = TestNetwork.open();
    private static Path clip;
    private static Thresholds thresholds;
    private static ClipResult result;

    @BeforeAll
    static void measure() throws IOException {
        clip = folder.resolve("clip.mp4");
        SampleClip.write(clip, new SampleClip.Options(96, 64, 25, FRAMES, 5));
        thresholds = new ThresholdOptions(POINT.threshold(), POINT.pixelThreshold())
                .of(NETWORK.spiking(), NETWORK.preprocessing());
        Setup setup = new Setup(
                POINT,
                List.of(),
                Coding.GRADED,
                0,
                false,
                List.of("onnxruntime"),
                List.of(),
                List.of(),
                OptionalDouble.empty(),
                1,
                0,
                5,
                1,
                Long.MAX_VALUE);
        try (Measurement measurement = new Measurement(
                NETWORK, setup, List.of(Baseline.ONNXRUNTIME), Map.of(POINT, thresholds), Measurement.Quantizer.NONE)) {
            List<ClipSource> clips =
                    List.of(new ClipSource("clip", new VideoLocation.Local(clip), VideoOptions.DEFAULT));
            result = measurement
                    .run(clips, Machine.environment(Map.of(), ""), (name, what, done) -> {})
                    .clips()
                    .get(0);
        }
    }

    @Test
    void multiplyAddsOfEachLayerAreThoseOfASlowSigmaDeltaNetwork() throws IOException {
        SlowNetwork slow = new SlowNetwork(NETWORK.graph(), tensor -> threshold(tensor.name()), thresholds.pixel());
        forEachFrame((i, pixels) -> slow.step(pixels));
        for (Layer layer : NETWORK.graph().layers()) {
            if (layer instanceof Layer.Convolution convolution) {
                Operations operations = operations(layer.name());
                assertThat(operations.dense()).isEqualTo(slow.denseMacs().get(layer.name()));
                long met = slow.macs().get(layer.name());
                assertThat(met).isPositive().isLessThan(operations.dense());
                boolean first = convolution.input().equals(NETWORK.graph().input());
                if (first || convolution.isDepthwise()) {
                    // Windows may be evaluated anew, zeros included, and are charged for it.
                    assertThat(operations.delta()).isBetween(met, operations.dense());
                } else {
                    assertThat(operations.delta()).isEqualTo(met);
                }
            }
        }
    }

    @Test
    void zeroSkipMultiplyAddsOfEachFrameAreThoseWithAnInputThatIsNotZero() throws IOException {
        forEachFrame((i, pixels) -> {
            SlowNetwork slow = new SlowNetwork(NETWORK.graph(), tensor -> 0, new float[3]);
            slow.step(pixels);
            Operations operations = result.frames().get(i).operations();
            assertThat(operations.dense()).isEqualTo(sum(slow.denseMacs()));
            assertThat(operations.zeroSkip()).isEqualTo(sum(slow.macs())).isLessThan(operations.dense());
        });
    }

    @Test
    void layersAddUpToFrames() {
        Operations layers =
                result.layers().stream().map(LayerResult::operations).reduce(Operations.NONE, Operations::plus);
        assertThat(layers).isEqualTo(result.operations());
        assertThat(result.layers().stream().mapToLong(LayerResult::spikes).sum())
                .isEqualTo(
                        result.frames().stream().mapToLong(FrameResult::spikes).sum());
        assertThat(result.stateBytes())
                .isGreaterThanOrEqualTo(result.layers().stream()
                        .mapToLong(LayerResult::stateBytes)
                        .sum());
    }

    @Test
    void everyLinearLayerHasTheDensityOfItsInput() {
        List<LayerResult> linear =
                result.layers().stream().filter(LayerResult::isLinear).toList();
        assertThat(linear).hasSize(4).allSatisfy(layer -> {
            assertThat(layer.density()).isPositive().isLessThanOrEqualTo(1);
            LayerResult gate = result.layers().stream()
                    .filter(other -> !other.isLinear() && other.name().equals(layer.input()))
                    .findFirst()
                    .orElseThrow();
            assertThat(gate.spikes() / ((double) gate.shape().size() * FRAMES)).isEqualTo(layer.density());
        });
    }

    private static Operations operations(String layer) {
        return result.layers().stream()
                .filter(other -> other.isLinear() && other.name().equals(layer))
                .map(LayerResult::operations)
                .reduce(Operations.NONE, Operations::plus);
    }

    private static long sum(Map<String, Long> macs) {
        return macs.values().stream().mapToLong(Long::longValue).sum();
    }

    private static double threshold(String tensor) {
        return thresholds.byTensor().getOrDefault(tensor, 0f);
    }

    private interface FrameCheck {
        void check(int frame, float[] pixels);
    }

    private static void forEachFrame(FrameCheck check) throws IOException {
        RgbFrame frame = new RgbFrame();
        Preprocessor preprocessor = new Preprocessor(NETWORK.preprocessing());
        float[] pixels = new float[NETWORK.graph().input().shape().size()];
        int count = 0;
        try (VideoFile video = VideoFile.open(clip)) {
            while (video.read(frame)) {
                preprocessor.apply(frame, pixels);
                check.check(count++, pixels);
            }
        }
        assertThat(count).isEqualTo(FRAMES);
    }
}

package dev.frogeye.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.frogeye.delta.Coding;
import dev.frogeye.delta.Thresholds;
import dev.frogeye.dense.Int8Model;
import dev.frogeye.extraction.CalibrationFrames;
import dev.frogeye.extraction.ClipSource;
import dev.frogeye.extraction.ThresholdOptions;
import dev.frogeye.ingest.SampleClip;
import dev.frogeye.ingest.TimeRange;
import dev.frogeye.ingest.VideoException;
import dev.frogeye.ingest.VideoLocation;
import dev.frogeye.ingest.VideoOptions;
import dev.frogeye.model.UnsupportedModelException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasurementTest {
    private static final int FRAMES = 20;
    private static final Setup.OperatingPoint POINT = new Setup.OperatingPoint(0.01, 1, Optional.empty());
    private static final Setup.OperatingPoint EXACT = new Setup.OperatingPoint(0, 0, Optional.empty());
    private static final Setup.OperatingPoint COARSE = new Setup.OperatingPoint(0.5, 8, Optional.empty());

    private static final ComparedNetwork NETWORK = TestNetwork.open();

    @TempDir
    static Path folder;

    private static Path moving;

    @BeforeAll
    static void writeClip() throws IOException {
        moving = folder.resolve("moving.mp4");
        SampleClip.write(moving, new SampleClip.Options(96, 64, 25, FRAMES, 5));
    }

    @Test
    void everyFrameIsLearntOnceAndEveryEngineIsTimedInEveryPass() throws IOException {
        ClipResult result =
                run(setup(List.of(), Coding.GRADED, 3, Long.MAX_VALUE)).get(0);
        assertThat(result.frames()).hasSize(FRAMES);
        assertThat(result.frames().stream().map(FrameResult::index)).containsExactlyElementsOf(indices());
        assertThat(result.frames().get(0).key()).isTrue();
        assertThat(result.times()).containsOnlyKeys("delta", "onnxruntime", "nd4j");
        assertThat(result.times().values())
                .allSatisfy(timing -> assertThat(timing.samples()).isEqualTo(3 * FRAMES));
        assertThat(result.frames()).allSatisfy(frame -> {
            assertThat(frame.ms()).containsOnlyKeys("delta", "onnxruntime", "nd4j");
            assertThat(frame.ms().values()).allMatch(ms -> ms > 0);
        });
        assertThat(result.endToEndFps()).containsOnlyKeys("delta", "onnxruntime", "nd4j");
        assertThat(result.decodeMsMean()).isPositive();
        assertThat(result.strip()).isNotEmpty();
        assertThat(result.width()).isEqualTo(96);
    }

    @Test
    void whatIsLearntDoesNotDependOnPassesNorOnTheOrderOfClips() throws IOException {
        ClipResult once =
                run(setup(List.of(), Coding.GRADED, 1, Long.MAX_VALUE)).get(0);
        Path other = folder.resolve("other.mp4");
        SampleClip.write(other, new SampleClip.Options(64, 96, 25, FRAMES, 6));
        List<ClipResult> both = run(setup(List.of(COARSE), Coding.GRADED, 2, Long.MAX_VALUE), other, moving);
        ClipResult later = both.get(1);
        assertThat(later.operations()).isEqualTo(once.operations());
        assertThat(later.layers()).isEqualTo(once.layers());
        assertThat(later.fidelity()).isEqualTo(once.fidelity());
        assertThat(both.get(0).operations()).isNotEqualTo(once.operations());
    }

    @Test
    void thresholdZeroIsTheReferenceAndALargeOneIsNot() throws IOException {
        ClipResult result = run(setup(List.of(EXACT, COARSE), Coding.GRADED, 1, Long.MAX_VALUE))
                .get(0);
        assertThat(result.fidelity().exactRelativeL2()).isLessThan(1e-4);
        ClipResult.SweepResult exact = result.sweep().get(0);
        ClipResult.SweepResult coarse = result.sweep().get(1);
        assertThat(exact.point()).isEqualTo(EXACT);
        assertThat(exact.agreement().relativeL2Max()).isLessThan(1e-4);
        assertThat(coarse.agreement().relativeL2Mean())
                .isGreaterThan(result.fidelity().agreement().relativeL2Mean());
        assertThat(coarse.macsPerFrame()).isLessThan(exact.macsPerFrame());
        assertThat(exact.speedup())
                .isCloseTo(result.times().get("onnxruntime").meanMs() / exact.msMean(), within(1e-9));
    }

    @Test
    void heldFeaturesAreThoseOfEveryNthFrame() throws IOException {
        ClipResult result =
                run(setup(List.of(), Coding.GRADED, 1, Long.MAX_VALUE)).get(0);
        ClipResult.SkipResult skip = result.skips().get(0);
        assertThat(skip.every()).isEqualTo(3);
        assertThat(skip.macsPerFrame()).isCloseTo(NETWORK.graph().macs() * 7.0 / FRAMES, within(1e-6));
        assertThat(skip.msMean()).isLessThan(result.times().get("onnxruntime").meanMs());
        assertThat(skip.agreement().cosineMean()).isLessThan(1);
    }

    @Test
    void herdingCountsMultiplyAddsThatNeedNoMultiplication() throws IOException {
        Operations graded =
                run(setup(List.of(), Coding.GRADED, 1, Long.MAX_VALUE)).get(0).operations();
        Operations herding =
                run(setup(List.of(), Coding.HERDING, 1, Long.MAX_VALUE)).get(0).operations();
        assertThat(graded.unit()).isZero();
        assertThat(herding.unit()).isPositive().isLessThan(herding.delta());
    }

    @Test
    void onlyTheFirstFramesCountWhereALimitIsGiven() throws IOException {
        ClipResult whole =
                run(setup(List.of(), Coding.GRADED, 1, Long.MAX_VALUE)).get(0);
        ClipResult part = run(setup(List.of(), Coding.GRADED, 1, 7)).get(0);
        assertThat(part.frames().stream().map(FrameResult::operations))
                .containsExactlyElementsOf(whole.frames().stream()
                        .limit(7)
                        .map(FrameResult::operations)
                        .toList());
    }

    @Test
    void aStillClipHasNoMotionAndNothingToCompute() throws IOException {
        Path still = folder.resolve("still.mp4");
        SampleClip.write(still, new SampleClip.Options(96, 64, 25, 1, 5));
        ClipResult result =
                run(setup(List.of(), Coding.GRADED, 1, Long.MAX_VALUE), still).get(0);
        assertThat(result.motion()).isEmpty();
        assertThat(result.fidelity().knn10Overlap()).isNaN();
        assertThat(result.fidelity().denseJitterCosine()).isEqualTo(1);
    }

    @Test
    void aClipWithoutFramesEndsEverythingBeforeAnythingIsMeasured() {
        ClipSource none = new ClipSource(
                "moving",
                new VideoLocation.Local(moving),
                VideoOptions.DEFAULT.withRange(TimeRange.parse("100", null, null)));
        assertThatThrownBy(() -> {
                    try (Measurement measurement = measurement(setup(List.of(), Coding.GRADED, 1, 5))) {
                        measurement.run(
                                List.of(clip(moving), none), Machine.environment(Map.of(), ""), (name, what, done) -> {
                                    throw new AssertionError("measured " + name);
                                });
                    }
                })
                .isInstanceOf(VideoException.class)
                .hasMessageContaining("moving.mp4");
    }

    @Test
    void interruptingTheThreadEndsIt() {
        assertThatThrownBy(() -> {
                    try (Measurement measurement = measurement(setup(List.of(), Coding.GRADED, 1, Long.MAX_VALUE))) {
                        measurement.run(
                                List.of(clip(moving)),
                                Machine.environment(Map.of(), ""),
                                (name, what, done) -> Thread.currentThread().interrupt());
                    }
                })
                .isInstanceOfAny(CancellationException.class, InterruptedIOException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aSourceThatIsShorterWhenReadAgainIsAnError() throws IOException {
        Path shrinking = folder.resolve("shrinking.mp4");
        Path shorter = folder.resolve("shorter.mp4");
        Files.copy(moving, shrinking);
        SampleClip.write(shorter, new SampleClip.Options(96, 64, 25, FRAMES / 2, 5));
        assertThatThrownBy(() -> {
                    try (Measurement measurement = measurement(setup(List.of(), Coding.GRADED, 2, Long.MAX_VALUE))) {
                        measurement.run(
                                List.of(clip(shrinking)),
                                Machine.environment(Map.of(), ""),
                                (name, what, done) -> replace(shorter, shrinking, what));
                    }
                })
                .isInstanceOf(IOException.class)
                .hasMessageContaining("shrinking");
    }

    private static void replace(Path by, Path file, String what) {
        try {
            if (what.equals("measuring, pass 1") && Files.exists(by)) {
                Files.delete(file);
                Files.move(by, file);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<Long> indices() {
        return Stream.iterate(0L, i -> i + 1).limit(FRAMES).toList();
    }

    private static Setup setup(List<Setup.OperatingPoint> sweep, Coding coding, int repeats, long limit) {
        return new Setup(
                POINT,
                sweep,
                coding,
                0,
                false,
                List.of("onnxruntime", "nd4j"),
                List.of(3),
                Rival.ALL,
                OptionalDouble.empty(),
                1,
                4,
                6,
                repeats,
                limit);
    }

    @Test
    void whatCannotBeQuantizedIsRefusedBeforeAnythingRuns() {
        Setup setup = setup(List.of(), Coding.GRADED, 1, Long.MAX_VALUE);
        List<String> steps = new ArrayList<>();
        UnsupportedModelException refusal = new UnsupportedModelException("nothing of it can be quantised");
        try (Measurement measurement = measurement(setup, clip -> {
            throw refusal;
        })) {
            assertThatThrownBy(() -> measurement.run(
                            List.of(clip(moving)),
                            Machine.environment(Map.of(), ""),
                            (name, what, done) -> steps.add(what)))
                    .isSameAs(refusal);
        }
        assertThat(steps).containsOnly("quantising");
    }

    private static ClipSource clip(Path file) {
        return new ClipSource(file.getFileName().toString(), new VideoLocation.Local(file), VideoOptions.DEFAULT);
    }

    private static Measurement measurement(Setup setup) {
        return measurement(
                setup,
                clip -> Optional.of(Int8Model.of(
                        NETWORK.model(),
                        NETWORK.graph(),
                        List.of(NETWORK.requested()),
                        CalibrationFrames.noise(NETWORK.preprocessing()).frames())));
    }

    private static Measurement measurement(Setup setup, Measurement.Quantizer quantizer) {
        Map<Setup.OperatingPoint, Thresholds> thresholds = new HashMap<>();
        Stream.concat(Stream.of(POINT), setup.sweep().stream())
                .forEach(point -> thresholds.put(
                        point,
                        new ThresholdOptions(point.threshold(), point.pixelThreshold())
                                .of(NETWORK.spiking(), NETWORK.preprocessing())));
        return new Measurement(NETWORK, setup, List.of(Baseline.values()), thresholds, quantizer);
    }

    private static List<ClipResult> run(Setup setup, Path... clips) throws IOException {
        List<Path> files = clips.length == 0 ? List.of(moving) : List.of(clips);
        try (Measurement measurement = measurement(setup)) {
            return measurement
                    .run(
                            files.stream().map(MeasurementTest::clip).toList(),
                            Machine.environment(Map.of(), ""),
                            (name, what, done) -> {})
                    .clips();
        }
    }
}

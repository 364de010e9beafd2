package dev.frogeye.comparison.report;

import dev.frogeye.comparison.ClipResult;
import dev.frogeye.comparison.Comparison;
import dev.frogeye.comparison.Environment;
import dev.frogeye.comparison.Fidelity;
import dev.frogeye.comparison.ModelSummary;
import dev.frogeye.comparison.Rival;
import dev.frogeye.comparison.Setup;
import dev.frogeye.comparison.Setup.OperatingPoint;
import dev.frogeye.delta.Coding;
import dev.frogeye.dense.Vnni;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Invented comparisons that look like real ones: a network of the size of InceptionV3 on clips that move more or less. */
final class Fixture {
    static final String HOSTILE_NAME = "<b>&\"x\".mp4";

    private Fixture() {}

    /** Four clips from still to busy, one of them with a name that must be escaped. */
    static Comparison several() {
        return comparison(List.of(
                new ClipFixture("car-detection.mp4", 0.18, 300, 11).clip(),
                new ClipFixture("bottle-detection.mp4", 0.004, 420, 12).clip(),
                new ClipFixture("asl_book.mkv", 0.02, 260, 13).clip(),
                new ClipFixture(HOSTILE_NAME, 0.55, 150, 14).clip()));
    }

    /** One clip of so many frames. */
    static Comparison single(int frames) {
        return comparison(List.of(new ClipFixture("hall.mp4", 0.02, frames, 7).clip()));
    }

    static Comparison comparison(List<ClipResult> clips) {
        return new Comparison(environment(), model(), setup(), clips);
    }

    /** The same with too few frames for nearest neighbours. */
    static Comparison withoutNeighbours(Comparison comparison) {
        return comparison(
                comparison.clips().stream().map(Fixture::withoutNeighbours).toList());
    }

    private static ClipResult withoutNeighbours(ClipResult clip) {
        Fidelity fidelity = clip.fidelity();
        return new ClipResult(
                clip.clip(),
                clip.width(),
                clip.height(),
                clip.fps(),
                clip.frames(),
                clip.layers(),
                clip.times(),
                clip.decodeMsMean(),
                clip.endToEndFps(),
                new Fidelity(
                        fidelity.agreement(),
                        Double.NaN,
                        Double.NaN,
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        fidelity.exactRelativeL2()),
                clip.skips(),
                clip.sweep(),
                clip.rivals(),
                clip.stateBytes(),
                clip.weightBytes(),
                clip.activationBytes(),
                clip.strip());
    }

    static Setup setup() {
        return new Setup(
                new OperatingPoint(0.06, 4, Optional.empty()),
                ClipFixture.SWEEP,
                Coding.GRADED,
                0,
                false,
                List.of("onnxruntime", "nd4j"),
                List.of(2, 4, 8),
                Rival.ALL,
                OptionalDouble.empty(),
                1,
                20,
                25,
                3,
                500);
    }

    private static Environment environment() {
        return new Environment(
                "AMD EPYC 9B14",
                2,
                Vnni.PRESENT,
                "Linux 6.1.0 amd64",
                "Eclipse Adoptium 17.0.13",
                List.of("--add-modules=jdk.incubator.vector", "-Xmx3g"),
                3L << 30,
                Map.of("frogeye", "0.1.0", "onnxruntime", "1.28.0", "nd4j", "1.0.0-M2.1", "ffmpeg", "8.0.1"),
                Map.of("OPENBLAS_CORETYPE", "SKYLAKEX"),
                Instant.parse("2026-11-22T10:15:30Z"),
                "frogeye compare clips/car-detection.mp4 clips/bottle-detection.mp4 clips/asl_book.mkv"
                        + " --model inception_v3.onnx --layer @penultimate --pool gap --threads 1"
                        + " --sweep threshold=0,0.02,0.04,0.08,0.12,0.2 --skip 2,4,8 --report report");
    }

    private static ModelSummary model() {
        return new ModelSummary(
                "inception_v3.onnx",
                "7b0f4e1a6cd38f1f0f7c4b2e7f8a5d0c9e6b3a1d2c4f5e6a7b8c9d0e1f2a3b4c",
                "1x3x299x299",
                "/Mixed_7c/Concat_2_output_0",
                "gap",
                2048,
                false,
                "resize 342 bicubic, crop 299, mean .485,.456,.406, std .229,.224,.225",
                "preprocessor_config.json",
                NetworkFixture.denseMacs(),
                23_834_568);
    }
}

package dev.frogeye.comparison.report;

import dev.frogeye.comparison.Agreement;
import dev.frogeye.comparison.ClipResult;
import dev.frogeye.comparison.ClipResult.SweepResult;
import dev.frogeye.comparison.Distance;
import dev.frogeye.comparison.Fidelity;
import dev.frogeye.comparison.FrameResult;
import dev.frogeye.comparison.Operations;
import dev.frogeye.comparison.RivalResult;
import dev.frogeye.comparison.Setup.OperatingPoint;
import dev.frogeye.comparison.Timing;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.LongStream;

/** Small clips with figures that can be reckoned by hand. */
public final class Examples {
    private Examples() {}

    /** A clip whose frames all take the same operations. */
    public static ClipResult ofOperations(Operations operations, int frames, long weightBytes, long activationBytes) {
        return clip("clip", operations, frames, weightBytes, activationBytes, 10, 20, 0.9, List.of());
    }

    /** A clip of two frames with these mean times. */
    static ClipResult ofTimes(String name, Operations operations, double deltaMs, double referenceMs) {
        return clip(name, operations, 2, 1, 1, deltaMs, referenceMs, 0.9, List.of());
    }

    /** The same clip with rivals. */
    static ClipResult withRivals(ClipResult clip, List<RivalResult> rivals) {
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
                clip.fidelity(),
                clip.skips(),
                clip.sweep(),
                rivals,
                clip.stateBytes(),
                clip.weightBytes(),
                clip.activationBytes(),
                clip.strip());
    }

    /** A clip with a sweep, whose chosen thresholds take 500 multiply-adds a frame. */
    static ClipResult ofSweep(double chosenR2, List<SweepResult> sweep) {
        return clip("clip", new Operations(1000, 400, 500, 0, 20), 2, 1, 1, 10, 20, chosenR2, sweep);
    }

    static SweepResult sweep(double threshold, double macs, double r2) {
        return new SweepResult(point(threshold), 10, 2, macs, 1, agreement(r2));
    }

    static OperatingPoint point(double threshold) {
        return new OperatingPoint(threshold, 4, Optional.empty());
    }

    private static Agreement agreement(double r2) {
        return new Agreement(r2, 0.85, 0.99, 0.98, 0.1, 0.1, 0.1, Optional.empty());
    }

    private static ClipResult clip(
            String name,
            Operations operations,
            int frames,
            long weightBytes,
            long activationBytes,
            double deltaMs,
            double referenceMs,
            double r2,
            List<SweepResult> sweep) {
        List<FrameResult> results = LongStream.range(0, frames)
                .mapToObj(index -> new FrameResult(
                        index,
                        index * 40_000,
                        index == 0,
                        false,
                        0.25,
                        5,
                        operations,
                        Map.of("delta", deltaMs, "onnxruntime", referenceMs),
                        new Distance(0.99, 0.1, 0.05, 0.1),
                        0.1,
                        index == 0 ? 0 : 1.5,
                        index == 0 ? Double.NaN : 0.98))
                .toList();
        return new ClipResult(
                name,
                64,
                48,
                25,
                results,
                List.of(),
                Map.of(
                        "delta", Timing.of(new double[] {deltaMs}),
                        "onnxruntime", Timing.of(new double[] {referenceMs})),
                1,
                Map.of("delta", 100.0, "onnxruntime", 50.0),
                new Fidelity(agreement(r2), 0.97, Double.NaN, OptionalDouble.of(1), OptionalDouble.of(1), 1e-7),
                List.of(),
                sweep,
                List.of(),
                1,
                weightBytes,
                activationBytes,
                List.of());
    }
}

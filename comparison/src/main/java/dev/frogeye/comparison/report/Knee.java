package dev.frogeye.comparison.report;

import dev.frogeye.comparison.ClipResult;
import dev.frogeye.comparison.ClipResult.SweepResult;
import dev.frogeye.comparison.Comparison;
import dev.frogeye.comparison.Setup.OperatingPoint;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The thresholds of a sweep that do the least work among those that are good enough on every clip: a mean cosine of
 * {@link #ENOUGH}, or as much as the frame-by-frame features keep from frame to frame where next to nothing moves.
 */
final class Knee {
    static final double ENOUGH = 0.99;

    private Knee() {}

    /** Empty where no thresholds were good enough. */
    static Optional<OperatingPoint> of(Comparison comparison) {
        List<OperatingPoint> candidates = comparison.setup().sweep().stream()
                .filter(point -> enough(comparison, point))
                .toList();
        return candidates.stream().min(Comparator.comparingDouble(point -> work(comparison, point)));
    }

    static Optional<SweepResult> result(ClipResult clip, OperatingPoint point) {
        return clip.sweep().stream()
                .filter(result -> result.point().equals(point))
                .findFirst();
    }

    private static boolean enough(Comparison comparison, OperatingPoint point) {
        return comparison.clips().stream().allMatch(clip -> result(clip, point)
                .filter(result -> enough(clip, result.agreement().cosineMean()))
                .isPresent());
    }

    private static boolean enough(ClipResult clip, double cosine) {
        return cosine >= ENOUGH || cosine >= clip.fidelity().denseJitterCosine();
    }

    private static double work(Comparison comparison, OperatingPoint point) {
        return comparison.clips().stream()
                .mapToDouble(clip -> result(clip, point).orElseThrow().macsPerFrame())
                .sum();
    }
}

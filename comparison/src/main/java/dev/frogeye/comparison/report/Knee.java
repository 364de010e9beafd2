package dev.frogeye.comparison.report;

import dev.frogeye.comparison.ClipResult;
import dev.frogeye.comparison.Comparison;
import dev.frogeye.comparison.Setup;
import dev.frogeye.comparison.Setup.OperatingPoint;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The thresholds that do the least work among those that keep an R2 of {@link #ENOUGH} on every clip in which something
 * happens. In a still clip R2 is not defined, and any thresholds will do.
 */
final class Knee {
    static final double ENOUGH = 0.9;

    /** What thresholds came to on a clip. */
    private record Run(OperatingPoint point, double macsPerFrame, double r2) {}

    private Knee() {}

    /** Empty where nothing was swept or no thresholds were good enough. */
    static Optional<OperatingPoint> of(Comparison comparison) {
        Setup setup = comparison.setup();
        List<ClipResult> varying = comparison.clips().stream()
                .filter(clip -> !Double.isNaN(clip.fidelity().agreement().r2Centred()))
                .toList();
        if (setup.sweep().isEmpty() || varying.isEmpty()) {
            return Optional.empty();
        }
        return Stream.concat(Stream.of(setup.delta()), setup.sweep().stream())
                .filter(point -> varying.stream().allMatch(clip -> enough(clip, setup, point)))
                .min(Comparator.comparingDouble(point -> work(comparison, point)));
    }

    private static boolean enough(ClipResult clip, Setup setup, OperatingPoint point) {
        return run(clip, setup, point).filter(run -> run.r2 >= ENOUGH).isPresent();
    }

    private static double work(Comparison comparison, OperatingPoint point) {
        return comparison.clips().stream()
                .mapToDouble(clip -> run(clip, comparison.setup(), point).orElseThrow().macsPerFrame)
                .sum();
    }

    private static Optional<Run> run(ClipResult clip, Setup setup, OperatingPoint point) {
        Run chosen = new Run(
                setup.delta(),
                Clips.perFrame(clip, clip.operations().delta()),
                clip.fidelity().agreement().r2Centred());
        Stream<Run> swept = clip.sweep().stream()
                .map(result -> new Run(
                        result.point(),
                        result.macsPerFrame(),
                        result.agreement().r2Centred()));
        return Stream.concat(Stream.of(chosen), swept)
                .filter(run -> run.point.equals(point))
                .findFirst();
    }
}

package dev.frogeye.comparison;

import dev.frogeye.comparison.ClipResult.SweepResult;
import java.math.BigDecimal;
import java.util.List;

/** The delta network at the thresholds of the sweep, as points beside its rivals. */
final class DeltaPoints {
    private DeltaPoints() {}

    static List<RivalResult> of(List<SweepResult> sweep) {
        return sweep.stream()
                .map(result -> new RivalResult(
                        name(result, sweep),
                        RivalResult.Family.DELTA,
                        0,
                        result.msMean(),
                        result.speedup(),
                        result.macsPerFrame(),
                        result.agreement()))
                .toList();
    }

    /** {@code delta-0.1}; with {@code :3} for the pixel threshold where several have that threshold. */
    private static String name(SweepResult result, List<SweepResult> sweep) {
        double threshold = result.point().threshold();
        long alike = sweep.stream()
                .filter(other -> other.point().threshold() == threshold)
                .count();
        String name = "delta-" + plain(threshold);
        return alike == 1 ? name : name + ":" + plain(result.point().pixelThreshold());
    }

    private static String plain(double value) {
        return Double.isFinite(value)
                ? BigDecimal.valueOf(value).stripTrailingZeros().toPlainString()
                : "profile";
    }
}

package dev.frogeye.calibration;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The best single threshold: for each of several pixel thresholds the largest relative one that keeps the bound. */
final class GlobalSearch {
    private static final List<Double> COARSE = List.of(0.0, 1.0, 2.0, 4.0);
    private static final double START = 0.05;

    private final Trials trials;
    private final ScaleSearch scales;
    private final int gates;

    GlobalSearch(Trials trials, ScaleSearch scales, int gates) {
        this.trials = trials;
        this.scales = scales;
        this.gates = gates;
    }

    /** Runs it takes at most where no pixel threshold above 4 pays. */
    static int expectedRuns() {
        return (COARSE.size() + 2) * ScaleSearch.MOST_RUNS / 2;
    }

    /** Empty if no threshold keeps the bound. */
    Optional<Measured> best() throws InterruptedException {
        List<Measured> found = new ArrayList<>(fit(COARSE, START));
        if (found.isEmpty()) {
            return Optional.empty();
        }
        for (double levels = 8;
                best(found).candidate().pixelLevels() == levels / 2 && levels < Candidate.MOST_LEVELS;
                levels *= 2) {
            found.addAll(fit(List.of(levels), best(found).candidate().relative(0)));
        }
        double levels = best(found).candidate().pixelLevels();
        // Halfway to the neighbours.
        List<Double> between = levels == 0 ? List.of(0.5) : List.of(levels == 1 ? 0.5 : levels * 0.75, levels * 1.5);
        found.addAll(fit(between, best(found).candidate().relative(0)));
        return Optional.of(best(found));
    }

    private List<Measured> fit(List<Double> levels, double alpha) throws InterruptedException {
        return trials.forEach(levels, level -> scales.fit(Candidate.uniform(level, alpha, gates))).stream()
                .flatMap(Optional::stream)
                .toList();
    }

    private static Measured best(List<Measured> found) {
        Measured best = found.get(0);
        for (Measured other : found) {
            best = other.doesLessThan(best) ? other : best;
        }
        return best;
    }
}

package dev.frogeye.calibration;

import java.util.Optional;

/**
 * Scales all gates' thresholds together until the error is as large as it may be: bracketing steps, then false position
 * on the logarithms, where the error is nearly a straight line.
 */
final class ScaleSearch {
    /** More runs than that are never made for one scale. */
    static final int MOST_RUNS = 11;

    /** An error this close below the bound is close enough. */
    private static final double TOLERANCE = 0.005;

    /** Errors grow with about this power of the thresholds, less where they are large already. */
    private static final double EXPONENT = 0.7;

    /** What an error of zero counts as. */
    private static final double LARGEST_EXCESS = 5;

    private static final double LEAST_STEP = 0.05;
    private static final double LARGEST_STEP = 1.5;
    /** An interval of logarithms is cut at least this far from its ends. */
    private static final double MARGIN = 0.15;

    private final Trials trials;
    private final double maxError;

    ScaleSearch(Trials trials, double maxError) {
        this.trials = trials;
        this.maxError = maxError;
    }

    /** The largest scaling of the candidate that keeps the bound, as far as it was found; empty if none did. */
    Optional<Measured> fit(Candidate start) {
        Measured best = null;
        double low = Double.NaN;
        double excessAtLow = 0;
        double high = Double.NaN;
        double excessAtHigh = 0;
        double scale = 0;
        for (int run = 0; run < MOST_RUNS; run++) {
            Candidate candidate = start.scaled(StrictMath.exp(scale));
            Evaluation evaluation = trials.measure(candidate);
            double excess = Math.max(-LARGEST_EXCESS, StrictMath.log(evaluation.relativeL2() / maxError));
            if (excess <= 0) {
                best = new Measured(candidate, evaluation);
                if (excess >= -TOLERANCE || candidate.isClosed()) {
                    break;
                }
                low = scale;
                excessAtLow = excess;
            } else {
                high = scale;
                excessAtHigh = excess;
            }
            if (Double.isNaN(low)) {
                scale = high - step(excessAtHigh);
            } else if (Double.isNaN(high)) {
                scale = low + step(-excessAtLow);
            } else if (high - low < TOLERANCE) {
                break;
            } else {
                double share = (-TOLERANCE / 2 - excessAtLow) / (excessAtHigh - excessAtLow);
                scale = low + (high - low) * Math.max(MARGIN, Math.min(1 - MARGIN, share));
            }
        }
        return Optional.ofNullable(best);
    }

    /** A little further than the error suggests: a bracket is worth more than a near miss. */
    private static double step(double excess) {
        return Math.max(LEAST_STEP, Math.min(LARGEST_STEP, 1.2 * excess / EXPONENT + LEAST_STEP));
    }
}

package dev.frogeye.calibration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * How the squared error and the work follow each threshold near a candidate, all logarithmic: measured by moving all
 * thresholds up or down at once, as a {@link ScreeningDesign} says.
 *
 * @param error by how much the squared error grows, for each factor
 * @param work by how much the work shrinks
 */
record Sensitivities(double[] error, double[] work) {
    /** Far below float rounding: what no error at all counts as. */
    private static final double LEAST_ERROR = 1e-12;

    static Sensitivities measure(Trials trials, Candidate centre, double distance, Random random)
            throws InterruptedException {
        int factors = centre.factors();
        ScreeningDesign design = new ScreeningDesign(factors, random);
        List<Candidate> candidates = new ArrayList<>();
        for (int run = 0; run < design.runs(); run++) {
            double[] logs = new double[factors];
            for (int factor = 0; factor < factors; factor++) {
                logs[factor] = distance * design.level(run, factor);
            }
            candidates.add(centre.moved(logs));
        }
        List<Evaluation> evaluations = trials.forEach(candidates, trials::measure);
        double[] error = new double[factors];
        double[] work = new double[factors];
        for (int run = 0; run < design.runs(); run++) {
            double logError = 2
                    * StrictMath.log(Math.max(LEAST_ERROR, evaluations.get(run).relativeL2()));
            double logWork = StrictMath.log(Math.max(1, evaluations.get(run).macs()));
            for (int factor = 0; factor < factors; factor++) {
                double weight = design.level(run, factor) / (distance * design.runs());
                error[factor] += weight * logError;
                work[factor] -= weight * logWork;
            }
        }
        return new Sensitivities(error, work);
    }

    /**
     * Which way to move: by how much each threshold saves more than its share of the error. Where the last bit of error
     * buys the same saving everywhere nothing moves.
     *
     * @param prior share of an average threshold that is added to all: what is hardly felt is hardly moved
     * @return natural logarithms
     */
    double[] direction(double prior) {
        double[] errors = shares(error, prior);
        double[] savings = shares(work, prior);
        double[] direction = new double[errors.length];
        for (int i = 0; i < direction.length; i++) {
            direction[i] = StrictMath.log(savings[i] / errors[i]);
        }
        return direction;
    }

    private static double[] shares(double[] effects, double prior) {
        double[] positive =
                Arrays.stream(effects).map(effect -> Math.max(0, effect)).toArray();
        double mean = Arrays.stream(positive).average().orElseThrow();
        return Arrays.stream(positive)
                .map(effect -> (mean == 0 ? 1 : effect / mean) + prior)
                .toArray();
    }
}

package dev.frogeye.dense;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Rounds the weights of one output channel so that their errors cancel out. Neighbours in a picture are alike, so the errors
 * of a kernel matter by their sum: as long as that is more than half a step, the weight is rounded the other way that was
 * closest to it. Then the same over all kernels, each weighted by the mean of what it is multiplied with (Guo et al. 2022,
 * "SQuant: On-the-fly data-free quantization via diagonal Hessian approximation", which knows no means).
 */
final class WeightRounding {
    private final double[] errors;
    private final int[] steps;
    private final int taps;
    private final float[] means;

    /**
     * Rounds to the nearest.
     *
     * @param weights in steps, kernel after kernel
     * @param means of the inputs, one a kernel
     */
    private WeightRounding(double[] weights, float[] means) {
        this.means = means;
        taps = weights.length / means.length;
        steps = new int[weights.length];
        errors = new double[weights.length];
        for (int i = 0; i < weights.length; i++) {
            steps[i] = (int) Math.rint(weights[i]);
            errors[i] = steps[i] - weights[i];
        }
    }

    /**
     * Rounds.
     *
     * @param weights in steps, kernel after kernel
     * @param means of the inputs, one a kernel
     * @return each at most one off
     */
    static int[] round(double[] weights, float[] means) {
        WeightRounding rounding = new WeightRounding(weights, means);
        for (int kernel = 0; kernel < means.length; kernel++) {
            rounding.balance(kernel);
        }
        rounding.balanceKernels();
        return rounding.steps;
    }

    private void balance(int kernel) {
        double sum = sum(kernel);
        while (Math.abs(sum) > 0.5) {
            double sign = Math.signum(sum);
            turn(closest(kernel, sign), sign);
            sum -= sign;
        }
    }

    private void balanceKernels() {
        double sum = 0;
        for (int kernel = 0; kernel < means.length; kernel++) {
            sum += means[kernel] * sum(kernel);
        }
        double sign = Math.signum(sum);
        int[] weights = IntStream.range(0, means.length)
                .map(kernel -> closest(kernel, sign * Math.signum(means[kernel])))
                .toArray();
        int[] byError = IntStream.range(0, weights.length)
                .boxed()
                .sorted(Comparator.comparingDouble(kernel -> -Math.abs(errors[weights[kernel]])))
                .mapToInt(Integer::intValue)
                .toArray();
        for (int kernel : byError) {
            double direction = sign * Math.signum(means[kernel]);
            double effect = Math.abs(means[kernel]);
            if (errors[weights[kernel]] * direction > 0 && Math.abs(sum) > effect / 2 && sum * sign > 0) {
                turn(weights[kernel], direction);
                sum -= sign * effect;
            }
        }
    }

    private double sum(int kernel) {
        double sum = 0;
        for (int i = kernel * taps; i < (kernel + 1) * taps; i++) {
            sum += errors[i];
        }
        return sum;
    }

    /** The weight with the largest error of a sign: it takes the least to round it the other way. */
    private int closest(int kernel, double sign) {
        int closest = kernel * taps;
        for (int i = closest + 1; i < (kernel + 1) * taps; i++) {
            if (errors[i] * sign > errors[closest] * sign) {
                closest = i;
            }
        }
        return closest;
    }

    private void turn(int weight, double direction) {
        errors[weight] -= direction;
        steps[weight] -= (int) direction;
    }
}

package dev.frogeye.comparison;

import java.util.Arrays;

/**
 * Times of one engine for the frames of a clip, from preprocessed frame to feature vector, all passes together.
 *
 * @param samples how many
 */
public record Timing(double meanMs, double p50Ms, double p95Ms, double p99Ms, int samples) {
    /** Summarises at least one time. */
    public static Timing of(double[] ms) {
        if (ms.length == 0) {
            throw new IllegalArgumentException("no times to summarise");
        }
        double[] sorted = ms.clone();
        Arrays.sort(sorted);
        return new Timing(
                Arrays.stream(ms).average().orElseThrow(),
                percentile(sorted, 50),
                percentile(sorted, 95),
                percentile(sorted, 99),
                ms.length);
    }

    /** The smallest time that at least so many percent of all do not exceed. */
    private static double percentile(double[] sorted, int percent) {
        return sorted[Math.max(0, (int) Math.ceil(percent / 100.0 * sorted.length) - 1)];
    }
}

package dev.frogeye.comparison.report.chart;

import java.util.stream.IntStream;

/** Fewer points of a long line that looks the same: the lowest and the highest of each stretch stay. */
final class Decimation {
    private Decimation() {}

    /**
     * Which values to draw, in order: all of them if there are at most {@code limit}, else not more than that. Where a
     * stretch has values that are no numbers, the first of them stays, so that the gap does.
     *
     * @param limit at least 3
     */
    static int[] keep(double[] values, int limit) {
        if (values.length <= limit) {
            return IntStream.range(0, values.length).toArray();
        }
        int buckets = limit / 3;
        return IntStream.range(0, buckets)
                .flatMap(bucket -> extremes(
                        values, position(values.length, bucket, buckets), position(values.length, bucket + 1, buckets)))
                .toArray();
    }

    private static int position(int length, int bucket, int buckets) {
        return (int) ((long) length * bucket / buckets);
    }

    private static IntStream extremes(double[] values, int from, int to) {
        int lowest = -1;
        int highest = -1;
        int gap = -1;
        for (int i = from; i < to; i++) {
            if (Double.isNaN(values[i])) {
                gap = gap < 0 ? i : gap;
                continue;
            }
            lowest = lowest < 0 || values[i] < values[lowest] ? i : lowest;
            highest = highest < 0 || values[i] > values[highest] ? i : highest;
        }
        return IntStream.of(lowest, highest, gap)
                .filter(index -> index >= 0)
                .distinct()
                .sorted();
    }
}

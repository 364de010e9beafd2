package dev.frogeye.comparison.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecimationTest {
    @Test
    void shortLinesKeepEveryPoint() {
        assertThat(Decimation.keep(new double[] {3, 1, 2}, 3)).containsExactly(0, 1, 2);
        assertThat(Decimation.keep(new double[0], 10)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1001, 1500, 20_000, 1_000_000})
    void longLinesKeepTheExtremesOfEveryStretch(int length) {
        double[] values = new Random(1).doubles(length).toArray();
        values[length / 3] = 7;
        values[length / 2] = -7;

        int[] kept = Decimation.keep(values, 1000);

        assertThat(kept)
                .hasSizeLessThanOrEqualTo(1000)
                .hasSizeGreaterThan(400)
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(kept).contains(length / 3, length / 2);
        for (int bucket = 0; bucket < 333; bucket++) {
            int from = (int) ((long) length * bucket / 333);
            int to = (int) ((long) length * (bucket + 1) / 333);
            double highest = Arrays.stream(values, from, to).max().orElseThrow();
            double keptHighest = IntStream.of(kept)
                    .filter(index -> index >= from && index < to)
                    .mapToDouble(index -> values[index])
                    .max()
                    .orElseThrow();
            assertThat(keptHighest).isEqualTo(highest);
        }
    }

    @Test
    void gapsStay() {
        double[] values = new double[5000];
        Arrays.fill(values, 2000, 3000, Double.NaN);

        int[] kept = Decimation.keep(values, 300);

        assertThat(IntStream.of(kept)
                        .filter(index -> Double.isNaN(values[index]))
                        .count())
                .isPositive();
    }
}

package dev.frogeye.comparison.report.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TicksTest {
    @Test
    void stepsAreRound() {
        assertThat(Ticks.linear(0, 299, 6).toArray()).containsExactly(0, 50, 100, 150, 200, 250);
        assertThat(Ticks.linear(0, 1, 4).toArray()).containsExactly(0, 0.5, 1);
        assertThat(Ticks.linear(-3, 3, 6).toArray()).containsExactly(-3, -2, -1, 0, 1, 2, 3);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-9, 0.013, 0.7, 1, 9.99, 123, 5.7e9})
    void linearTicksLieInTheRangeAndAreFewButNotNone(double max) {
        double[] ticks = Ticks.linear(0, max, 5).toArray();

        assertThat(ticks).hasSizeBetween(3, 6);
        assertThat(ticks[0]).isZero();
        assertThat(ticks[ticks.length - 1]).isLessThanOrEqualTo(max * (1 + 1e-9));
    }

    @Test
    void decadesWhereThereAreMany() {
        assertCloseTo(Ticks.logarithmic(1e-2, 1e3), 0.01, 0.1, 1, 10, 100, 1000);
    }

    @Test
    void halvesAndDoublesWhereThereAreFew() {
        assertCloseTo(Ticks.logarithmic(0.5, 20), 0.5, 1, 2, 5, 10, 20);
    }

    private static void assertCloseTo(DoubleStream actual, double... expected) {
        double[] values = actual.toArray();
        assertThat(values).hasSize(expected.length);
        for (int i = 0; i < values.length; i++) {
            assertThat(values[i]).isCloseTo(expected[i], within(1e-9 * expected[i]));
        }
    }
}

package dev.frogeye.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ErrorFunctionTest {
    /** Of Abramowitz and Stegun, table 7.1. */
    @Test
    void valuesOfTheHandbook() {
        double[][] values = {
            {0, 0},
            {0.02, 0.0225645747},
            {0.5, 0.5204998778},
            {1, 0.8427007929},
            {1.5, 0.9661051465},
            {2, 0.9953222650}
        };
        for (double[] value : values) {
            assertThat(ErrorFunction.erf(value[0])).isCloseTo(value[1], within(1e-10));
            assertThat(ErrorFunction.erf(-value[0])).isCloseTo(-value[1], within(1e-10));
        }
    }

    @Test
    void isTheIntegralEverywhere() {
        for (double x = -6.5; x < 6.5; x += 0.00317) {
            double expected = ReferenceNetwork.erf(x);
            assertThat(ErrorFunction.erf(x)).as("erf(%s)", x).isCloseTo(expected, within(1e-9 * Math.abs(expected)));
        }
    }

    @Test
    void endsOfTheLine() {
        assertThat(ErrorFunction.erf(1e-30)).isCloseTo(2 / Math.sqrt(Math.PI) * 1e-30, within(1e-42));
        assertThat(ErrorFunction.erf(Double.POSITIVE_INFINITY)).isEqualTo(1);
        assertThat(ErrorFunction.erf(Double.NEGATIVE_INFINITY)).isEqualTo(-1);
        assertThat(ErrorFunction.erf(Double.NaN)).isNaN();
    }
}

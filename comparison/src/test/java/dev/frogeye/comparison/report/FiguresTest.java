package dev.frogeye.comparison.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
    @ParameterizedTest
    @CsvSource({"0,0", "7,7", "999,999", "999.7,1.00 k", "12345,12.3 k", "5711000000,5.71 G", "0.5,0.50"})
    void operationsHaveThreeDigitsAndAUnit(double count, String text) {
        assertThat(Figures.operations(count)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"12.44,12.4×", "0.8,0.80×", "102.3,102×", "1234.5,'1,235×'", "Infinity,–", "NaN,–"})
    void ratios(double ratio, String text) {
        assertThat(Figures.times(ratio)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0,0 %", "1,100 %", "0.123,12 %", "0.0123,1.2 %", "0.00012,0.01 %", "NaN,–"})
    void shares(double share, String text) {
        assertThat(Figures.percent(share)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0.9,0.90000", "0.99912,0.99912", "0.9999912,0.9999912", "1,1", "0.999999999,1", "NaN,–"})
    void cosinesThatAreNotOneDoNotLookLikeOne(double cosine, String text) {
        assertThat(Figures.cosine(cosine)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0.9051,0.905", "-1.4756,-1.476", "0.99951,0.99951", "0.9999999,1", "1,1", "NaN,–"})
    void r2MayBeNegative(double r2, String text) {
        assertThat(Figures.r2(r2)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0,0", "0.0427,0.0427", "0.00000031,3.1e-07", "2.5,2.50", "NaN,–"})
    void errorsMayBeVerySmall(double error, String text) {
        assertThat(Figures.error(error)).isEqualTo(text);
    }

    @Test
    void labelsHaveNoNeedlessZeros() {
        assertThat(Figures.operationsLabel(1e9)).isEqualTo("1 G");
        assertThat(Figures.operationsLabel(2.5e8)).isEqualTo("250 M");
        assertThat(Figures.operationsLabel(2.5e9)).isEqualTo("2.5 G");
        assertThat(Figures.timesLabel(0.5)).isEqualTo("0.5×");
        assertThat(Figures.timesLabel(100)).isEqualTo("100×");
        assertThat(Figures.timesLabel(10.5)).isEqualTo("10.5×");
        assertThat(Figures.percentLabel(0.02)).isEqualTo("2 %");
    }
}

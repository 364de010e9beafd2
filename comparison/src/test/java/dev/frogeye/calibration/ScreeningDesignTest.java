package dev.frogeye.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScreeningDesignTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 8, 19, 52, 70, 96})
    void itsColumnsAreBalancedAndOrthogonal(int factors) {
        ScreeningDesign design = new ScreeningDesign(factors, new Random(1));
        for (int a = 0; a < factors; a++) {
            for (int b = 0; b <= a; b++) {
                int product = 0;
                int sum = 0;
                for (int run = 0; run < design.runs(); run++) {
                    product += design.level(run, a) * design.level(run, b);
                    sum += design.level(run, a);
                }
                assertThat(product).isEqualTo(a == b ? design.runs() : 0);
                assertThat(sum).isZero();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 52, 70, 96})
    void itTakesHardlyMoreRunsThanFactors(int factors) {
        assertThat(new ScreeningDesign(factors, new Random(1)).runs()).isBetween(factors + 1, factors + 9);
    }
}

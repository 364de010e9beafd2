package dev.frogeye.dense;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeightRoundingTest {
    @Test
    void theOneThatIsClosestToTheOtherSideIsTurned() {
        assertThat(WeightRounding.round(new double[] {1.4, 2.45, 0.3}, new float[] {1}))
                .containsExactly(1, 3, 0);
    }

    @Test
    void kernelsCancelOutAsTheirInputsWeigh() {
        // Errors of -0.4, -0.4 and 0.2, of which the last counts four times.
        assertThat(WeightRounding.round(new double[] {1.4, 2.4, 0.8}, new float[] {1, 1, 4}))
                .containsExactly(1, 2, 1);
        assertThat(WeightRounding.round(new double[] {1.4, 2.4, 0.8}, new float[] {1, 1, 0.1f}))
                .containsExactly(2, 2, 1);
    }

    @ParameterizedTest
    @CsvSource({"1, 64", "9, 1", "9, 16", "25, 7"})
    void sumsAreAsCloseAsOneWeightCanBringThem(int requested, int kernels) {
        Random random = new Random(3);
        for (int trial = 0; trial < 50; trial++) {
            double[] weights = random.doubles(requested * kernels, -127, 127).toArray();
            float[] means = new float[kernels];
            float largest = 0;
            for (int i = 0; i < kernels; i++) {
                means[i] = (float) random.nextGaussian();
                largest = Math.max(largest, Math.abs(means[i]));
            }
            int[] rounded = WeightRounding.round(weights, means);
            double all = 0;
            for (int kernel = 0; kernel < kernels; kernel++) {
                double sum = 0;
                for (int i = kernel * requested; i < (kernel + 1) * requested; i++) {
                    double error = rounded[i] - weights[i];
                    assertThat(Math.abs(error)).isLessThan(1);
                    sum += error;
                }
                assertThat(Math.abs(sum)).isLessThanOrEqualTo(requested == 1 ? 1 : 1.5);
                all += sum * means[kernel];
            }
            assertThat(Math.abs(all)).isLessThanOrEqualTo(largest);
        }
    }
}

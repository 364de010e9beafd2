package dev.frogeye.dense;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class BiasCorrectionTest {
    @Test
    void whatAllFramesLoseIsCorrectedAndWhatDiffersBetweenThemIsNot() {
        List<double[]> wanted = List.of(new double[] {3, 1, 2.5}, new double[] {3, -1, 3.5});
        List<double[]> measured = List.of(new double[] {1, 0, 1}, new double[] {1, 0, 1});

        float[] correction = BiasCorrection.consistent(wanted, measured);

        assertThat(correction[0]).isEqualTo(2);
        assertThat(correction[1]).isZero();
        // Mean 2, variance 0.5.
        assertThat(correction[2]).isCloseTo(1.75f, within(1e-6f));
    }

    @Test
    void ofOneFrameAllIsCorrected() {
        assertThat(BiasCorrection.consistent(List.of(new double[] {1, 0}), List.of(new double[] {0.25, 0})))
                .containsExactly(0.75f, 0);
    }
}

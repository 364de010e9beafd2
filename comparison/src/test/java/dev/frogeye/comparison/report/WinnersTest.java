package dev.frogeye.comparison.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frogeye.comparison.RivalResult;
import dev.frogeye.comparison.Standing;
import java.util.List;
import org.junit.jupiter.api.Test;

class WinnersTest {
    private static final RivalResult EXACT = RivalFixture.dense(60);

    @Test
    void whoWinsWhereIsSaidWithTimeAndQuality() {
        assertThat(sentence(
                        EXACT,
                        RivalFixture.int8(29, 0.96),
                        RivalFixture.delta("default", 24, 0.905),
                        RivalFixture.hold(4, 15, 0.6)))
                .isEqualTo("Fastest at R² ≥ 0.99: ONNX Runtime (60.0 ms, R² 1); R² ≥ 0.95: int8 (29.0 ms, R² 0.960);"
                        + " R² ≥ 0.9: the delta network (24.0 ms, R² 0.905); R² ≥ 0.5: every 4th frame held (15.0 ms,"
                        + " R² 0.600). The delta network is the fastest at some of these only.");
    }

    @Test
    void rivalsThatWaitWinOnlyWhereWaitingIsAllowed() {
        assertThat(sentence(EXACT, RivalFixture.delta("default", 24, 0.96), RivalFixture.linear(4, 15, 0.97)))
                .contains("R² ≥ 0.95: every 4th frame interpolated (15.0 ms, R² 0.970).")
                .contains(
                        "Live, without delay, at R² ≥ 0.99: ONNX Runtime (60.0 ms, R² 1); R² ≥ 0.95: the delta network")
                .endsWith("The delta network is the fastest only where no delay is allowed.");
    }

    @Test
    void framesThatOnnxRuntimeComputedAreNoMeritOfTheDeltaNetwork() {
        Standing delegated = new Standing(List.of(EXACT, RivalFixture.delta("default", 50, 1)), true);
        assertThat(new Winners(delegated, "ONNX Runtime").sentence())
                .endsWith("ONNX Runtime computed every frame of the delta network at the chosen thresholds.");
    }

    @Test
    void losingEverywhereIsSaid() {
        assertThat(sentence(EXACT, RivalFixture.delta("default", 70, 0.9), RivalFixture.int8(29, 0.999)))
                .isEqualTo("Fastest at R² ≥ 0.99: int8 (29.0 ms, R² 0.9990)."
                        + " The delta network is the fastest at none of these.");
    }

    @Test
    void winningEverywhereIsSaid() {
        assertThat(sentence(EXACT, RivalFixture.delta("0.01", 10, 0.999)))
                .endsWith("The delta network is the fastest at each of these.");
    }

    @Test
    void timesWithinTheNoiseAreTheSame() {
        assertThat(sentence(EXACT, RivalFixture.delta("default", 20, 0.995), RivalFixture.int8(20.2, 0.995)))
                .contains("R² ≥ 0.99: the delta network (20.0 ms, R² 0.9950) or int8 (20.2 ms, R² 0.9950).");
    }

    @Test
    void aThousandTimesFasterDoesNotHelpWhatKeepsNothing() {
        assertThat(sentence(RivalFixture.hold(8, 0.1, -2), RivalFixture.delta("default", 10, Double.NaN)))
                .isEqualTo("Nothing keeps an R² of 0.5 or more.");
    }

    private static String sentence(RivalResult... ways) {
        return new Winners(new Standing(List.of(ways), false), "ONNX Runtime").sentence();
    }
}

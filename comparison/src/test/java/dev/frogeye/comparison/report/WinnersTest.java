package dev.frogeye.comparison.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WinnersTest {
    private static final Way EXACT = WayFixture.dense("onnxruntime", 60, 1);

    @Test
    void whoWinsWhereIsSaidWithTimeAndQuality() {
        assertThat(sentence(
                        EXACT,
                        WayFixture.dense("int8", 29, 0.96),
                        WayFixture.delta("default", 24, 0.905),
                        WayFixture.hold(4, 15, 0.6)))
                .isEqualTo("Fastest for an R² of at least 0.99: ONNX Runtime (60.0 ms, R² 1); 0.95: int8 (29.0 ms, R²"
                        + " 0.960); 0.9: the delta network, delta-default (24.0 ms, R² 0.905); 0.5: every 4th frame,"
                        + " held (15.0 ms, R² 0.600). The delta network is the fastest at some of these, not at all.");
    }

    @Test
    void rivalsThatWaitWinOnlyWhereWaitingIsAllowed() {
        assertThat(sentence(EXACT, WayFixture.delta("default", 24, 0.96), WayFixture.linear(4, 15, 0.97)))
                .contains("0.95: every 4th frame, interpolated (15.0 ms, R² 0.970).")
                .contains("Live, without delay, 0.99: ONNX Runtime (60.0 ms, R² 1); 0.95: the delta network,")
                .endsWith("The delta network is the fastest only where no delay is allowed.");
    }

    @Test
    void losingEverywhereIsSaid() {
        assertThat(sentence(EXACT, WayFixture.delta("default", 70, 0.9), WayFixture.dense("int8", 29, 0.999)))
                .isEqualTo("Fastest for an R² of at least 0.99: int8 (29.0 ms, R² 0.9990)."
                        + " The delta network is the fastest at none of these.");
    }

    @Test
    void winningEverywhereIsSaid() {
        assertThat(sentence(EXACT, WayFixture.delta("0.01", 10, 0.999)))
                .endsWith("The delta network is the fastest at each of these.");
    }

    @Test
    void timesWithinTheNoiseAreTheSame() {
        assertThat(sentence(EXACT, WayFixture.delta("default", 20, 0.995), WayFixture.dense("int8", 20.2, 0.995)))
                .contains("0.99: the delta network, delta-default (20.0 ms, R² 0.9950) or int8 (20.2 ms, R² 0.9950).");
    }

    @Test
    void aThousandTimesFasterDoesNotHelpWhatKeepsNothing() {
        assertThat(sentence(WayFixture.hold(8, 0.1, -2), WayFixture.delta("default", 10, Double.NaN)))
                .isEqualTo("No way keeps an R² of 0.5 or more.");
    }

    private static String sentence(Way... ways) {
        return new Winners(List.of(ways)).sentence();
    }
}

package dev.frogeye.comparison.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ParetoFrontTest {
    private static final Way EXACT = WayFixture.dense("onnxruntime", 60, 1);
    private static final Way INT8 = WayFixture.dense("int8", 29, 0.9);
    private static final Way LINEAR = WayFixture.linear(4, 15, 0.85);
    private static final Way HOLD = WayFixture.hold(4, 15, 0.7);
    private static final Way USELESS = WayFixture.hold(100, 1, -0.1);
    private static final Way UNDEFINED = WayFixture.hold(50, 1, Double.NaN);

    @Test
    void waysThatAreBeatenInBothAreNotInIt() {
        Way slowAndBad = WayFixture.delta("default", 40, 0.5);

        assertThat(ParetoFront.of(List.of(LINEAR, slowAndBad, INT8, EXACT)).ways())
                .containsExactly(EXACT, INT8, LINEAR);
    }

    @Test
    void amongEquallyFastWaysTheOneThatKeepsMoreIsInIt() {
        assertThat(ParetoFront.of(List.of(HOLD, LINEAR)).ways()).containsExactly(LINEAR);
    }

    @Test
    void equalWaysAreAllInIt() {
        Way same = WayFixture.delta("default", 29, 0.9);

        assertThat(ParetoFront.of(List.of(INT8, same)).ways()).containsExactlyInAnyOrder(INT8, same);
    }

    @Test
    void whatIsWorthLessThanTheMeanIsNotInItHoweverFast() {
        assertThat(ParetoFront.of(List.of(USELESS, UNDEFINED, INT8)).ways()).containsExactly(INT8);
    }

    @Test
    void whatWaitsForLaterFramesIsNotLive() {
        assertThat(ParetoFront.live(List.of(EXACT, LINEAR, HOLD)).ways()).containsExactly(EXACT, HOLD);
    }
}

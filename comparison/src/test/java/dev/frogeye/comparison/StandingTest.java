package dev.frogeye.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frogeye.comparison.RivalResult.Family;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who wins where, in sets and in words. */
class StandingTest {
    private static final RivalResult DENSE = rival(Standing.DENSE, Family.DENSE, 0, 60, 1);
    private static final RivalResult HOLD = rival("hold-2", Family.HOLD, 0, 30, 0.6);
    private static final RivalResult LINEAR = rival("linear-2", Family.LINEAR, 1, 30.5, 0.93);
    private static final RivalResult INT8 = rival("int8", Family.INT8, 0, 28, 0.97);

    @Test
    void theDeltaNetworkIsSetBesideTheFastestThatKeepsAsMuch() {
        Standing standing = standing(LINEAR, HOLD, delta(15, 0.92));
        assertThat(standing.bestRival(false)).contains(LINEAR);
        assertThat(standing.bestRival(true)).contains(DENSE);
        assertThat(standing.sentence("a.mp4"))
                .isEqualTo(
                        "a.mp4: the delta network takes 15.00 ms per frame and keeps R2 0.920; 2.03x faster than linear-2"
                                + " (30.50 ms, 1 frame late), the fastest rival with as high an R2; live, 4.00x faster than float32"
                                + " (60.00 ms), the fastest rival with as high an R2");
    }

    @Test
    void itIsSaidWhenTheDeltaNetworkLoses() {
        Standing standing = standing(LINEAR, INT8, delta(56, 0.9));
        assertThat(standing.bestRival(false)).contains(INT8);
        assertThat(standing.sentence("a.mp4"))
                .isEqualTo(
                        "a.mp4: the delta network takes 56.00 ms per frame and keeps R2 0.900; 2.00x slower than int8"
                                + " (28.00 ms), the fastest rival with as high an R2");
        assertThat(standing.front(true)).containsExactly(INT8, DENSE);
    }

    @Test
    void featuresFurtherOffThanTheMeanAndFramesOfOnnxRuntimeAreNoMerit() {
        assertThat(standing(INT8, delta(5, -0.25)).sentence("a.mp4"))
                .isEqualTo("a.mp4: R2 -0.250, so the clip's mean is closer than these features: the thresholds are too"
                        + " coarse for it");
        assertThat(new Standing(List.of(DENSE, delta(61, 1)), true).sentence("a.mp4"))
                .isEqualTo("a.mp4: ONNX Runtime computed every frame, the delta network none, in 61.00 ms per frame;"
                        + " --dense never measures the delta network alone");
    }

    @Test
    void timesWithinTwoPercentAreTheSame() {
        assertThat(standing(INT8, delta(28.5, 0.96)).sentence("a")).contains("; as fast as int8 (28.00 ms)");
        assertThat(standing(INT8, delta(29, 0.96)).sentence("a")).contains("; 1.04x slower than int8 (28.00 ms)");
    }

    @Test
    void aRivalThatLosesMoreIsNoMatchHoweverFast() {
        assertThat(standing(HOLD, delta(59, 0.61)).bestRival(true)).contains(DENSE);
        assertThat(standing(HOLD, delta(59, 0.6)).bestRival(true)).contains(HOLD);
    }

    @Test
    void ofTwoThatAreEquallyFastOnlyTheCloserIsOnTheFront() {
        RivalResult closer = rival("linear-4", Family.LINEAR, 3, 30, 0.8);
        RivalResult equal = rival("linear-8", Family.LINEAR, 7, 40, 0.8);
        Standing standing = standing(HOLD, closer, equal);
        assertThat(standing.front(false)).containsExactly(closer, DENSE);
        assertThat(standing.front(true)).containsExactly(HOLD, DENSE);
    }

    @Test
    void whatIsFurtherOffThanTheClipsMeanIsNotOnTheFront() {
        RivalResult useless = rival("hold-8", Family.HOLD, 0, 5, -0.2);
        RivalResult mean = rival("hold-4", Family.HOLD, 0, 15, 0);
        assertThat(standing(useless, mean, HOLD).front(true)).containsExactly(HOLD, DENSE);
    }

    @Test
    void withoutVariationNobodyWins() {
        Standing standing = standing(rival("hold-2", Family.HOLD, 0, 30, Double.NaN), delta(10, Double.NaN));
        assertThat(standing.bestRival(false)).isEmpty();
        assertThat(standing.bestRival(true)).isEmpty();
        assertThat(standing.front(false)).containsExactly(DENSE);
        assertThat(standing.sentence("still.mp4"))
                .isEqualTo("still.mp4: the features do not vary, so there is no R2 to compare by");
    }

    @Test
    void withoutRivalsTheDenseNetworkIsTheRival() {
        Standing standing = standing(delta(20, 0.9));
        assertThat(standing.bestRival(false)).contains(DENSE);
        assertThat(standing.int8()).isEmpty();
        assertThat(standing.sentence("a")).contains("; 3.00x faster than float32 (60.00 ms)");
    }

    private static Standing standing(RivalResult... others) {
        List<RivalResult> all = new ArrayList<>(List.of(DENSE));
        all.addAll(List.of(others));
        return new Standing(all, false);
    }

    private static RivalResult delta(double ms, double r2) {
        return rival(RivalResult.CHOSEN_DELTA, Family.DELTA, 0, ms, r2);
    }

    private static RivalResult rival(String name, Family family, int delayFrames, double ms, double r2) {
        return new RivalResult(
                name,
                family,
                delayFrames,
                ms,
                60 / ms,
                1e9,
                new Agreement(r2, 0.9, 0.99, 0.98, 0.1, 0.2, 1, Optional.empty()));
    }
}

package dev.frogeye.comparison.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frogeye.comparison.ClipResult;
import dev.frogeye.comparison.ClipResult.SweepResult;
import dev.frogeye.comparison.Comparison;
import dev.frogeye.comparison.Setup;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KneeTest {
    @Test
    void leastWorkThatIsGoodEnoughOnEveryClip() {
        ClipResult easy = clip(sweep(0.1, 100, 0.99), sweep(0.2, 50, 0.98), sweep(0.3, 20, 0.96));
        ClipResult hard = clip(sweep(0.1, 400, 0.95), sweep(0.2, 300, 0.91), sweep(0.3, 200, 0.86));

        assertThat(Knee.of(comparison(easy, hard))).contains(Examples.point(0.2));
    }

    @Test
    void chosenThresholdsCountToo() {
        ClipResult clip = clip(sweep(0.1, 700, 0.99), sweep(0.2, 600, 0.98), sweep(0.3, 50, 0.8));

        assertThat(Knee.of(comparison(clip))).contains(Fixture.setup().delta());
    }

    @Test
    void noneIfNoneIsGoodEnough() {
        ClipResult bad = Examples.ofSweep(
                0.85, List.of(sweep(0.1, 400, 0.89), sweep(0.2, 300, 0.8), sweep(0.3, 200, Double.NaN)));

        assertThat(Knee.of(comparison(bad))).isEqualTo(Optional.empty());
    }

    @Test
    void aStillClipHasNoSay() {
        ClipResult moving = clip(sweep(0.1, 100, 0.99), sweep(0.2, 50, 0.95), sweep(0.3, 20, 0.8));
        ClipResult still = Examples.ofSweep(
                Double.NaN, List.of(sweep(0.1, 9, Double.NaN), sweep(0.2, 5, Double.NaN), sweep(0.3, 1, Double.NaN)));

        assertThat(Knee.of(comparison(still, moving))).contains(Examples.point(0.2));
        assertThat(Knee.of(comparison(still))).isEmpty();
    }

    private static SweepResult sweep(double threshold, double macs, double cosine) {
        return Examples.sweep(threshold, macs, cosine);
    }

    private static ClipResult clip(SweepResult... sweep) {
        return Examples.ofSweep(0.995, List.of(sweep));
    }

    private static Comparison comparison(ClipResult... clips) {
        Comparison fixture = Fixture.comparison(List.of(clips));
        Setup setup = fixture.setup();
        return new Comparison(
                fixture.environment(),
                fixture.model(),
                new Setup(
                        setup.delta(),
                        List.of(Examples.point(0.1), Examples.point(0.2), Examples.point(0.3)),
                        setup.coding(),
                        setup.refreshFrames(),
                        setup.handsOver(),
                        setup.baselines(),
                        setup.skips(),
                        setup.rivals(),
                        setup.peakLevel(),
                        setup.threads(),
                        setup.warmupFrames(),
                        setup.blockFrames(),
                        setup.repeats(),
                        setup.frameLimit()),
                fixture.clips());
    }
}

package dev.frogeye.comparison.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frogeye.comparison.ClipResult;
import dev.frogeye.comparison.Operations;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonVerdictTest {
    private static final EngineOrder ENGINES = new EngineOrder(List.of("onnxruntime"));
    private static final Operations TENTH = new Operations(1000, 400, 100, 0, 20);
    private static final Operations MORE = new Operations(1000, 400, 1250, 0, 20);

    @Test
    void fasterIsCalledFaster() {
        assertThat(verdict(Examples.ofTimes("a.mp4", TENTH, 10, 25)))
                .isEqualTo(
                        new ComparisonVerdict(
                                "2.50× the speed of ONNX Runtime (faster) at R² 0.900, with 10.0× fewer multiply-adds.",
                                "On a.mp4, where 25 % of the input spikes in a frame on average. The delta engine is faster than"
                                        + " any rival that keeps as much, next is ONNX Runtime, 25.0 ms per frame against 10.0."));
    }

    @Test
    void slowerIsCalledSlower() {
        assertThat(verdict(Examples.ofTimes("a.mp4", TENTH, 25, 20)).headline())
                .contains("0.80× the speed of ONNX Runtime (slower)");
    }

    @Test
    void withinTheNoiseIsTheSame() {
        assertThat(verdict(Examples.ofTimes("a.mp4", TENTH, 100, 101)).headline())
                .contains("(the same)");
    }

    @Test
    void moreWorkIsCalledMore() {
        assertThat(verdict(Examples.ofTimes("a.mp4", MORE, 10, 10)).headline())
                .endsWith("with 1.25× more multiply-adds.");
    }

    @Test
    void severalClipsAreARangeThatNamesTheEnds() {
        ComparisonVerdict verdict = verdict(
                Examples.ofTimes("fast.mp4", TENTH, 10, 50),
                Examples.ofTimes("even.mp4", TENTH, 10, 10),
                Examples.ofTimes("slow.mp4", MORE, 20, 10));

        assertThat(verdict.headline())
                .isEqualTo("0.50× to 5.00× the speed of ONNX Runtime at R² 0.900, from 1.25× more to 10.0× fewer"
                        + " multiply-adds.");
        assertThat(verdict.detail())
                .contains("Faster than ONNX Runtime on 1 of 3 clips, slower on 1.")
                .contains("fast.mp4 (fastest)")
                .contains("slow.mp4 (slowest)");
    }

    @Test
    void aRivalThatKeepsAsMuchInLessTimeIsNamed() {
        ClipResult clip = Examples.withRivals(
                Examples.ofTimes("a.mp4", TENTH, 20, 40),
                List.of(RivalFixture.int8(15, 0.95), RivalFixture.linear(2, 10, 0.92), RivalFixture.hold(2, 5, 0.8)));

        assertThat(verdict(clip).detail())
                .contains(
                        "A rival that keeps as much is faster: every 2nd frame interpolated, 10.0 ms per frame against 20.0.")
                .endsWith("A live rival that keeps as much is faster: int8, 15.0 ms per frame against 20.0.");
        assertThat(verdict(clip, Examples.ofTimes("b.mp4", TENTH, 20, 40)).detail())
                .startsWith("On 1 of 2 clips a rival keeps as much in less time, on 1 of them without delay.");
    }

    @Test
    void featuresFurtherOffThanTheClipsMeanAreCalledSo() {
        ClipResult coarse = Examples.ofSweep(-0.5, List.of());
        assertThat(verdict(coarse).detail()).contains("These thresholds are too coarse for it");
        assertThat(verdict(coarse, Examples.ofTimes("b.mp4", TENTH, 20, 40)).detail())
                .contains("On 1 of 2 clips the thresholds are too coarse");
    }

    private static ComparisonVerdict verdict(ClipResult... clips) {
        return ComparisonVerdict.of(Fixture.comparison(List.of(clips)), ENGINES);
    }
}

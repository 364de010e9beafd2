package dev.frogeye.comparison.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frogeye.comparison.ClipResult;
import dev.frogeye.comparison.Operations;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private static final Engines ENGINES = new Engines(List.of("onnxruntime"));
    private static final Operations TENTH = new Operations(1000, 400, 100, 0, 20);
    private static final Operations MORE = new Operations(1000, 400, 1250, 0, 20);

    @Test
    void fasterIsCalledFaster() {
        assertThat(verdict(Examples.ofTimes("a.mp4", TENTH, 10, 25)))
                .isEqualTo(new Verdict(
                        "10.0× fewer multiply-adds, 2.50× the speed of ONNX Runtime (faster), mean cosine 0.99500.",
                        "On a.mp4, where 25 % of the input spikes in a frame on average."));
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
        assertThat(verdict(Examples.ofTimes("a.mp4", MORE, 10, 10)).headline()).startsWith("1.25× more multiply-adds");
    }

    @Test
    void severalClipsAreARangeThatNamesTheEnds() {
        Verdict verdict = verdict(
                Examples.ofTimes("fast.mp4", TENTH, 10, 50),
                Examples.ofTimes("even.mp4", TENTH, 10, 10),
                Examples.ofTimes("slow.mp4", MORE, 20, 10));

        assertThat(verdict.headline())
                .isEqualTo("From 1.25× more to 10.0× fewer multiply-adds, 0.50× to 5.00× the speed of ONNX Runtime,"
                        + " mean cosine 0.99500.");
        assertThat(verdict.detail())
                .startsWith("Faster than ONNX Runtime on 1 of 3 clips, slower on 1.")
                .contains("fast.mp4 (fastest)")
                .contains("slow.mp4 (slowest)");
    }

    private static Verdict verdict(ClipResult... clips) {
        return Verdict.of(Fixture.comparison(List.of(clips)), ENGINES);
    }
}

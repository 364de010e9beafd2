package dev.frogeye.comparison.report.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChartTest {
    private static final Scale TEN = new Scale.Linear(0, 10, 5, String::valueOf);

    @Test
    void lineGoesThroughItsPointsAndBreaksAtGaps() {
        String html =
                chart(new Mark.Line("a", "delta", new double[] {0, 5, 6, 10}, new double[] {0, 10, Double.NaN, 5}));

        assertThat(html).contains("class=\"line delta\" d=\"M0 400L500 0M1000 200\"");
    }

    @Test
    void valuesOffTheScaleLieOnItsEdge() {
        String html = chart(new Mark.Dots("a", "delta", new double[] {-5, 20}, new double[] {11, -1}));

        assertThat(html).contains("d=\"M0 0h0M1000 400h0\"");
    }

    @Test
    void areasOfBarsAreWidthsTimesHeights() {
        String html = chart(new Mark.Bars("a", "delta", new double[] {0, 2, 10}, new double[] {10, 5}));

        assertThat(html).contains("d=\"M0 400V0H200V400zM200 400V200H1000V400z\"");
    }

    @Test
    void textsAreEscaped() {
        String html = new Chart(
                        "c",
                        "<b>&\"t\"",
                        "<d>",
                        "tall",
                        axis("<x>"),
                        axis("<y>"),
                        List.of(
                                new Mark.Line("<n>", "delta", new double[0], new double[0]),
                                new Mark.Note("<m>", "", 1, 1)))
                .html();

        assertThat(html)
                .doesNotContain("<b>")
                .doesNotContain("<d>")
                .doesNotContain("<n>")
                .doesNotContain("<m>");
        assertThat(html).contains("&lt;b&gt;&amp;&quot;t&quot;", "&lt;x&gt;", "&lt;y&gt;", "&lt;n&gt;", "&lt;m&gt;");
    }

    @Test
    void longLinesStaySmall() {
        double[] many = IntStream.range(0, 100_000).mapToDouble(i -> i % 977).toArray();

        assertThat(chart(new Mark.Line("a", "delta", many, many))).hasSizeLessThan(20_000);
        assertThat(chart(new Mark.Dots("a", "delta", many, many))).hasSizeLessThan(20_000);
        assertThat(chart(new Mark.Moments("a", "delta", many))).hasSizeLessThan(20_000);
    }

    @Test
    void ninesAreEquallyFarApart() {
        Scale scale = new Scale.Nines(1, 4);

        assertThat(scale.at(0.9)).isCloseTo(0, within(1e-9));
        assertThat(scale.at(0.99)).isCloseTo(1 / 3.0, within(1e-9));
        assertThat(scale.at(0.999)).isCloseTo(2 / 3.0, within(1e-9));
        assertThat(scale.at(1)).isEqualTo(1);
        assertThat(scale.at(0.3)).isEqualTo(0);
        assertThat(scale.ticks().stream().map(Scale.Tick::label)).containsExactly(".9", ".99", ".999", ".9999");
    }

    @Test
    void ratiosAreEquallyFarApart() {
        Scale scale = new Scale.Logarithmic(1, 100, String::valueOf);

        assertThat(scale.at(10)).isCloseTo(0.5, within(1e-9));
        assertThat(scale.at(0)).isEqualTo(0);
    }

    @Test
    void whatHasNoPlaceOnALogarithmicScaleLiesInABand() {
        Scale scale = new Scale.Banded(0.01, 1, String::valueOf, "exact", "worse");

        assertThat(scale.at(0)).isEqualTo(0.06);
        assertThat(scale.at(0.01)).isCloseTo(0.12, within(1e-9));
        assertThat(scale.at(0.1)).isCloseTo(0.5, within(1e-9));
        assertThat(scale.at(1)).isCloseTo(0.88, within(1e-9));
        assertThat(scale.at(7)).isEqualTo(0.94);
        assertThat(scale.ticks().stream().map(Scale.Tick::label))
                .startsWith("exact")
                .endsWith("worse");
        assertThat(new Scale.Banded(0.01, 1, String::valueOf, "", "").at(0.1)).isCloseTo(0.5, within(1e-9));
    }

    @Test
    void emptyRangesAreRefused() {
        assertThatThrownBy(() -> new Scale.Linear(1, 1, 5, String::valueOf))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Scale.Logarithmic(0, 1, String::valueOf))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Scale.Linear(0, Double.NaN, 5, String::valueOf))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String chart(Mark mark) {
        return new Chart("c", "title", "description", "tall", axis("x"), axis("y"), List.of(mark)).html();
    }

    private static ChartAxis axis(String title) {
        return new ChartAxis(title, TEN);
    }
}

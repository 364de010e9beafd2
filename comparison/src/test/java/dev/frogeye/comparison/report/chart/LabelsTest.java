package dev.frogeye.comparison.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frogeye.comparison.report.chart.Labels.Range;
import dev.frogeye.comparison.report.chart.Labels.Spot;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LabelsTest {
    private static final double LETTER = 0.48;
    private static final double LINE = 0.95;

    private record Symbol(String text, double x, double y) {}

    @Test
    void alonePointsHaveTheirLabelsBesideThem() {
        List<Optional<Spot>> spots =
                place(Range.WIDE, List.of(new Symbol("left", 0.1, 0.5), new Symbol("right", 0.99, 0.5)));

        assertThat(spots.get(0).orElseThrow().tie()).isEqualTo(Labels.Tie.START);
        assertThat(spots.get(1).orElseThrow().tie()).isEqualTo(Labels.Tie.END);
        assertThat(spots).noneMatch(spot -> spot.orElseThrow().far());
    }

    @ParameterizedTest
    @EnumSource(Range.class)
    void labelsOfFortyScatteredPointsTouchNothingAtAnyWidth(Range range) {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            List<Symbol> symbols = IntStream.range(0, 40)
                    .mapToObj(i -> new Symbol("motion-" + i, random.nextDouble(), random.nextDouble()))
                    .toList();
            assertNothingTouches(symbols, range);
        }
    }

    @ParameterizedTest
    @EnumSource(Range.class)
    void pointsOnOneSpotHaveLabelsAllAround(Range range) {
        List<Symbol> symbols = IntStream.range(0, 16)
                .mapToObj(i -> new Symbol("linear-" + i, 0.5, 0.5))
                .toList();

        assertThat(assertNothingTouches(symbols, range)).isEqualTo(16);
    }

    @ParameterizedTest
    @EnumSource(Range.class)
    void cornersHaveRoom(Range range) {
        List<Symbol> symbols = List.of(
                new Symbol("onnxruntime", 0, 0),
                new Symbol("onnxruntime-int8", 1, 0),
                new Symbol("delta-default", 0, 1),
                new Symbol("motion-linear", 1, 1));

        assertThat(assertNothingTouches(symbols, range)).isEqualTo(4);
    }

    @Test
    void whatIsTooLongForTheChartHasNoLabel() {
        assertThat(place(Range.NARROW, List.of(new Symbol("w".repeat(80), 0.5, 0.5))))
                .containsExactly(Optional.empty());
    }

    private static List<Optional<Spot>> place(Range range, List<Symbol> symbols) {
        Labels labels = new Labels(range);
        symbols.forEach(symbol -> labels.keepClear(symbol.x, symbol.y));
        return symbols.stream()
                .map(symbol -> labels.place(symbol.text, symbol.x, symbol.y))
                .toList();
    }

    /** Returns how many labels there are. */
    private static int assertNothingTouches(List<Symbol> symbols, Range range) {
        List<Optional<Spot>> spots = place(range, symbols);
        double[] widths = range == Range.NARROW ? new double[] {13.5, 18, 25, 40} : new double[] {38, 53, 60, 85};
        for (double width : widths) {
            Rectangle2D chart = new Rectangle2D.Double(-1e-9, -1e-9, width + 2e-9, Labels.HEIGHT + 2e-9);
            List<Rectangle2D> drawn = new ArrayList<>();
            for (int i = 0; i < symbols.size(); i++) {
                Symbol symbol = symbols.get(i);
                double x = symbol.x * width;
                double y = symbol.y * Labels.HEIGHT;
                if (spots.get(i).isEmpty()) {
                    continue;
                }
                Rectangle2D label = rectangle(symbol.text, spots.get(i).get(), x, y);
                assertThat(chart.contains(label))
                        .as("%s inside at %s", label, width)
                        .isTrue();
                assertThat(drawn).as("%s at %s", label, width).noneMatch(other -> other.intersects(label));
                assertThat(symbols)
                        .as("%s at %s", label, width)
                        .noneMatch(other ->
                                label.intersects(other.x * width - 0.39, other.y * Labels.HEIGHT - 0.39, 0.78, 0.78));
                drawn.add(label);
            }
        }
        return (int) spots.stream().filter(Optional::isPresent).count();
    }

    private static Rectangle2D rectangle(String text, Spot spot, double x, double y) {
        double width = text.length() * LETTER;
        double tied = x + spot.right();
        double left =
                switch (spot.tie()) {
                    case START -> tied;
                    case MIDDLE -> tied - width / 2;
                    case END -> tied - width;
                };
        double slack = 1e-9;
        return new Rectangle2D.Double(
                left + slack, y + spot.down() - LINE / 2 + slack, width - 2 * slack, LINE - 2 * slack);
    }
}

package dev.frogeye.comparison.report.chart;

import dev.frogeye.comparison.report.chart.Labels.Range;
import dev.frogeye.comparison.report.chart.Labels.Spot;
import dev.frogeye.comparison.report.chart.Mark.Place;
import dev.frogeye.comparison.report.chart.Mark.Symbols;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Symbols above a drawing, which keep their shape while it is stretched, and their labels. */
record SymbolLayer(List<Symbols> groups, List<Mark.Line> lines, Scale x, Scale y) {
    /** Steps in which a line is followed, as a share of the chart. */
    private static final double STEP = 0.01;

    /**
     * Labels for a range of widths.
     *
     * @param html of the labels that found a place
     * @param leftOut those that did not
     */
    record Arrangement(Range range, String html, List<String> leftOut) {}

    static SymbolLayer of(Chart chart) {
        return new SymbolLayer(
                marks(chart, Symbols.class),
                marks(chart, Mark.Line.class),
                chart.x().scale(),
                chart.y().scale());
    }

    private static <M extends Mark> List<M> marks(Chart chart, Class<M> kind) {
        return chart.marks().stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    boolean isEmpty() {
        return groups.isEmpty();
    }

    /** The symbols, each on its own place. */
    String html() {
        StringBuilder out = new StringBuilder("<svg class=\"symbols\" aria-hidden=\"true\">");
        // What is labelled first lies on top.
        for (int g = groups.size() - 1; g >= 0; g--) {
            Symbols group = groups.get(g);
            for (int i = group.places().size() - 1; i >= 0; i--) {
                Place place = group.places().get(i);
                out.append(String.format(
                        Locale.ROOT,
                        "<svg x=\"%s%%\" y=\"%s%%\">%s</svg>",
                        percent(left(place)),
                        percent(top(place)),
                        Drawing.symbol(group, Chart.escape(place.detail()))));
            }
        }
        return out.append("</svg>").toString();
    }

    /** The labels, once for each range of widths; the style sheet shows one of them. */
    List<Arrangement> arrangements() {
        return Stream.of(Range.values()).map(this::arrangement).toList();
    }

    private Arrangement arrangement(Range range) {
        Labels labels = new Labels(range);
        groups.forEach(group -> group.places().forEach(place -> labels.keepClear(left(place), top(place))));
        lines.forEach(line -> avoid(line, labels));
        StringBuilder words = new StringBuilder();
        StringBuilder leaders = new StringBuilder();
        List<String> leftOut = new ArrayList<>();
        for (Place place : strongFirst()) {
            Optional<Spot> spot = labels.place(place.label(), left(place), top(place));
            spot.ifPresentOrElse(
                    found -> {
                        words.append(word(place, found));
                        leaders.append(found.far() ? leader(place, found) : "");
                    },
                    () -> leftOut.add(place.label()));
        }
        return new Arrangement(range, "<svg aria-hidden=\"true\">" + leaders + "</svg>" + words, List.copyOf(leftOut));
    }

    private void avoid(Mark.Line line, Labels labels) {
        for (int i = 1; i < line.x().length; i++) {
            double fromX = x.at(line.x()[i - 1]);
            double fromY = 1 - y.at(line.y()[i - 1]);
            double alongX = x.at(line.x()[i]) - fromX;
            double alongY = 1 - y.at(line.y()[i]) - fromY;
            int steps = 1 + (int) (Math.max(Math.abs(alongX), Math.abs(alongY)) / STEP);
            for (int step = 0; step <= steps; step++) {
                labels.avoid(fromX + alongX * step / steps, fromY + alongY * step / steps);
            }
        }
    }

    private List<Place> strongFirst() {
        return groups.stream()
                .flatMap(group -> group.places().stream())
                .sorted(Comparator.comparing(Place::strong).reversed())
                .toList();
    }

    private String word(Place place, Spot spot) {
        return String.format(
                Locale.ROOT,
                "<span class=\"%s%s\" style=\"left:calc(%s%% + %.2frem);top:calc(%s%% + %.2frem)\">%s</span>",
                spot.tie().name().toLowerCase(Locale.ROOT),
                place.strong() ? " strong" : "",
                percent(left(place)),
                spot.right(),
                percent(top(place)),
                spot.down(),
                Chart.escape(place.label()));
    }

    private String leader(Place place, Spot spot) {
        double outside = Labels.REACH / Math.hypot(spot.right(), spot.down());
        return String.format(
                Locale.ROOT,
                "<svg x=\"%s%%\" y=\"%s%%\"><line x1=\"%.2frem\" y1=\"%.2frem\" x2=\"%.2frem\" y2=\"%.2frem\"/></svg>",
                percent(left(place)),
                percent(top(place)),
                outside * spot.right(),
                outside * spot.down(),
                spot.right(),
                spot.down());
    }

    private double left(Place place) {
        return x.at(place.x());
    }

    private double top(Place place) {
        return 1 - y.at(place.y());
    }

    private static String percent(double share) {
        return Drawing.number(100 * share);
    }
}

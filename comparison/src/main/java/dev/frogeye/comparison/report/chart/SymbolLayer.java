package dev.frogeye.comparison.report.chart;

import dev.frogeye.comparison.report.chart.Labels.Range;
import dev.frogeye.comparison.report.chart.Labels.Spot;
import dev.frogeye.comparison.report.chart.Mark.Place;
import dev.frogeye.comparison.report.chart.Mark.Symbols;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Symbols above a drawing, which keep their shape while it is stretched, and their labels. */
record SymbolLayer(List<Symbols> groups, Scale x, Scale y) {
    static SymbolLayer of(Chart chart) {
        return new SymbolLayer(
                chart.marks().stream()
                        .filter(Symbols.class::isInstance)
                        .map(Symbols.class::cast)
                        .toList(),
                chart.x().scale(),
                chart.y().scale());
    }

    boolean isEmpty() {
        return groups.isEmpty();
    }

    String html() {
        if (isEmpty()) {
            return "";
        }
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
        out.append("</svg>");
        for (Range range : Range.values()) {
            out.append(labels(range));
        }
        return out.toString();
    }

    private String labels(Range range) {
        Labels labels = new Labels(range);
        groups.forEach(group -> group.places().forEach(place -> labels.keepClear(left(place), top(place))));
        StringBuilder words = new StringBuilder();
        StringBuilder leaders = new StringBuilder();
        List<String> leftOut = new ArrayList<>();
        for (Symbols group : groups) {
            for (Place place : group.places()) {
                Optional<Spot> spot = labels.place(place.label(), left(place), top(place));
                if (spot.isEmpty()) {
                    leftOut.add(place.label());
                    continue;
                }
                words.append(word(place, spot.get()));
                leaders.append(spot.get().far() ? leader(place, spot.get()) : "");
            }
        }
        String style = "labels " + range.name().toLowerCase(Locale.ROOT);
        return "<div class=\"" + style + "\"><svg aria-hidden=\"true\">" + leaders + "</svg>" + words
                + (leftOut.isEmpty()
                        ? ""
                        : "<p class=\"unlabelled\">No room to name " + Chart.escape(String.join(", ", leftOut))
                                + "</p>")
                + "</div>";
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

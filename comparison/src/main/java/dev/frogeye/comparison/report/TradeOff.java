package dev.frogeye.comparison.report;

import dev.frogeye.comparison.report.Way.Kind;
import dev.frogeye.comparison.report.chart.Axis;
import dev.frogeye.comparison.report.chart.Chart;
import dev.frogeye.comparison.report.chart.Mark;
import dev.frogeye.comparison.report.chart.Mark.Place;
import dev.frogeye.comparison.report.chart.Mark.Shape;
import dev.frogeye.comparison.report.chart.Scale;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/** All ways to get a clip's features in one picture: what a frame takes against what the features lose. */
record TradeOff(String id, List<Way> ways) {
    /** Losses below this are rounding. */
    private static final double EXACT = 1e-6;

    /** An axis spans at least this ratio, so that one point alone has a scale, too. */
    private static final double LEAST_SPAN = 10;

    /** Room beyond the outermost points. */
    private static final double MARGIN = 1.3;

    /** What can be drawn: where nothing happens in a clip there is nothing to lose. */
    private List<Way> drawn() {
        return ways.stream().filter(way -> !Double.isNaN(way.r2())).toList();
    }

    /** One chart; none where R2 is defined for no way. */
    List<Chart> charts() {
        return drawn().isEmpty() ? List.of() : List.of(chart());
    }

    private Chart chart() {
        ParetoFront front = ParetoFront.of(ways);
        ParetoFront live = ParetoFront.live(ways);
        Axis x = new Axis("1 − R², log: share of what happens in the clip that is lost", lossScale());
        List<Mark> marks = new ArrayList<>();
        marks.add(steps("Pareto front", "front", front));
        if (!live.equals(front)) {
            marks.add(steps("the same without delay", "front live", live));
        }
        marks.add(curve());
        marks.addAll(symbols(front));
        return new Chart(
                id + "-tradeoff",
                "Time against what is lost",
                description(front),
                "plane",
                x,
                new Axis("ms a frame, log", timeScale()),
                marks);
    }

    private static String description(ParetoFront front) {
        return "Lower and further left is better. On the Pareto front, the most exact first: "
                + front.ways().stream()
                        .map(way -> way.name() + " " + Figures.ms(way.ms()) + " ms at R² " + Figures.r2(way.r2()))
                        .collect(Collectors.joining(", "))
                + ".";
    }

    /** What is not in the chart although it was measured; empty if there is nothing. */
    String missing() {
        List<String> names = ways.stream()
                .filter(way -> Double.isNaN(way.r2()))
                .map(Way::name)
                .toList();
        if (names.isEmpty()) {
            return "";
        }
        return names.size() == ways.size()
                ? "The reference's features do not change in this clip. Nothing can be lost of what does not happen:"
                        + " R² is not defined, and there is no chart of it."
                : "R² is not defined for " + String.join(", ", names) + ".";
    }

    private Scale lossScale() {
        double[] losses = drawn().stream().mapToDouble(Way::loss).toArray();
        double[] between = DoubleStream.of(losses)
                .filter(loss -> loss >= EXACT && loss <= 1)
                .toArray();
        double lowest = DoubleStream.of(between).min().orElse(0.1);
        double highest = DoubleStream.of(between).max().orElse(lowest);
        boolean isWorse = DoubleStream.of(losses).anyMatch(loss -> loss > 1);
        double most = isWorse ? 1 : Math.min(1, highest * MARGIN);
        return new Scale.Banded(
                Math.min(lowest / MARGIN, most / LEAST_SPAN),
                most,
                Figures::plain,
                DoubleStream.of(losses).anyMatch(loss -> loss < EXACT) ? "exact" : "",
                isWorse ? "R² < 0" : "");
    }

    private Scale timeScale() {
        double lowest = drawn().stream().mapToDouble(Way::ms).min().orElseThrow() / MARGIN;
        double highest = drawn().stream().mapToDouble(Way::ms).max().orElseThrow() * MARGIN;
        double widening = Math.sqrt(Math.max(1, LEAST_SPAN * lowest / highest));
        return new Scale.Logarithmic(lowest / widening, highest * widening, Figures::plain);
    }

    /** Down to a way where it begins, right to where the next one does. */
    private static Mark steps(String name, String style, ParetoFront front) {
        List<double[]> corners = new ArrayList<>();
        double ms = Double.MAX_VALUE;
        for (Way way : front.ways()) {
            corners.add(new double[] {way.loss(), ms});
            corners.add(new double[] {way.loss(), way.ms()});
            ms = way.ms();
        }
        if (!corners.isEmpty()) {
            corners.add(new double[] {1, ms});
        }
        return new Mark.Line(
                corners.isEmpty() ? "" : name,
                style,
                corners.stream().mapToDouble(corner -> corner[0]).toArray(),
                corners.stream().mapToDouble(corner -> corner[1]).toArray());
    }

    private Mark curve() {
        List<Way> thresholds = drawn().stream()
                .filter(way -> way.kind() == Kind.DELTA)
                .sorted(Comparator.comparingDouble(Way::loss))
                .toList();
        return new Mark.Line(
                "",
                "delta",
                thresholds.stream().mapToDouble(Way::loss).toArray(),
                thresholds.stream().mapToDouble(Way::ms).toArray());
    }

    private List<Mark> symbols(ParetoFront front) {
        List<Mark> marks = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            for (boolean live : new boolean[] {true, false}) {
                List<Place> places = drawn().stream()
                        .filter(way -> way.kind() == kind && way.isLive() == live)
                        .map(way -> place(way, front.ways().contains(way)))
                        .toList();
                if (!places.isEmpty()) {
                    marks.add(new Mark.Symbols(legend(kind, live), style(kind), shape(kind), live, places));
                }
            }
        }
        return marks;
    }

    private static Place place(Way way, boolean onFront) {
        String detail = String.format(
                Locale.ROOT,
                "%s: %s ms a frame, R² %s, %s",
                way.name(),
                Figures.ms(way.ms()),
                Figures.r2(way.r2()),
                delay(way));
        return new Place(way.name(), detail, way.loss(), way.ms(), onFront);
    }

    private static String delay(Way way) {
        return way.isLive() ? "no delay" : Figures.plain(way.delayFrames()) + " frames late";
    }

    private static String legend(Kind kind, boolean live) {
        String what =
                switch (kind) {
                    case DELTA -> "delta network";
                    case DENSE -> "dense, every frame";
                    case SOME_FRAMES -> "dense, some frames";
                };
        return what + (live ? "" : " (offline)");
    }

    private static String style(Kind kind) {
        return switch (kind) {
            case DELTA -> "delta";
            case DENSE -> "onnxruntime";
            case SOME_FRAMES -> "zeroskip";
        };
    }

    private static Shape shape(Kind kind) {
        return switch (kind) {
            case DELTA -> Shape.CIRCLE;
            case DENSE -> Shape.TRIANGLE;
            case SOME_FRAMES -> Shape.SQUARE;
        };
    }

    /** Every way, the fastest last. */
    Table table() {
        List<Way> front = ParetoFront.of(ways).ways();
        Table.Builder table = Table.of(
                "Every way to get these features, the fastest last; in bold: no other is both faster and closer",
                "Way",
                "Delay in frames",
                "ms a frame",
                "Speed-up",
                "R²",
                "Change correlation",
                "Smallest cosine");
        ways.stream()
                .sorted(Comparator.comparingDouble(Way::ms).reversed())
                .forEach(way -> table.row(Table.Row.of(
                                way.name(),
                                way.isLive() ? "live" : Figures.plain(way.delayFrames()),
                                Figures.ms(way.ms()),
                                Figures.times(way.speedup()),
                                Figures.r2(way.r2()),
                                Figures.r2(way.changeCorrelation()),
                                Figures.cosine(way.cosineMin()))
                        .withStyle(front.contains(way) ? "chosen" : "")));
        return table.build();
    }
}

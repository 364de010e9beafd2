package dev.frogeye.comparison.report;

import dev.frogeye.comparison.RivalResult;
import dev.frogeye.comparison.Standing;
import dev.frogeye.comparison.report.chart.Chart;
import dev.frogeye.comparison.report.chart.Mark;
import dev.frogeye.comparison.report.chart.Mark.Place;
import dev.frogeye.comparison.report.chart.Mark.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** All ways to get a clip's features in one picture: what a frame takes against what the features lose. */
record TradeOff(String id, Standing standing, String reference) {
    /** What a symbol's shape stands for. */
    private enum Kind {
        DELTA,
        EVERY_FRAME,
        SOME_FRAMES;

        static Kind of(RivalResult way) {
            return switch (way.family()) {
                case DELTA -> DELTA;
                case DENSE, INT8 -> EVERY_FRAME;
                case HOLD, LINEAR, MOTION_LINEAR -> SOME_FRAMES;
            };
        }
    }

    /** The most exact first. */
    private List<RivalResult> front(boolean live) {
        return standing.front(live).stream()
                .sorted(Comparator.comparingDouble(RivalResult::error))
                .toList();
    }

    /** What can be drawn: where nothing happens in a clip there is nothing to lose. */
    private List<RivalResult> drawn() {
        return standing.contestants().stream()
                .filter(way -> !Double.isNaN(way.error()))
                .toList();
    }

    /** One chart; none where R2 is defined for no way. */
    List<Chart> charts() {
        return drawn().isEmpty() ? List.of() : List.of(chart());
    }

    private Chart chart() {
        List<RivalResult> front = front(false);
        List<RivalResult> live = front(true);
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
                TradeOffAxes.loss(drawn()),
                TradeOffAxes.time(drawn()),
                marks);
    }

    private static String description(List<RivalResult> front) {
        return "Lower and further left is better. On the Pareto front, the most exact first: "
                + front.stream()
                        .map(way -> way.name() + " " + Figures.ms(way.msMean()) + " ms at R² "
                                + Figures.r2(way.agreement().r2Centred()))
                        .collect(Collectors.joining(", "))
                + ".";
    }

    /** Who is the fastest at which quality; empty where R2 is not defined. */
    String winners() {
        return drawn().isEmpty() ? "" : new Winners(standing, reference).sentence();
    }

    /** What is not in the chart although it was measured; empty if there is nothing. */
    String missing() {
        List<String> names = standing.contestants().stream()
                .filter(way -> Double.isNaN(way.error()))
                .map(RivalResult::name)
                .toList();
        if (names.isEmpty()) {
            return "";
        }
        return "R² is not defined for " + String.join(", ", names)
                + ": the reference's features do not change in this clip, and nothing can be lost of what does not happen.";
    }

    /** Down to a way where it begins, right to where the next one does. */
    private static Mark steps(String name, String style, List<RivalResult> front) {
        List<double[]> corners = new ArrayList<>();
        double ms = Double.MAX_VALUE;
        for (RivalResult way : front) {
            corners.add(new double[] {way.error(), ms});
            corners.add(new double[] {way.error(), way.msMean()});
            ms = way.msMean();
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
        List<RivalResult> thresholds = drawn().stream()
                .filter(way -> way.family() == RivalResult.Family.DELTA)
                .sorted(Comparator.comparingDouble(RivalResult::error))
                .toList();
        return new Mark.Line(
                "",
                "delta",
                thresholds.stream().mapToDouble(RivalResult::error).toArray(),
                thresholds.stream().mapToDouble(RivalResult::msMean).toArray());
    }

    private List<Mark> symbols(List<RivalResult> front) {
        List<Mark> marks = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            for (boolean live : new boolean[] {true, false}) {
                List<Place> places = drawn().stream()
                        .filter(way -> Kind.of(way) == kind && way.isLive() == live)
                        .map(way -> place(way, front.contains(way)))
                        .toList();
                if (!places.isEmpty()) {
                    marks.add(new Mark.Symbols(legend(kind, live), style(kind), shape(kind), live, places));
                }
            }
        }
        return marks;
    }

    private static Place place(RivalResult way, boolean onFront) {
        return new Place(way.name(), detail(way), way.error(), way.msMean(), onFront);
    }

    /** All there is to know of a point. */
    static String detail(RivalResult way) {
        return String.format(
                Locale.ROOT,
                "%s: %s ms per frame, R² %s, %s",
                way.name(),
                Figures.ms(way.msMean()),
                Figures.r2(way.agreement().r2Centred()),
                delay(way));
    }

    private static String delay(RivalResult way) {
        return way.isLive() ? "no delay" : way.delayFrames() + " frames late";
    }

    private static String legend(Kind kind, boolean live) {
        String what =
                switch (kind) {
                    case DELTA -> "delta network";
                    case EVERY_FRAME -> "dense, every frame";
                    case SOME_FRAMES -> "dense, some frames";
                };
        return kind == Kind.SOME_FRAMES || !live ? what + (live ? ", live" : ", offline") : what;
    }

    private static String style(Kind kind) {
        return switch (kind) {
            case DELTA -> "delta";
            case EVERY_FRAME -> "onnxruntime";
            case SOME_FRAMES -> "zeroskip";
        };
    }

    private static Shape shape(Kind kind) {
        return switch (kind) {
            case DELTA -> Shape.CIRCLE;
            case EVERY_FRAME -> Shape.TRIANGLE;
            case SOME_FRAMES -> Shape.SQUARE;
        };
    }

    /** Every way, the fastest last. */
    Table table() {
        List<RivalResult> front = front(false);
        Table.Builder table = Table.of(
                "Every way to get these features, the fastest last; in bold: no other is both faster and closer",
                "Way",
                "Delay in frames",
                "ms per frame",
                "Speed-up",
                "R²",
                "Change correlation",
                "Smallest cosine");
        standing.contestants().stream()
                .sorted(Comparator.comparingDouble(RivalResult::msMean).reversed())
                .forEach(way -> table.row(Table.Row.of(
                                way.name(),
                                way.isLive() ? "live" : String.valueOf(way.delayFrames()),
                                Figures.ms(way.msMean()),
                                Figures.times(way.speedup()),
                                Figures.r2(way.agreement().r2Centred()),
                                Figures.r2(way.agreement().changeCorrelation()),
                                Figures.cosine(way.agreement().cosineMin()))
                        .withStyle(front.contains(way) ? "chosen" : "")));
        return table.build();
    }
}

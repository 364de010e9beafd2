package dev.frogeye.comparison.report;

import dev.frogeye.comparison.Agreement;
import dev.frogeye.comparison.ClipResult;
import dev.frogeye.comparison.ClipResult.SkipResult;
import dev.frogeye.comparison.ClipResult.SweepResult;
import dev.frogeye.comparison.Setup;
import dev.frogeye.comparison.Setup.OperatingPoint;
import dev.frogeye.comparison.report.chart.Chart;
import dev.frogeye.comparison.report.chart.ChartAxis;
import dev.frogeye.comparison.report.chart.Mark;
import dev.frogeye.comparison.report.chart.Scale;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * What thresholds buy on one clip: the error against the work, beside a network that is run on every n-th frame only. The
 * error against time is the clip's first chart.
 */
record SweepSection(String id, ClipResult clip, Setup setup, EngineOrder engines, Optional<OperatingPoint> knee) {
    /** Smaller errors are next to none; they are drawn at the edge. */
    private static final double LEAST_ERROR = 1e-3;
    /** What features are worth that know no more than the clip's mean; those worth less are drawn there too. */
    private static final double MOST_ERROR = 1;

    /** One way to run the network, with what it costs for a frame. */
    private record Point(String label, double speedup, double saving, Agreement agreement) {}

    boolean isEmpty() {
        return clip.sweep().isEmpty() && clip.skips().isEmpty();
    }

    Chart againstOperations() {
        return chart("macs", "Error against work", "times fewer multiply-adds", Point::saving);
    }

    Table table() {
        Table.Builder table = Table.of(
                "Gain and error of each run",
                "Run",
                "Faster",
                "Fewer multiply-adds",
                "R²",
                "Relative L2",
                "Mean cosine",
                "Lowest cosine");
        table.row(row(heading("chosen: ", setup.delta()), chosen(), isKnee(setup.delta()) ? "knee" : "chosen"));
        for (SweepResult result : clip.sweep()) {
            table.row(row(heading("", result.point()), point(result), isKnee(result.point()) ? "knee" : ""));
        }
        for (SkipResult skip : clip.skips()) {
            table.row(row(reference() + " every " + ordinal(skip.every()) + " frame, held", point(skip), ""));
        }
        return table.build();
    }

    private String heading(String prefix, OperatingPoint point) {
        return prefix + Clips.point(point) + (isKnee(point) ? " (knee)" : "");
    }

    private boolean isKnee(OperatingPoint point) {
        return knee.filter(point::equals).isPresent();
    }

    private Optional<Point> kneePoint() {
        if (isKnee(setup.delta())) {
            return Optional.of(chosen());
        }
        return clip.sweep().stream()
                .filter(result -> isKnee(result.point()))
                .map(this::point)
                .findFirst();
    }

    private static Table.Row row(String heading, Point point, String style) {
        return Table.Row.of(
                        heading,
                        Figures.times(point.speedup),
                        Figures.times(point.saving),
                        Figures.r2(point.agreement.r2Centred()),
                        Figures.error(point.agreement.relativeL2Mean()),
                        Figures.cosine(point.agreement.cosineMean()),
                        Figures.cosine(point.agreement.cosineMin()))
                .withStyle(style);
    }

    private Chart chart(String name, String title, String xTitle, ToDoubleFunction<Point> gain) {
        List<Point> sweep = clip.sweep().stream().map(this::point).toList();
        List<Point> skips = clip.skips().stream().map(this::point).toList();
        List<Mark> marks = new ArrayList<>();
        marks.add(new Mark.Moments("", "even", new double[] {1}));
        marks.add(line("", "onnxruntime held", skips, gain));
        marks.add(dots(reference() + " on every n-th frame", "onnxruntime", skips, gain));
        marks.add(line("", "delta", sweep, gain));
        marks.add(dots("thresholds", "delta", sweep, gain));
        marks.add(dots("chosen", "chosen", List.of(chosen()), gain));
        kneePoint().ifPresent(point -> marks.add(dots("knee", "ring", List.of(point), gain)));
        sweep.forEach(point -> marks.add(new Mark.Note(point.label, "below", gain.applyAsDouble(point), error(point))));
        skips.forEach(point -> marks.add(new Mark.Note(point.label, "above", gain.applyAsDouble(point), error(point))));
        List<Point> all = Stream.of(sweep.stream(), skips.stream(), Stream.of(chosen()))
                .flatMap(points -> points)
                .toList();
        double least = all.stream().mapToDouble(gain).min().orElse(1);
        double most = all.stream().mapToDouble(gain).max().orElse(10);
        double bottom = all.stream().mapToDouble(SweepSection::error).min().orElse(LEAST_ERROR);
        double top = all.stream().mapToDouble(SweepSection::error).max().orElse(1);
        return new Chart(
                id + "-" + name,
                title,
                "Lower and further right is better; the same figures are in the table below.",
                "square",
                new ChartAxis(
                        xTitle + ", log",
                        new Scale.Logarithmic(
                                Math.min(0.8, least * 0.85), Math.max(2, most * 1.4), Figures::timesLabel)),
                new ChartAxis(
                        "1 \u2212 R\u00b2, log",
                        new Scale.Logarithmic(bottom * 0.8, Math.max(bottom * 4, top * 1.3), Figures::plain)),
                marks);
    }

    private static Mark line(String name, String style, List<Point> points, ToDoubleFunction<Point> gain) {
        List<Point> sorted =
                points.stream().sorted(Comparator.comparingDouble(gain)).toList();
        return new Mark.Line(name, style, values(sorted, gain), values(sorted, SweepSection::error));
    }

    private static Mark dots(String name, String style, List<Point> points, ToDoubleFunction<Point> gain) {
        return new Mark.Dots(
                points.isEmpty() ? "" : name, style, values(points, gain), values(points, SweepSection::error));
    }

    private static double[] values(List<Point> points, ToDoubleFunction<Point> value) {
        return points.stream().mapToDouble(value).toArray();
    }

    private static double error(Point point) {
        double error = point.agreement.error();
        return Double.isNaN(error) ? MOST_ERROR : Math.min(MOST_ERROR, Math.max(LEAST_ERROR, error));
    }

    private Point chosen() {
        return new Point(
                "chosen",
                clip.speedup(engines.reference()),
                Clips.saving(clip),
                clip.fidelity().agreement());
    }

    private Point point(SweepResult result) {
        return new Point(
                Clips.shortPoint(result.point()),
                result.speedup(),
                Clips.saving(densePerFrame(), result.macsPerFrame()),
                result.agreement());
    }

    private Point point(SkipResult skip) {
        double reference = clip.times().get(engines.reference()).meanMs();
        return new Point(
                "1/" + skip.every(),
                reference / skip.msMean(),
                Clips.saving(densePerFrame(), skip.macsPerFrame()),
                skip.agreement());
    }

    private double densePerFrame() {
        return Clips.perFrame(clip, clip.operations().dense());
    }

    private String reference() {
        return EngineOrder.title(engines.reference());
    }

    private static String ordinal(int n) {
        return switch (n) {
            case 2 -> "2nd";
            case 3 -> "3rd";
            default -> n + "th";
        };
    }
}

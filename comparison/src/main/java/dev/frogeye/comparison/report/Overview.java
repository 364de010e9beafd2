package dev.frogeye.comparison.report;

import dev.frogeye.comparison.ClipResult;
import dev.frogeye.comparison.Comparison;
import dev.frogeye.comparison.Setup.OperatingPoint;
import dev.frogeye.comparison.report.chart.Chart;
import dev.frogeye.comparison.report.chart.ChartAxis;
import dev.frogeye.comparison.report.chart.Mark;
import dev.frogeye.comparison.report.chart.Scale;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/** What is seen first: a few figures, and all clips side by side. */
record Overview(Comparison comparison, EngineOrder engines) {
    /** A figure with what it is. */
    record Card(String label, String value, String note) {}

    /** All clips, the one that moves least first; charts are HTML. */
    record Group(List<String> tradeOff, Table table, String chart) {}

    List<Card> cards() {
        String reference = EngineOrder.title(engines.reference());
        return List.of(
                new Card("Speed", range(this::speedup), time()),
                new Card("R²", r2(), fidelity()),
                new Card("Multiply-adds saved", range(Clips::saving), operations()),
                new Card(
                        "Whole extraction",
                        fps(ClipResult.DELTA) + " fps",
                        "derived from both times, decoding included; " + reference + " " + fps(engines.reference())));
    }

    private String operations() {
        if (comparison.clips().size() > 1) {
            return "of " + Figures.operations(comparison.model().denseMacs()) + " per frame; zero-skip alone "
                    + range(Overview::zeroSkip);
        }
        ClipResult clip = comparison.clips().get(0);
        return Figures.operations(Clips.perFrame(clip, clip.operations().delta())) + " per frame instead of "
                + Figures.operations(Clips.perFrame(clip, clip.operations().dense())) + ", zero-skip "
                + Figures.operations(Clips.perFrame(clip, clip.operations().zeroSkip())) + "; overhead "
                + Figures.operations(Clips.perFrame(clip, clip.operations().overhead()));
    }

    private String time() {
        if (comparison.clips().size() > 1) {
            return "that of " + EngineOrder.title(engines.reference()) + ", clip by clip";
        }
        ClipResult clip = comparison.clips().get(0);
        return "that of " + EngineOrder.title(engines.reference()) + ": "
                + Figures.ms(clip.times().get(ClipResult.DELTA).meanMs()) + " ms per frame instead of "
                + Figures.ms(clip.times().get(engines.reference()).meanMs());
    }

    private String r2() {
        return range(clip -> clip.fidelity().agreement().r2Centred(), Figures::r2);
    }

    private String fidelity() {
        return "of what happens is kept; change correlation "
                + range(clip -> clip.fidelity().agreement().changeCorrelation(), Figures::r2) + ", mean cosine "
                + range(clip -> clip.fidelity().agreement().cosineMean(), Figures::cosine);
    }

    private String fps(String engine) {
        ToDoubleFunction<ClipResult> fps = clip -> clip.endToEndFps().getOrDefault(engine, Double.NaN);
        return range(fps, Figures::digits);
    }

    private String range(ToDoubleFunction<ClipResult> value) {
        return range(value, Figures::times);
    }

    private String range(ToDoubleFunction<ClipResult> value, DoubleFunction<String> text) {
        return between(text.apply(values(value, true)), text.apply(values(value, false)));
    }

    private static String between(String low, String high) {
        return low.equals(high) ? low : low.replace("×", "") + " to " + high;
    }

    private static double zeroSkip(ClipResult clip) {
        return Clips.saving(clip.operations().dense(), clip.operations().zeroSkip());
    }

    private double values(ToDoubleFunction<ClipResult> value, boolean lowest) {
        DoubleStream all = comparison.clips().stream().mapToDouble(value);
        return (lowest ? all.min() : all.max()).orElseThrow();
    }

    private double speedup(ClipResult clip) {
        return clip.speedup(engines.reference());
    }

    /** One group or none. */
    List<Group> groups() {
        return comparison.clips().size() == 1
                ? List.of()
                : List.of(new Group(
                        new ClipsTradeOff(comparison.clips(), engines.reference())
                                .charts().stream().map(Chart::html).toList(),
                        table(),
                        chart().html()));
    }

    private List<ClipResult> byMotion() {
        return comparison.clips().stream()
                .sorted(Comparator.comparingDouble(clip -> clip.motion().orElse(1)))
                .toList();
    }

    private Table table() {
        List<String> columns =
                new ArrayList<>(List.of("Clip", "Motion", "Frames", "Delegated", "Fewer multiply-adds", "Zero-skip"));
        columns.add("Delta ms");
        engines.baselines().forEach(engine -> columns.add("Speed-up on " + EngineOrder.title(engine)));
        columns.addAll(List.of("R²", "Lowest cosine", "Jitter"));
        Table.Builder table = Table.of("Clips, the one that moves least first", columns.toArray(String[]::new));
        for (ClipResult clip : byMotion()) {
            List<String> cells = new ArrayList<>(List.of(
                    Figures.percent(clip.motion()),
                    Figures.whole(clip.frames().size()),
                    Figures.whole(clip.handedOver()),
                    Figures.times(Clips.saving(clip)),
                    Figures.times(zeroSkip(clip)),
                    Figures.ms(clip.times().get(ClipResult.DELTA).meanMs())));
            engines.baselines().forEach(engine -> cells.add(Figures.times(clip.speedup(engine))));
            cells.add(Figures.r2(clip.fidelity().agreement().r2Centred()));
            cells.add(Figures.cosine(clip.fidelity().agreement().cosineMin()));
            cells.add(Figures.cosine(clip.fidelity().denseJitterCosine()));
            table.row(clip.clip(), cells.toArray(String[]::new));
        }
        return table.build();
    }

    private Chart chart() {
        List<ClipResult> clips = byMotion();
        double[] motion = clips.stream()
                .mapToDouble(clip -> clip.motion().orElse(1))
                .map(value -> Math.max(value, 1e-5))
                .toArray();
        double[] macs = clips.stream().mapToDouble(Clips::saving).toArray();
        double[] time = clips.stream().mapToDouble(this::speedup).toArray();
        List<Mark> marks = new ArrayList<>();
        marks.add(new Mark.Level("break-even", "even", 1));
        marks.add(new Mark.Dots("multiply-adds", "zeroskip big", motion, macs));
        marks.add(new Mark.Dots("time", "delta big", motion, time));
        double low = Math.min(0.5, 0.8 * values(this::speedup, true));
        double high = Math.max(2, 1.5 * Math.max(values(Clips::saving, false), values(this::speedup, false)));
        for (int i = 0; i < clips.size(); i++) {
            marks.add(new Mark.Note(clips.get(i).clip(), "", motion[i], macs[i]));
        }
        return new Chart(
                "overview",
                "Gain against motion, one dot per clip",
                "The less moves, the more is saved; the figures are in the table.",
                "tall",
                new ChartAxis(
                        "share of the input that spikes, log",
                        new Scale.Logarithmic(motion[0] / 1.5, motion[motion.length - 1] * 1.6, Figures::percentLabel)),
                new ChartAxis(
                        "times less than " + EngineOrder.title(engines.reference()) + ", log",
                        new Scale.Logarithmic(low, Math.min(high, 1e5), Figures::timesLabel)),
                marks);
    }

    /** One sentence, or none where nothing was swept. */
    List<String> knee(Optional<OperatingPoint> knee) {
        if (comparison.setup().sweep().isEmpty()) {
            return List.of();
        }
        String rule = "keeps an R\u00b2 of " + Figures.plain(Knee.ENOUGH)
                + (comparison.clips().size() == 1 ? "" : " on every clip");
        return List.of(knee.map(point -> "Suggested: " + Clips.point(point) + ", the least work that " + rule
                        + ". It was chosen on the clips it is judged on: try it on others.")
                .orElse("None of these thresholds " + rule + "."));
    }
}

package dev.frogeye.comparison.report;

import dev.frogeye.comparison.ClipResult;
import dev.frogeye.comparison.Energy;
import dev.frogeye.comparison.Fidelity;
import dev.frogeye.comparison.FrameResult;
import dev.frogeye.comparison.Operations;
import dev.frogeye.comparison.PeakAgreement;
import dev.frogeye.comparison.Timing;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** The figures of one clip. */
record ClipTables(ClipResult clip, EngineOrder engines) {
    /** Key frames, which are computed densely, apart from the others and all together. */
    Table operations() {
        return Table.of(
                        "Operations of a frame",
                        "Count",
                        "Mean",
                        "Median",
                        "95 %",
                        "Mean of key frames",
                        "Mean of others")
                .row(operations("Multiply-adds, frame by frame", Operations::dense))
                .row(operations("Multiply-adds, zero-skip", Operations::zeroSkip))
                .row(operations("Multiply-adds, delta", Operations::delta))
                .row(operations("of these without a multiplication", Operations::unit))
                .row(operations("Overhead, delta", Operations::overhead))
                .build();
    }

    private Table.Row operations(String heading, ToDoubleFunction<Operations> count) {
        double[] sorted = counts(count, frame -> true);
        Arrays.sort(sorted);
        return Table.Row.of(
                heading,
                mean(sorted),
                Figures.operations(sorted[(sorted.length - 1) / 2]),
                Figures.operations(sorted[(int) Math.ceil(0.95 * sorted.length) - 1]),
                mean(counts(count, FrameResult::key)),
                mean(counts(count, frame -> !frame.key())));
    }

    private double[] counts(ToDoubleFunction<Operations> count, Predicate<FrameResult> which) {
        return clip.frames().stream()
                .filter(which)
                .map(FrameResult::operations)
                .mapToDouble(count)
                .toArray();
    }

    private static String mean(double[] counts) {
        return Figures.operations(Arrays.stream(counts).average().orElse(Double.NaN));
    }

    Table times() {
        Table.Builder table = Table.of(
                "Time of a frame in milliseconds",
                "Engine",
                "Mean",
                "Median",
                "95 %",
                "99 %",
                "Speed-up",
                "Frames a second with decoding, derived");
        for (String engine : engines.all()) {
            Timing timing = clip.times().get(engine);
            table.row(
                    EngineOrder.title(engine),
                    Figures.ms(timing.meanMs()),
                    Figures.ms(timing.p50Ms()),
                    Figures.ms(timing.p95Ms()),
                    Figures.ms(timing.p99Ms()),
                    engine.equals(ClipResult.DELTA) ? "" : Figures.times(clip.speedup(engine)),
                    Figures.digits(clip.endToEndFps().getOrDefault(engine, Double.NaN)));
        }
        table.row("Decode and preprocess", Figures.ms(clip.decodeMsMean()), "", "", "", "", "");
        return table.build();
    }

    Table fidelity() {
        Fidelity fidelity = clip.fidelity();
        Table.Builder table =
                Table.of("Features beside those of " + EngineOrder.title(engines.reference()), "Measure", "Value");
        table.row("R²", Figures.r2(fidelity.agreement().r2Centred()));
        table.row("Change correlation", Figures.r2(fidelity.agreement().changeCorrelation()));
        fidelity.agreement().peaks().ifPresent(peaks -> peaks(peaks, table));
        table.row("Cosine, mean", Figures.cosine(fidelity.agreement().cosineMean()));
        table.row("Cosine, lowest", Figures.cosine(fidelity.agreement().cosineMin()));
        table.row("Relative L2, mean", Figures.error(fidelity.agreement().relativeL2Mean()));
        table.row("Relative L2, highest", Figures.error(fidelity.agreement().relativeL2Max()));
        table.row(
                "Largest difference of a value",
                Figures.error(fidelity.agreement().maxAbs()));
        table.row(
                "Jitter: " + EngineOrder.title(engines.reference()) + " from frame to frame where least moves, cosine",
                Figures.cosine(fidelity.denseJitterCosine()));
        table.row("Same ten nearest frames", Figures.percent(fidelity.knn10Overlap()));
        if (fidelity.top1Agreement().isPresent()) {
            table.row("Same best class", Figures.percent(fidelity.top1Agreement()));
            table.row("Best class among the five best", Figures.percent(fidelity.top5Agreement()));
        }
        table.row("At threshold 0: relative L2, highest", Figures.error(fidelity.exactRelativeL2()));
        return table.build();
    }

    private static void peaks(PeakAgreement peaks, Table.Builder table) {
        String above = " above " + Figures.plain(peaks.level());
        table.row("Peaks" + above, Figures.whole(peaks.peaks()));
        table.row("Peaks" + above + " that moved by more than a cell", Figures.percent(peaks.movedShare()));
        table.row("How far peaks" + above + " moved, mean in cells", Figures.error(peaks.meanCells()));
    }

    Table memory() {
        return Table.of("Memory", "What", "Size")
                .row("Weights, shared by all videos", Figures.bytes(clip.weightBytes()))
                .row("State, for each video", Figures.bytes(clip.stateBytes()))
                .row("Activations of a frame, frame by frame", Figures.bytes(clip.activationBytes()))
                .build();
    }

    Table energy() {
        Table.Builder table = Table.of(
                clip.clip() + ": estimated energy of a frame in millijoules",
                "Way",
                "Format",
                "Arithmetic",
                "Memory",
                "Together");
        for (Energy.Format format : Energy.Format.values()) {
            for (EnergyTable.Row row : EnergyTable.rows(clip, format)) {
                table.row(
                        row.title(),
                        format.name().toLowerCase(Locale.ROOT),
                        Figures.digits(row.energy().computeJoules() * 1e3),
                        Figures.digits(row.energy().memoryJoules() * 1e3),
                        Figures.digits(row.energy().totalJoules() * 1e3));
            }
        }
        return table.build();
    }
}

package dev.frogeye.comparison.report;

import dev.frogeye.comparison.ClipResult;
import dev.frogeye.comparison.ClipResult.StripPicture;
import dev.frogeye.comparison.Energy;
import dev.frogeye.comparison.Fidelity;
import dev.frogeye.comparison.Setup;
import dev.frogeye.comparison.Setup.OperatingPoint;
import dev.frogeye.comparison.Timing;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** All that the page says of one clip. */
record ClipSection(String id, ClipResult clip, Setup setup, Engines engines, Optional<OperatingPoint> knee) {
    /** A frame of the picture strip; the pictures are data URIs. */
    record Picture(String caption, String frame, String spikes) {}

    /**
     * What the template shows; charts are HTML.
     *
     * @param sweepCharts empty where nothing was swept
     */
    record View(
            String id,
            String name,
            String facts,
            List<Picture> strip,
            String operations,
            String change,
            String times,
            String breakEven,
            String fidelity,
            String layerChart,
            Table layers,
            Table others,
            List<String> sweepCharts,
            List<Table> sweepTables,
            Table timeTable,
            Table fidelityTable,
            Table memoryTable,
            Table energyTable) {
        boolean hasStrip() {
            return !strip.isEmpty();
        }

        boolean hasSweep() {
            return !sweepCharts.isEmpty();
        }
    }

    View view() {
        ClipCharts charts = new ClipCharts(id, clip, engines);
        LayerSection layers = new LayerSection(id, clip);
        SweepSection sweep = new SweepSection(id, clip, setup, engines, knee);
        return new View(
                id,
                clip.clip(),
                facts(),
                clip.strip().stream().map(ClipSection::picture).toList(),
                charts.operations().html(),
                charts.change().html(),
                charts.times().html(),
                charts.breakEven().html(),
                charts.fidelity().html(),
                layers.chart().html(),
                layers.table(),
                layers.others(),
                sweep.isEmpty()
                        ? List.of()
                        : List.of(
                                sweep.againstTime().html(),
                                sweep.againstOperations().html()),
                sweep.isEmpty() ? List.of() : List.of(sweep.table()),
                times(),
                fidelity(),
                memory(),
                energy());
    }

    private String facts() {
        return String.format(
                Locale.ROOT,
                "%d×%d at %s frames a second · %s frames · %s · %s of the input spikes in a frame",
                clip.width(),
                clip.height(),
                Rounding.decimals(clip.fps(), 2),
                Figures.whole(clip.frames().size()),
                Clips.keyFrames(clip) == 1 ? "1 key frame" : Figures.whole(Clips.keyFrames(clip)) + " key frames",
                Figures.percent(clip.motion()));
    }

    private static Picture picture(StripPicture picture) {
        String caption = "Frame " + Figures.whole(picture.index()) + (picture.key() ? ", key" : "");
        return new Picture(caption, Pictures.frame(picture), Pictures.spikes(picture));
    }

    private Table times() {
        Table.Builder table = Table.of(
                "Time of a frame in milliseconds",
                "Engine",
                "Mean",
                "Median",
                "95 %",
                "99 %",
                "Speed-up",
                "Frames a second, decoding included");
        for (String engine : engines.all()) {
            Timing timing = clip.times().get(engine);
            table.row(
                    Engines.title(engine),
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

    private Table fidelity() {
        Fidelity fidelity = clip.fidelity();
        Table.Builder table =
                Table.of("Features beside those of " + Engines.title(engines.reference()), "Measure", "Value");
        table.row("Cosine, mean", Figures.cosine(fidelity.agreement().cosineMean()));
        table.row("Cosine, lowest", Figures.cosine(fidelity.agreement().cosineMin()));
        table.row("Relative L2, mean", Figures.error(fidelity.agreement().relativeL2Mean()));
        table.row("Relative L2, highest", Figures.error(fidelity.agreement().relativeL2Max()));
        table.row(
                "Largest difference of a value",
                Figures.error(fidelity.agreement().maxAbs()));
        table.row(
                "Jitter: " + Engines.title(engines.reference()) + " from frame to frame where least moves, cosine",
                Figures.cosine(fidelity.denseJitterCosine()));
        table.row("Same ten nearest frames", Figures.percent(fidelity.knn10Overlap()));
        if (fidelity.top1Agreement().isPresent()) {
            table.row("Same best class", Figures.percent(fidelity.top1Agreement()));
            table.row("Best class among the five best", Figures.percent(fidelity.top5Agreement()));
        }
        table.row("At threshold 0: relative L2, highest", Figures.error(fidelity.exactRelativeL2()));
        return table.build();
    }

    private Table memory() {
        return Table.of("Memory", "What", "Size")
                .row("Weights, shared by all videos", Figures.bytes(clip.weightBytes()))
                .row("State, for each video", Figures.bytes(clip.stateBytes()))
                .row("Activations of a frame, frame by frame", Figures.bytes(clip.activationBytes()))
                .build();
    }

    private Table energy() {
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

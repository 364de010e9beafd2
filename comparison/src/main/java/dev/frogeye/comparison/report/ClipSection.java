package dev.frogeye.comparison.report;

import dev.frogeye.comparison.ClipResult;
import dev.frogeye.comparison.ClipResult.StripPicture;
import dev.frogeye.comparison.Setup;
import dev.frogeye.comparison.Setup.OperatingPoint;
import dev.frogeye.comparison.Standing;
import dev.frogeye.comparison.report.chart.Chart;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** All that the page says of one clip. */
record ClipSection(String id, ClipResult clip, Setup setup, EngineOrder engines, Optional<OperatingPoint> knee) {
    /** A frame of the picture strip; the pictures are data URIs. */
    record Picture(String caption, String frame, String spikes) {}

    /**
     * What the template shows; charts are HTML.
     *
     * @param tradeOff one chart, none where R2 is not defined
     * @param winners who is the fastest at which quality
     * @param undefined what is not in the chart
     * @param sweepCharts empty where nothing was swept
     */
    record View(
            String id,
            String name,
            String facts,
            List<String> tradeOff,
            String winners,
            String undefined,
            Table ways,
            List<Picture> strip,
            String lost,
            String operations,
            String change,
            Table operationsTable,
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
        Standing standing = Standing.of(clip, engines.reference());
        TradeOff tradeOff = new TradeOff(id, standing, EngineOrder.title(engines.reference()));
        ClipCharts charts = new ClipCharts(id, clip, engines);
        ClipTables tables = new ClipTables(clip, engines);
        LayerSection layers = new LayerSection(id, clip);
        SweepSection sweep = new SweepSection(id, clip, setup, engines, knee);
        return new View(
                id,
                clip.clip(),
                facts(),
                tradeOff.charts().stream().map(Chart::html).toList(),
                tradeOff.winners(),
                tradeOff.missing(),
                tradeOff.table(),
                clip.strip().stream().map(ClipSection::picture).toList(),
                charts.lost().html(),
                charts.operations().html(),
                charts.change().html(),
                tables.operations(),
                charts.times().html(),
                charts.breakEven().html(),
                charts.fidelity().html(),
                layers.chart().html(),
                layers.table(),
                layers.others(),
                sweep.isEmpty() ? List.of() : List.of(sweep.againstOperations().html()),
                sweep.isEmpty() ? List.of() : List.of(sweep.table()),
                tables.times(),
                tables.fidelity(),
                tables.memory(),
                tables.energy());
    }

    private String facts() {
        return String.format(
                Locale.ROOT,
                "%d×%d at %s frames a second · %s frames · %s · %s of the input spikes in a frame",
                clip.width(),
                clip.height(),
                Rounding.decimals(clip.fps(), 2),
                Figures.whole(clip.frames().size()),
                (Clips.keyFrames(clip) == 1 ? "1 key frame" : Figures.whole(Clips.keyFrames(clip)) + " key frames")
                        + (setup.handsOver() ? ", " + Clips.handedOver(clip) : ""),
                Figures.percent(clip.motion()));
    }

    private static Picture picture(StripPicture picture) {
        String caption = "Frame " + Figures.whole(picture.index())
                + (picture.handedOver() ? ", delegated" : picture.key() ? ", key" : "");
        return new Picture(caption, Pictures.frame(picture), Pictures.spikes(picture));
    }
}

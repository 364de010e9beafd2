package dev.frogeye.comparison.report;

import dev.frogeye.comparison.ClipResult;
import dev.frogeye.comparison.LayerResult;
import dev.frogeye.comparison.report.chart.Chart;
import dev.frogeye.comparison.report.chart.ChartAxis;
import dev.frogeye.comparison.report.chart.Mark;
import dev.frogeye.comparison.report.chart.Scale;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/** Where in the network the work is, and where it is saved. */
record LayerSection(String id, ClipResult clip) {
    private List<LayerResult> linear() {
        return clip.layers().stream().filter(LayerResult::isLinear).toList();
    }

    /** A layer's width is its share of the work and its height what is left of it, so areas are work too. */
    Chart chart() {
        List<LayerResult> layers = linear();
        double[] edges = new double[layers.size() + 1];
        for (int i = 0; i < layers.size(); i++) {
            edges[i + 1] =
                    edges[i] + Clips.perFrame(clip, layers.get(i).operations().dense());
        }
        double[] zeroSkip = shares(layers, layer -> layer.operations().zeroSkip());
        double[] delta = shares(layers, layer -> layer.operations().delta());
        double top = DoubleStream.concat(DoubleStream.of(1), DoubleStream.of(delta))
                .max()
                .orElse(1);
        return new Chart(
                id + "-layers",
                "What each layer still does",
                layers.size() + " layers from input to output; the table below has the figures.",
                "tall",
                new ChartAxis(
                        "multiply-adds frame by frame, layer after layer from input to output",
                        new Scale.Linear(0, Math.max(1, edges[layers.size()]), 6, Figures::operationsLabel)),
                new ChartAxis("share of the layer's multiply-adds", new Scale.Linear(0, top, 4, Figures::percentLabel)),
                List.of(
                        new Mark.Bars("zero-skip", "zeroskip", edges, zeroSkip),
                        new Mark.Bars("delta", "delta", edges, delta)));
    }

    /** Layers with weights, by name. */
    Table table() {
        Table.Builder table = Table.of(
                "Layers with weights: multiply-adds of a frame",
                "Layer",
                "Output",
                "Frame by frame",
                "Zero-skip",
                "Delta",
                "Saved",
                "Density of input");
        for (LayerResult layer : linear()) {
            table.row(new Table.Row(
                    layer.name(),
                    bars(layer),
                    List.of(
                            layer.shape().toString(),
                            Figures.operations(
                                    Clips.perFrame(clip, layer.operations().dense())),
                            Figures.operations(
                                    Clips.perFrame(clip, layer.operations().zeroSkip())),
                            Figures.operations(
                                    Clips.perFrame(clip, layer.operations().delta())),
                            Figures.times(Clips.saving(layer.operations())),
                            Figures.percent(layer.density())),
                    ""));
        }
        return table.build();
    }

    /** Everything else, summed up by operator. */
    Table others() {
        Map<String, long[]> sums = new LinkedHashMap<>();
        for (LayerResult layer : clip.layers()) {
            if (!layer.isLinear()) {
                long[] sum = sums.computeIfAbsent(layer.operator(), operator -> new long[4]);
                sum[0]++;
                sum[1] += layer.operations().overhead();
                sum[2] += layer.spikes();
                sum[3] += layer.stateBytes();
            }
        }
        long linearOverhead = linear().stream()
                .mapToLong(layer -> layer.operations().overhead())
                .sum();
        long linearState = linear().stream().mapToLong(LayerResult::stateBytes).sum();
        Table.Builder table = Table.of(
                "What the delta engine does besides multiplying: operations and spikes of a frame",
                "Operator",
                "Count",
                "Overhead",
                "Spikes",
                "State");
        table.row(
                "Layers with weights",
                Figures.whole(linear().size()),
                Figures.operations(Clips.perFrame(clip, linearOverhead)),
                Figures.NONE,
                Figures.bytes(linearState));
        sums.forEach((operator, sum) -> table.row(
                operator,
                Figures.whole(sum[0]),
                Figures.operations(Clips.perFrame(clip, sum[1])),
                sum[2] == 0 ? Figures.NONE : Figures.operations(Clips.perFrame(clip, sum[2])),
                Figures.bytes(sum[3])));
        return table.build();
    }

    /** Three bars, one above the other: shares of what the layer does frame by frame. */
    private static String bars(LayerResult layer) {
        double dense = layer.operations().dense();
        return "<svg class=\"bars3\" viewBox=\"0 0 100 9\" preserveAspectRatio=\"none\" aria-hidden=\"true\">"
                + bar("dense", 0, 1)
                + bar("zeroskip", 3, layer.operations().zeroSkip() / dense)
                + bar("delta", 6, Math.min(1, layer.operations().delta() / dense))
                + "</svg>";
    }

    private static String bar(String style, int y, double share) {
        return "<path class=\"bars " + style + "\" d=\"M0 " + y + "h" + Rounding.decimals(100 * share, 1)
                + "v2.6H0z\"/>";
    }

    private static double[] shares(List<LayerResult> layers, ToDoubleFunction<LayerResult> part) {
        return layers.stream()
                .mapToDouble(
                        layer -> part.applyAsDouble(layer) / layer.operations().dense())
                .toArray();
    }
}

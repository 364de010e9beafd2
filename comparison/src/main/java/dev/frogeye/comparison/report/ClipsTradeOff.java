package dev.frogeye.comparison.report;

import dev.frogeye.comparison.ClipResult;
import dev.frogeye.comparison.RivalResult;
import dev.frogeye.comparison.Standing;
import dev.frogeye.comparison.report.chart.Chart;
import dev.frogeye.comparison.report.chart.Mark;
import dev.frogeye.comparison.report.chart.Mark.Place;
import dev.frogeye.comparison.report.chart.Mark.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The delta engine on each clip beside the fastest rival that keeps as much there. */
record ClipsTradeOff(List<ClipResult> clips, String reference) {
    /** Both on one clip. */
    private record Pair(String clip, RivalResult delta, RivalResult rival) {}

    /** One chart; none where R2 is not defined on any clip or the delta engine's features are not among the rivals. */
    List<Chart> charts() {
        List<Pair> pairs = clips.stream().flatMap(clip -> pair(clip).stream()).toList();
        return pairs.isEmpty() ? List.of() : List.of(chart(pairs));
    }

    private Optional<Pair> pair(ClipResult clip) {
        Standing standing = Standing.of(clip, reference);
        return standing.chosen().filter(delta -> !Double.isNaN(delta.error())).flatMap(delta -> standing.bestRival(
                        delta.error(), false)
                .map(rival -> new Pair(clip.clip(), delta, rival)));
    }

    private static Chart chart(List<Pair> pairs) {
        List<RivalResult> all = new ArrayList<>();
        List<Mark> marks = new ArrayList<>();
        List<Place> deltas = new ArrayList<>();
        List<Place> rivals = new ArrayList<>();
        for (Pair pair : pairs) {
            all.add(pair.delta);
            all.add(pair.rival);
            marks.add(new Mark.Line(
                    "", "held dense", new double[] {pair.delta.error(), pair.rival.error()}, new double[] {
                        pair.delta.msMean(), pair.rival.msMean()
                    }));
            deltas.add(place(pair.clip, pair, pair.delta, true));
            rivals.add(place(pair.rival.name(), pair, pair.rival, false));
        }
        marks.add(new Mark.Symbols("delta network, a clip each", "delta", Shape.CIRCLE, true, deltas));
        marks.add(new Mark.Symbols("fastest rival that keeps as much there", "zeroskip", Shape.SQUARE, false, rivals));
        return new Chart(
                "overview-tradeoff",
                "Time against what is lost",
                "Lower and further left is better. A rival that lies lower than its clip's delta network beats it.",
                "plane",
                TradeOffAxes.loss(all),
                TradeOffAxes.time(all),
                marks);
    }

    private static Place place(String label, Pair pair, RivalResult way, boolean strong) {
        String detail = pair.clip + ", " + TradeOff.detail(way);
        return new Place(label, detail, way.error(), way.msMean(), strong);
    }
}

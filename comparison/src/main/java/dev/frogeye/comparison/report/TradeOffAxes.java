package dev.frogeye.comparison.report;

import dev.frogeye.comparison.RivalResult;
import dev.frogeye.comparison.report.chart.ChartAxis;
import dev.frogeye.comparison.report.chart.Scale;
import java.util.List;
import java.util.stream.DoubleStream;

/** Axes on which ways to get features have a place, however many there are and wherever they lie. */
final class TradeOffAxes {
    /** Losses below this are rounding. */
    private static final double EXACT = 1e-6;

    /** An axis spans at least this ratio, so that one point alone has a scale, too. */
    private static final double LEAST_SPAN = 10;

    /** Room beyond the outermost points. */
    private static final double MARGIN = 1.3;

    private TradeOffAxes() {}

    /** What is lost; of at least one way, all of whose losses are defined. */
    static ChartAxis loss(List<RivalResult> ways) {
        double[] losses = ways.stream().mapToDouble(RivalResult::error).toArray();
        double[] between = DoubleStream.of(losses)
                .filter(loss -> loss >= EXACT && loss <= 1)
                .toArray();
        double lowest = DoubleStream.of(between).min().orElse(0.1);
        double highest = DoubleStream.of(between).max().orElse(lowest);
        boolean isWorse = DoubleStream.of(losses).anyMatch(loss -> loss > 1);
        double most = isWorse ? 1 : Math.min(1, highest * MARGIN);
        return new ChartAxis(
                "1 − R², log: share of what happens in the clip that is lost",
                new Scale.Banded(
                        Math.min(lowest / MARGIN, most / LEAST_SPAN),
                        most,
                        Figures::plain,
                        DoubleStream.of(losses).anyMatch(loss -> loss < EXACT) ? "exact" : "",
                        isWorse ? "R² < 0" : ""));
    }

    /** What a frame takes; of at least one way. */
    static ChartAxis time(List<RivalResult> ways) {
        double lowest = ways.stream().mapToDouble(RivalResult::msMean).min().orElseThrow() / MARGIN;
        double highest = ways.stream().mapToDouble(RivalResult::msMean).max().orElseThrow() * MARGIN;
        double widening = Math.sqrt(Math.max(1, LEAST_SPAN * lowest / highest));
        return new ChartAxis(
                "ms per frame, log", new Scale.Logarithmic(lowest / widening, highest * widening, Figures::plain));
    }
}

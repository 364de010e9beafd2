package dev.frogeye.comparison.report;

import dev.frogeye.comparison.ClipResult;
import dev.frogeye.comparison.FrameResult;
import dev.frogeye.comparison.report.chart.Chart;
import dev.frogeye.comparison.report.chart.ChartAxis;
import dev.frogeye.comparison.report.chart.Mark;
import dev.frogeye.comparison.report.chart.Scale;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/** The charts of one clip over its frames. Identifiers of the page begin with {@code id}. */
record ClipCharts(String id, ClipResult clip, EngineOrder engines) {
    /** Times this much apart need a logarithmic scale to be seen side by side. */
    private static final double WIDE = 6;

    /** Cosines nearer to 1 than this are rounding. */
    private static final int MOST_NINES = 7;

    /** Ratios beyond this are drawn at the edge: still frames have none at all. */
    private static final double MOST = 1e4;

    Chart operations() {
        double[] dense = values(frame -> frame.operations().dense());
        double[] zeroSkip = values(frame -> frame.operations().zeroSkip());
        double[] delta = values(frame -> frame.operations().delta());
        double top = highest(dense, delta);
        double bottom = Math.max(lowestPositive(zeroSkip, delta), top / MOST);
        List<Mark> marks = keyFrames();
        marks.add(new Mark.Line("frame by frame", "dense", frames(), dense));
        marks.add(new Mark.Line("zero-skip", "zeroskip", frames(), zeroSkip));
        marks.add(new Mark.Line("delta", "delta", frames(), delta));
        return new Chart(
                id + "-ops",
                "Multiply-adds of a frame",
                String.format(
                        Locale.ROOT,
                        "Frame by frame %s, zero-skip %s, delta %s on average; delta between %s and %s.",
                        Figures.operations(mean(dense)),
                        Figures.operations(mean(zeroSkip)),
                        Figures.operations(mean(delta)),
                        Figures.operations(Arrays.stream(delta).min().orElseThrow()),
                        Figures.operations(Arrays.stream(delta).max().orElseThrow())),
                "tall",
                frameAxis(),
                new ChartAxis("multiply-adds, log", decades(bottom, top, Figures::operationsLabel)),
                marks);
    }

    /** Goes below the operations, over the same frames. */
    Chart change() {
        double[] change = values(frame -> frame.key() && !frame.handedOver() ? Double.NaN : frame.changeRatio());
        double top = Math.max(
                1e-3, DoubleStream.of(change).filter(value -> value >= 0).max().orElse(1));
        List<Mark> marks = keyFrames();
        marks.add(new Mark.Line("input that spikes", "ink", frames(), change));
        return new Chart(
                id + "-change",
                "Motion",
                "Share of the input that spikes, " + Figures.percent(clip.motion()) + " on average, at most "
                        + Figures.percent(top) + "; key frames are left out.",
                "short",
                frameAxis(),
                new ChartAxis("share of the input", new Scale.Linear(0, top * 1.05, 3, Figures::percentLabel)),
                marks);
    }

    Chart times() {
        List<Mark> marks = keyFrames();
        double top = 0;
        double bottom = Double.MAX_VALUE;
        StringBuilder description = new StringBuilder("Means:");
        List<String> order = new ArrayList<>(engines.baselines());
        order.add(ClipResult.DELTA);
        for (String engine : order) {
            double[] ms = values(frame -> frame.ms().getOrDefault(engine, Double.NaN));
            marks.add(new Mark.Line(EngineOrder.title(engine), EngineOrder.style(engine), frames(), ms));
            top = Math.max(
                    top, DoubleStream.of(ms).filter(Double::isFinite).max().orElse(1));
            bottom = Math.min(bottom, lowestPositive(ms));
            description.append(' ').append(EngineOrder.title(engine)).append(' ');
            description.append(Figures.ms(clip.times().get(engine).meanMs())).append(" ms;");
        }
        boolean wide = top > WIDE * bottom;
        Scale scale = wide ? decades(bottom, top, Figures::plain) : new Scale.Linear(0, top * 1.05, 5, Figures::plain);
        return new Chart(
                id + "-times",
                "Time of a frame",
                description.toString(),
                "tall",
                frameAxis(),
                new ChartAxis(wide ? "ms, log" : "ms", scale),
                marks);
    }

    /** What each frame adds to the loss; the mean of all is that of the clip. */
    Chart lost() {
        double[] lost = values(FrameResult::error);
        double loss = clip.fidelity().agreement().error();
        double top = Math.max(highest(lost), 1e-3);
        double bottom = Math.max(lowestPositive(lost), top / MOST);
        List<Mark> marks = keyFrames();
        if (Double.isFinite(loss)) {
            marks.add(new Mark.Level("the clip's 1 − R²", "even", loss));
        }
        marks.add(new Mark.Line("delta against " + EngineOrder.title(engines.reference()), "delta", frames(), lost));
        return new Chart(
                id + "-lost",
                "What is lost",
                "Squared error of a frame's features as a share of how much features vary over the clip: "
                        + Figures.error(loss) + " on average, " + Figures.error(highest(lost)) + " at most.",
                "tall",
                frameAxis(),
                new ChartAxis("share of the clip's variation, log", decades(bottom, top, Figures::plain)),
                marks);
    }

    Chart fidelity() {
        double[] cosine = values(frame -> frame.distance().cosine());
        double[] neighbour = values(FrameResult::neighbourCosine);
        // Key frames agree to rounding and may leave the scale; the others should not.
        double best = clip.frames().stream()
                .filter(frame -> !frame.key())
                .mapToDouble(frame -> frame.distance().cosine())
                .max()
                .orElse(0.999);
        best = Math.max(best, median(neighbour));
        int nines = (int) Math.max(3, Math.min(MOST_NINES, Math.ceil(Scale.Nines.of(best))));
        double worst = Math.min(lowest(cosine), lowest(neighbour));
        int from = (int) Math.max(0, Math.min(nines - 1, Math.floor(Scale.Nines.of(worst))));
        List<Mark> marks = keyFrames();
        marks.add(new Mark.Line(
                EngineOrder.title(engines.reference()) + " now against the frame before",
                "neighbour",
                frames(),
                neighbour));
        marks.add(new Mark.Line(
                "delta against " + EngineOrder.title(engines.reference()), ClipResult.DELTA, frames(), cosine));
        return new Chart(
                id + "-cosine",
                "Cosine",
                String.format(
                        Locale.ROOT,
                        "Cosine of the delta engine's features and the reference's, %s on average, %s at worst.",
                        Figures.cosine(clip.fidelity().agreement().cosineMean()),
                        Figures.cosine(clip.fidelity().agreement().cosineMin())),
                "tall",
                frameAxis(),
                new ChartAxis("cosine", new Scale.Nines(from, nines)),
                marks);
    }

    /** Speed-up against motion; key frames cost what they cost and are left out. */
    Chart breakEven() {
        List<FrameResult> moving =
                clip.frames().stream().filter(frame -> !frame.key()).toList();
        double[] change = moving.stream().mapToDouble(FrameResult::changeRatio).toArray();
        double[] macs = moving.stream()
                .mapToDouble(frame -> Math.min(MOST, Clips.saving(frame.operations())))
                .toArray();
        double[] time = moving.stream()
                .mapToDouble(frame -> frame.ms().getOrDefault(engines.reference(), Double.NaN)
                        / frame.ms().getOrDefault(ClipResult.DELTA, Double.NaN))
                .toArray();
        double left = Math.max(1e-6, lowestPositive(change));
        double right = Math.max(left * 10, highest(change));
        double bottom = Math.min(0.5, Math.min(lowestPositive(macs), lowestPositive(time)));
        double top = Math.min(MOST, Math.max(10, highest(macs, time)));
        String reference = EngineOrder.title(engines.reference());
        return new Chart(
                id + "-speedup",
                "Gain against motion, one dot per frame",
                "Ratios of multiply-adds and of time to " + reference + "; below 1 the delta engine loses.",
                "tall",
                new ChartAxis("share of the input that spikes, log", decades(left, right, Figures::percentLabel)),
                new ChartAxis("times less than " + reference + ", log", decades(bottom, top, Figures::timesLabel)),
                List.of(
                        new Mark.Level("break-even", "even", 1),
                        new Mark.Dots("multiply-adds", "zeroskip", change, macs),
                        new Mark.Dots("time", "delta", change, time)));
    }

    private List<Mark> keyFrames() {
        List<Mark> marks = new ArrayList<>();
        moments(frame -> frame.key() && !frame.handedOver(), "key frame", "key", marks);
        moments(FrameResult::handedOver, "delegated", "handed", marks);
        return marks;
    }

    private void moments(Predicate<FrameResult> which, String label, String style, List<Mark> marks) {
        double[] moments = clip.frames().stream()
                .filter(which)
                .mapToDouble(FrameResult::index)
                .toArray();
        if (moments.length > 0) {
            marks.add(new Mark.Moments(label, style, moments));
        }
    }

    private ChartAxis frameAxis() {
        double first = clip.frames().get(0).index();
        double last = clip.frames().get(clip.frames().size() - 1).index();
        return new ChartAxis(
                "frame",
                new Scale.Linear(first, Math.max(first + 1, last), 6, value -> Figures.whole(Math.round(value))));
    }

    private double[] frames() {
        return values(FrameResult::index);
    }

    private double[] values(ToDoubleFunction<FrameResult> value) {
        return clip.frames().stream().mapToDouble(value).toArray();
    }

    private static Scale decades(double bottom, double top, DoubleFunction<String> label) {
        double from = Math.pow(10, Math.floor(Math.log10(bottom)));
        double to = Math.max(from * 10, top * 1.15);
        return new Scale.Logarithmic(from < bottom / 3 ? from * 2 : from, to, label);
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    private static double median(double[] values) {
        double[] sorted =
                Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
        return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
    }

    private static double lowest(double[] values) {
        return Arrays.stream(values).filter(Double::isFinite).min().orElse(1);
    }

    private static double highest(double[]... values) {
        return Arrays.stream(values)
                .flatMapToDouble(Arrays::stream)
                .filter(Double::isFinite)
                .max()
                .orElse(1);
    }

    private static double lowestPositive(double[]... values) {
        return Arrays.stream(values)
                .flatMapToDouble(Arrays::stream)
                .filter(value -> value > 0 && Double.isFinite(value))
                .min()
                .orElse(1e-3);
    }
}

package dev.frogeye.comparison.report;

import dev.frogeye.comparison.ClipResult;
import dev.frogeye.comparison.Comparison;
import dev.frogeye.comparison.RivalResult;
import dev.frogeye.comparison.Standing;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;

/**
 * What came out, in a sentence or two, whether it is good or bad.
 *
 * @param headline the figures that matter
 * @param detail what they depend on
 */
record ComparisonVerdict(String headline, String detail) {
    /** Times that differ by less are called the same: the clock is not better than that. */
    private static final double SAME = 0.02;

    static ComparisonVerdict of(Comparison comparison, EngineOrder engines) {
        List<ClipResult> clips = comparison.clips();
        return clips.size() == 1 ? single(clips.get(0), engines) : several(clips, engines);
    }

    private static ComparisonVerdict single(ClipResult clip, EngineOrder engines) {
        String reference = EngineOrder.title(engines.reference());
        String headline = String.format(
                Locale.ROOT,
                "%s at R² %s, with %s.",
                speed(clip.speedup(engines.reference()), reference),
                Figures.r2(clip.fidelity().agreement().r2Centred()),
                saving(Clips.saving(clip)));
        String detail = clip.motion().isPresent()
                ? "On " + clip.clip() + ", where " + Figures.percent(clip.motion())
                        + " of the input spikes in a frame on average."
                : "On " + clip.clip() + ", where every frame was a key frame.";
        detail += " " + rival(clip, engines);
        detail += clip.handedOver() == 0 ? "" : " " + Clips.handedOver(clip) + ".";
        return new ComparisonVerdict(headline, detail);
    }

    private static ComparisonVerdict several(List<ClipResult> clips, EngineOrder engines) {
        String reference = EngineOrder.title(engines.reference());
        ToDoubleFunction<ClipResult> speedup = clip -> clip.speedup(engines.reference());
        String headline = String.format(
                Locale.ROOT,
                "%s the speed of %s at R² %s, %s multiply-adds.",
                range(clips, speedup, Figures::times),
                reference,
                range(clips, clip -> clip.fidelity().agreement().r2Centred(), Figures::r2),
                savings(lowest(clips, Clips::saving), highest(clips, Clips::saving)));
        ClipResult fastest =
                clips.stream().max(Comparator.comparingDouble(speedup)).orElseThrow();
        ClipResult slowest =
                clips.stream().min(Comparator.comparingDouble(speedup)).orElseThrow();
        long faster = clips.stream()
                .filter(clip -> speedup.applyAsDouble(clip) > 1 + SAME)
                .count();
        long slower = clips.stream()
                .filter(clip -> speedup.applyAsDouble(clip) < 1 - SAME)
                .count();
        String detail = String.format(
                Locale.ROOT,
                "Faster than %s on %d of %d clips%s. %s: %s of the input spikes in a frame of"
                        + " %s (fastest), %s in one of %s (slowest).",
                reference,
                faster,
                clips.size(),
                slower == 0 ? "" : ", slower on " + slower,
                fastest.motion().orElse(1) < slowest.motion().orElse(1)
                        ? "What decides is how much moves"
                        : "How much moves does not decide it alone",
                Figures.percent(fastest.motion()),
                fastest.clip(),
                Figures.percent(slowest.motion()),
                slowest.clip());
        detail = rivals(clips, engines) + tooCoarse(clips) + " " + detail;
        long handedOver = clips.stream().mapToLong(ClipResult::handedOver).sum();
        if (handedOver > 0) {
            long frames = clips.stream().mapToLong(clip -> clip.frames().size()).sum();
            detail += " " + Clips.handedOver(handedOver, frames) + ".";
        }
        return new ComparisonVerdict(headline, detail);
    }

    /** Who else keeps as much as the delta engine, and how fast: the best rival is named whether it is slower or not. */
    private static String rival(ClipResult clip, EngineOrder engines) {
        Standing standing = Standing.of(clip, engines.reference());
        double error = clip.fidelity().agreement().error();
        if (Double.isNaN(error)) {
            return "The reference's features do not change in it, so that R² is not defined.";
        }
        if (standing.isDelegated()) {
            return "The delta network computed none of its frames.";
        }
        if (error > 1) {
            return "These thresholds are too coarse for it: below an R² of 0 the clip's mean is closer than the features.";
        }
        double ms = clip.times().get(ClipResult.DELTA).meanMs();
        String reference = EngineOrder.title(engines.reference());
        Optional<RivalResult> best = standing.bestRival(error, false);
        Optional<RivalResult> live = standing.bestRival(error, true);
        String text = best.map(rival -> rival("", rival, ms, reference)).orElse("");
        return best.equals(live)
                ? text
                : text + " "
                        + live.map(rival -> rival(" live", rival, ms, reference))
                                .orElse("");
    }

    private static String rivals(List<ClipResult> clips, EngineOrder engines) {
        long beaten =
                clips.stream().filter(clip -> isBeaten(clip, engines, false)).count();
        long beatenLive =
                clips.stream().filter(clip -> isBeaten(clip, engines, true)).count();
        return beaten == 0
                ? "On no clip is there a rival that keeps as much in less time."
                : String.format(
                        Locale.ROOT,
                        "On %d of %d clips a rival keeps as much in less time, on %d of them without delay.",
                        beaten,
                        clips.size(),
                        beatenLive);
    }

    private static String tooCoarse(List<ClipResult> clips) {
        long coarse = clips.stream()
                .filter(clip -> clip.fidelity().agreement().error() > 1)
                .count();
        return coarse == 0
                ? ""
                : " On " + coarse + " of " + clips.size() + " clips the thresholds are too coarse: below an R² of 0 the"
                        + " clip's mean is closer than the features.";
    }

    private static boolean isBeaten(ClipResult clip, EngineOrder engines, boolean live) {
        return Standing.of(clip, engines.reference())
                .bestRival(clip.fidelity().agreement().error(), live)
                .filter(rival -> rival.msMean()
                        < (1 - SAME) * clip.times().get(ClipResult.DELTA).meanMs())
                .isPresent();
    }

    private static String rival(String which, RivalResult rival, double ms, String reference) {
        String times = Winners.title(rival, reference) + ", " + Figures.ms(rival.msMean()) + " ms per frame against "
                + Figures.ms(ms) + ".";
        double ratio = rival.msMean() / ms;
        if (Math.abs(ratio - 1) <= SAME) {
            return "A" + which + " rival that keeps as much takes the same time: " + times;
        }
        return ratio < 1
                ? "A" + which + " rival that keeps as much is faster: " + times
                : "The delta engine is faster than any" + which + " rival that keeps as much, next is " + times;
    }

    static String saving(double saving) {
        if (Double.isInfinite(saving)) {
            return "no multiply-adds at all";
        }
        if (Figures.times(saving).equals(Figures.times(1))) {
            return "as many multiply-adds";
        }
        return saving >= 1
                ? Figures.times(saving) + " fewer multiply-adds"
                : Figures.times(1 / saving) + " more multiply-adds";
    }

    private static String savings(double low, double high) {
        if (low >= 1) {
            return Figures.times(low) + " to " + Figures.times(high) + " fewer";
        }
        return high >= 1
                ? "from " + Figures.times(1 / low) + " more to " + Figures.times(high) + " fewer"
                : Figures.times(1 / high) + " to " + Figures.times(1 / low) + " more";
    }

    static String speed(double speedup, String reference) {
        return Figures.times(speedup) + " the speed of " + reference + " (" + word(speedup) + ")";
    }

    static String word(double speedup) {
        if (Math.abs(speedup - 1) <= SAME) {
            return "the same";
        }
        return speedup > 1 ? "faster" : "slower";
    }

    private static String range(
            List<ClipResult> clips, ToDoubleFunction<ClipResult> value, DoubleFunction<String> text) {
        String low = text.apply(lowest(clips, value));
        String high = text.apply(highest(clips, value));
        return low.equals(high) ? low : low + " to " + high;
    }

    private static double lowest(List<ClipResult> clips, ToDoubleFunction<ClipResult> value) {
        return clips.stream().mapToDouble(value).min().orElseThrow();
    }

    private static double highest(List<ClipResult> clips, ToDoubleFunction<ClipResult> value) {
        return clips.stream().mapToDouble(value).max().orElseThrow();
    }
}

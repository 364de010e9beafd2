package dev.frogeye.comparison.report;

import dev.frogeye.comparison.ClipResult;
import dev.frogeye.comparison.Comparison;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;

/**
 * What came out, in a sentence or two, whether it is good or bad.
 *
 * @param headline the figures that matter
 * @param detail what they depend on
 */
record Verdict(String headline, String detail) {
    /** Times that differ by less are called the same: the clock is not better than that. */
    private static final double SAME = 0.02;

    static Verdict of(Comparison comparison, Engines engines) {
        List<ClipResult> clips = comparison.clips();
        return clips.size() == 1 ? single(clips.get(0), engines) : several(clips, engines);
    }

    private static Verdict single(ClipResult clip, Engines engines) {
        String reference = Engines.title(engines.reference());
        String headline = String.format(
                Locale.ROOT,
                "%s, %s, mean cosine %s.",
                saving(Clips.saving(clip)),
                speed(clip.speedup(engines.reference()), reference),
                Figures.cosine(clip.fidelity().agreement().cosineMean()));
        String detail = clip.motion().isPresent()
                ? "On " + clip.clip() + ", where " + Figures.percent(clip.motion())
                        + " of the input spikes in a frame on average."
                : "On " + clip.clip() + ", where every frame was a key frame.";
        detail += clip.handedOver() == 0 ? "" : " " + Clips.handedOver(clip) + ".";
        return new Verdict(headline, detail);
    }

    private static Verdict several(List<ClipResult> clips, Engines engines) {
        String reference = Engines.title(engines.reference());
        ToDoubleFunction<ClipResult> speedup = clip -> clip.speedup(engines.reference());
        String headline = String.format(
                Locale.ROOT,
                "%s multiply-adds, %s the speed of %s, mean cosine %s.",
                savings(lowest(clips, Clips::saving), highest(clips, Clips::saving)),
                range(clips, speedup, Figures::times),
                reference,
                range(clips, clip -> clip.fidelity().agreement().cosineMean(), Figures::cosine));
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
        long handedOver = clips.stream().mapToLong(ClipResult::handedOver).sum();
        if (handedOver > 0) {
            long frames = clips.stream().mapToLong(clip -> clip.frames().size()).sum();
            detail += " " + Clips.handedOver(handedOver, frames) + ".";
        }
        return new Verdict(headline, detail);
    }

    static String saving(double saving) {
        if (Double.isInfinite(saving)) {
            return "No multiply-adds at all";
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
                ? "From " + Figures.times(1 / low) + " more to " + Figures.times(high) + " fewer"
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

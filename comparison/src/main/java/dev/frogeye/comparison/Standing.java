package dev.frogeye.comparison;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Who wins where on one clip, by time of a frame against the share of what happens that is lost.
 *
 * @param contestants the float32 reference, all rivals and the delta engine at all thresholds
 * @param isDelegated whether every frame of the delta engine at the chosen thresholds was computed by the dense runtime, so
 *     that its time and its features are no merit of the delta network
 */
public record Standing(List<RivalResult> contestants, boolean isDelegated) {
    /** What the float32 reference on every frame is called. */
    public static final String DENSE = "float32";

    /** Times that differ by less are called the same: the clock is not better than that. */
    private static final double SAME = 0.02;

    public Standing {
        contestants = List.copyOf(contestants);
    }

    /**
     * Of one clip.
     *
     * @param reference the engine whose features are taken for true
     */
    public static Standing of(ClipResult clip, String reference) {
        List<RivalResult> all = new ArrayList<>();
        double macs = (double) clip.operations().dense() / clip.frames().size();
        all.add(dense(clip.times().get(reference).meanMs(), macs));
        all.addAll(clip.rivals());
        return new Standing(all, clip.handedOver() == clip.frames().size());
    }

    private static RivalResult dense(double msMean, double macsPerFrame) {
        return new RivalResult(
                DENSE,
                RivalResult.Family.DENSE,
                0,
                msMean,
                1,
                macsPerFrame,
                new Agreement(1, 1, 1, 1, 0, 0, 0, Optional.empty()));
    }

    /** The float32 reference on every frame: no error. */
    public RivalResult dense() {
        return contestants.get(0);
    }

    /** The delta engine at the chosen thresholds, if it took part. */
    public Optional<RivalResult> chosen() {
        return contestants.stream()
                .filter(rival -> rival.name().equals(RivalResult.CHOSEN_DELTA))
                .findFirst();
    }

    /**
     * The Pareto front, the fastest first: those than which no other is both faster and closer to the reference. Below
     * R2 0 nobody is on it: the clip's mean is closer, and costs nothing.
     *
     * @param live only those whose features are there with their frame
     */
    public List<RivalResult> front(boolean live) {
        List<RivalResult> sorted = contestants.stream()
                .filter(rival -> !live || rival.isLive())
                .filter(rival -> rival.error() < 1)
                .sorted(Comparator.comparingDouble(RivalResult::msMean).thenComparingDouble(RivalResult::error))
                .toList();
        List<RivalResult> front = new ArrayList<>();
        double least = Double.POSITIVE_INFINITY;
        for (RivalResult rival : sorted) {
            if (rival.error() < least) {
                front.add(rival);
                least = rival.error();
            }
        }
        return front;
    }

    /**
     * The fastest of all others than the delta network that loses no more than this.
     *
     * @param live only among those whose features are there with their frame
     */
    public Optional<RivalResult> bestRival(double error, boolean live) {
        return contestants.stream()
                .filter(rival -> rival.family() != RivalResult.Family.DELTA)
                .filter(rival -> !live || rival.isLive())
                .filter(rival -> rival.error() <= error)
                .min(Comparator.comparingDouble(RivalResult::msMean));
    }

    /**
     * The fastest of all others than the delta network that loses no more than the delta network at the chosen thresholds;
     * empty where nothing can be said of errors, because the clip does not vary.
     *
     * @param live only among those whose features are there with their frame
     */
    public Optional<RivalResult> bestRival(boolean live) {
        return chosen().flatMap(delta -> bestRival(delta.error(), live));
    }

    /** The network in 8-bit integers, if it took part. */
    public Optional<RivalResult> int8() {
        return contestants.stream()
                .filter(rival -> rival.family() == RivalResult.Family.INT8)
                .findFirst();
    }

    /**
     * Who wins, in words, also when it is not the delta network.
     *
     * @param clip what to call the clip
     */
    public String sentence(String clip) {
        Optional<RivalResult> delta = chosen();
        if (delta.isEmpty() || Double.isNaN(delta.get().error())) {
            return clip + ": the features do not vary, so there is no R2 to compare by";
        }
        if (isDelegated) {
            return clip + ": ONNX Runtime computed every frame, the delta network none, in " + ms(delta.get())
                    + " per frame; --dense never measures the delta network alone";
        }
        if (delta.get().error() > 1) {
            return String.format(
                    Locale.ROOT,
                    "%s: R2 %.3f, so the clip's mean is closer than these features: the thresholds are too coarse for it",
                    clip,
                    delta.get().agreement().r2Centred());
        }
        String text = String.format(
                Locale.ROOT,
                "%s: the delta network takes %s per frame and keeps R2 %.3f; ",
                clip,
                ms(delta.get()),
                delta.get().agreement().r2Centred());
        Optional<RivalResult> any = bestRival(false);
        Optional<RivalResult> live = bestRival(true);
        text += any.map(rival -> against(delta.get(), rival)).orElse("");
        if (!live.equals(any)) {
            text += live.map(rival -> "; live, " + against(delta.get(), rival)).orElse("");
        }
        return text;
    }

    private static String against(RivalResult delta, RivalResult rival) {
        double ratio = rival.msMean() / delta.msMean();
        String name = rival.name() + " (" + ms(rival) + late(rival.delayFrames()) + ")";
        if (Math.abs(ratio - 1) <= SAME) {
            return "as fast as " + name + ", the fastest rival with as high an R2";
        }
        return String.format(
                Locale.ROOT,
                "%.2fx %s than %s, the fastest rival with as high an R2",
                Math.max(ratio, 1 / ratio),
                ratio > 1 ? "faster" : "slower",
                name);
    }

    private static String late(int delayFrames) {
        return switch (delayFrames) {
            case 0 -> "";
            case 1 -> ", 1 frame late";
            default -> ", " + delayFrames + " frames late";
        };
    }

    private static String ms(RivalResult rival) {
        return String.format(Locale.ROOT, "%.2f ms", rival.msMean());
    }
}

package dev.frogeye.comparison.report;

import dev.frogeye.comparison.ClipResult;
import dev.frogeye.comparison.Operations;
import dev.frogeye.comparison.Setup.OperatingPoint;

/** What is said of a clip in several places of the page. */
final class Clips {
    private Clips() {}

    /** Multiply-adds of the frame-by-frame network for each of the delta engine's; infinite if it did none. */
    static double saving(ClipResult clip) {
        return saving(clip.operations());
    }

    static double saving(Operations operations) {
        return saving(operations.dense(), operations.delta());
    }

    /** Nothing is saved where there is nothing to do. */
    static double saving(double dense, double done) {
        return dense == 0 ? 1 : dense / done;
    }

    static double perFrame(ClipResult clip, long total) {
        return (double) total / clip.frames().size();
    }

    static long keyFrames(ClipResult clip) {
        return clip.frames().stream().filter(frame -> frame.key()).count();
    }

    /** How much of the speed is not the delta network's. */
    static String handedOver(ClipResult clip) {
        return handedOver(clip.handedOver(), clip.frames().size());
    }

    static String handedOver(long frames, long all) {
        return Figures.whole(frames) + " of " + Figures.whole(all) + (frames == 1 ? " frames was" : " frames were")
                + " delegated to ONNX Runtime";
    }

    /** Thresholds in a few words. */
    static String point(OperatingPoint point) {
        String thresholds = point.profile()
                .map(profile -> "profile " + profile)
                .orElseGet(() -> "threshold " + Figures.plain(point.threshold()));
        return thresholds + ", pixel threshold " + Figures.plain(point.pixelThreshold());
    }

    /** Thresholds as a label in a chart. */
    static String shortPoint(OperatingPoint point) {
        return point.profile().orElseGet(() -> Figures.plain(point.threshold()));
    }
}

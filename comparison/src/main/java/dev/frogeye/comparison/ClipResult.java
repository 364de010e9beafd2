package dev.frogeye.comparison;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What was found on one clip.
 *
 * @param clip its name
 * @param width of a decoded frame
 * @param height of a decoded frame
 * @param fps that the file declares
 * @param frames every measured frame, in order
 * @param layers every layer and gate in the order of running, totals over all frames
 * @param times of a frame for each engine, {@code delta} first, then the baselines
 * @param decodeMsMean decoding and preprocessing a frame
 * @param endToEndFps frames a second of a whole extraction, decoding on a thread of its own, for each engine
 * @param fidelity of the delta engine's features
 * @param skips the reference run on every n-th frame only
 * @param sweep the delta engine at other thresholds
 * @param rivals all ways to have features for every frame: the rivals, then the delta engine at the thresholds of the
 *     sweep and at the chosen ones
 * @param stateBytes what one network keeps from frame to frame
 * @param weightBytes shared by all networks
 * @param activationBytes of all layers of the frame-by-frame network for one frame
 * @param strip a few frames with what spiked in them
 */
public record ClipResult(
        String clip,
        int width,
        int height,
        double fps,
        List<FrameResult> frames,
        List<LayerResult> layers,
        Map<String, Timing> times,
        double decodeMsMean,
        Map<String, Double> endToEndFps,
        Fidelity fidelity,
        List<SkipResult> skips,
        List<SweepResult> sweep,
        List<RivalResult> rivals,
        long stateBytes,
        long weightBytes,
        long activationBytes,
        List<StripPicture> strip) {
    /** What the delta engine is called. */
    public static final String DELTA = "delta";

    public ClipResult {
        frames = List.copyOf(frames);
        layers = List.copyOf(layers);
        skips = List.copyOf(skips);
        sweep = List.copyOf(sweep);
        rivals = List.copyOf(rivals);
        strip = List.copyOf(strip);
    }

    /** Mean time of a frame of {@code baseline}, divided by the delta engine's. */
    public double speedup(String baseline) {
        return times.get(baseline).meanMs() / times.get(DELTA).meanMs();
    }

    /** Operations of all frames. */
    public Operations operations() {
        return frames.stream().map(FrameResult::operations).reduce(Operations.NONE, Operations::plus);
    }

    /** How many frames the delta engine delegated to ONNX Runtime. */
    public long handedOver() {
        return frames.stream().filter(FrameResult::handedOver).count();
    }

    /**
     * Share of the input that spikes in a frame that is no key frame, or moves in one that was delegated: how much
     * moves; empty if all are key frames. Nothing moves in the first frame.
     */
    public OptionalDouble motion() {
        return frames.stream()
                .skip(1)
                .filter(frame -> !frame.key() || frame.handedOver())
                .mapToDouble(FrameResult::changeRatio)
                .average();
    }

    /**
     * The reference run on every n-th frame, its features held in between.
     *
     * @param every n
     * @param msMean time of a frame, the held ones included
     * @param macsPerFrame multiply-adds, the held frames included
     */
    public record SkipResult(int every, double msMean, double macsPerFrame, Agreement agreement) {}

    /**
     * The delta engine at other thresholds.
     *
     * @param speedup the reference's mean time of a frame in the same run divided by this one's
     */
    public record SweepResult(
            Setup.OperatingPoint point,
            double msMean,
            double speedup,
            double macsPerFrame,
            double overheadPerFrame,
            Agreement agreement) {}

    /**
     * A frame to look at, and what spiked in it.
     *
     * @param index of the frame
     * @param width of the pictures
     * @param height of the pictures
     * @param handedOver whether ONNX Runtime computed it, so that nothing spiked
     * @param rgb the frame as the network sees it, {@code height x width x 3}
     * @param change of each pixel since it was last sent, in levels of 0 to 255, the largest of its channels; 0 where
     *     nothing spiked
     */
    public record StripPicture(
            int index, boolean key, boolean handedOver, int width, int height, byte[] rgb, float[] change) {}
}

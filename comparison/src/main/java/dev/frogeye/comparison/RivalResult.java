package dev.frogeye.comparison;

/**
 * One way to have features for every frame of a clip: a rival, or the delta network at some thresholds.
 *
 * @param name {@code int8}, {@code hold-4}, {@code linear-4}, {@code motion-linear}, {@code delta-default}, {@code delta-0.1}
 * @param family what kind it is
 * @param delayFrames how many frames later than the frame itself its features are known at the latest
 * @param msMean time of a frame: of the frames that are computed and of what is needed besides, over all frames
 * @param speedup the float32 reference's mean time of a frame divided by {@code msMean}
 * @param macsPerFrame multiply-adds, over all frames
 * @param agreement with the reference's features
 */
public record RivalResult(
        String name,
        Family family,
        int delayFrames,
        double msMean,
        double speedup,
        double macsPerFrame,
        Agreement agreement) {
    /** How features come about. */
    public enum Family {
        /** Every frame by the float32 reference. */
        DENSE,
        /** Every frame by the delta network. */
        DELTA,
        /** Some frames, held. */
        HOLD,
        /** Some frames, interpolated. */
        LINEAR,
        /** Some frames placed by motion, interpolated. */
        MOTION_LINEAR,
        /** Every frame in 8-bit integers. */
        INT8
    }

    /** What the delta engine at the thresholds that the comparison is about is called. */
    public static final String CHOSEN_DELTA = "delta-default";

    /** Whether features are there with their frame, as a live system needs them. */
    public boolean isLive() {
        return delayFrames == 0;
    }

    /** Share of the clip's own variation that is lost, {@code 1 - R2}; NaN where the clip does not vary. */
    public double error() {
        return agreement.error();
    }
}

package dev.frogeye.delta;

/**
 * How a network keeps its state up to date.
 *
 * @param thresholds the smallest changes that are sent
 * @param coding what a spike says about a change
 * @param refreshFrames at the earliest this many frames after a key frame there is another, if by then the changes have
 *     cost as much as one; 0 for never. Changes below the threshold add up to an error that is bounded, but grows over
 *     the first hundred frames of activity. A still scene is not refreshed, and exact thresholds need none.
 * @param threads that share a frame's work; the result does not depend on how many
 */
public record DeltaOptions(Thresholds thresholds, Coding coding, int refreshFrames, int threads) {
    /** Costs 2% of the dense work, and brings InceptionV3 on 1189 noisy frames from a mean cosine of .967 to .99. */
    public static final int DEFAULT_REFRESH_FRAMES = 20;

    public DeltaOptions {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be 1 or more, were " + threads);
        }
        if (refreshFrames < 0) {
            throw new IllegalArgumentException("frames between refreshes must be 0 or more, were " + refreshFrames);
        }
    }

    /** One thread. */
    public DeltaOptions(Thresholds thresholds, Coding coding, int refreshFrames) {
        this(thresholds, coding, refreshFrames, 1);
    }

    /** Graded spikes and the default refresh. */
    public static DeltaOptions of(Thresholds thresholds) {
        return new DeltaOptions(thresholds, Coding.GRADED, DEFAULT_REFRESH_FRAMES);
    }

    boolean refreshes() {
        return refreshFrames > 0 && !thresholds.isExact();
    }
}

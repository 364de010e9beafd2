package dev.frogeye.extraction;

/**
 * What extracting one video came to.
 *
 * @param frames rows written
 * @param keyFrames rows computed from nothing
 * @param spikes spikes of all frames
 * @param macs multiply-adds done
 * @param macsDense multiply-adds of the frame-by-frame network
 * @param seconds wall-clock time, decoding and writing included
 */
public record Summary(long frames, long keyFrames, long spikes, long macs, long macsDense, double seconds) {
    /** Nothing done. */
    public static final Summary NONE = new Summary(0, 0, 0, 0, 0, 0);

    /** The multiply-adds done as a share of the frame-by-frame network's, 0 where there are none. */
    public double macShare() {
        return macsDense == 0 ? 0 : (double) macs / macsDense;
    }
}

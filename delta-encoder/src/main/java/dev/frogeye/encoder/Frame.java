package dev.frogeye.encoder;

/**
 * A frame as a network takes it: prepared values, and its place in the video. Reusable, so that a stream of frames allocates
 * nothing; whoever makes one owns it. Not thread-safe.
 */
public final class Frame {
    private final Shape shape;
    private final float[] values; // (height, width, channels), channels-last
    private long index;
    private long ptsMicros;
    private boolean isBreak;

    /** A frame of zeros. */
    public Frame(Shape shape) {
        this.shape = shape;
        values = new float[shape.size()];
    }

    /**
     * Says where the values come from.
     *
     * @param newIndex number of the frame in its video, from 0
     * @param newPtsMicros presentation time in microseconds
     * @param newIsBreak whether it does not continue the frame before: state kept from that is void
     */
    public void place(long newIndex, long newPtsMicros, boolean newIsBreak) {
        index = newIndex;
        ptsMicros = newPtsMicros;
        isBreak = newIsBreak;
    }

    /** Extent of the values. */
    public Shape shape() {
        return shape;
    }

    /** The values, channels-last, to be read and filled in place. */
    public float[] values() {
        return values;
    }

    /** Number of the frame in its video. */
    public long index() {
        return index;
    }

    /** Presentation time in microseconds. */
    public long ptsMicros() {
        return ptsMicros;
    }

    /** Whether it does not continue the frame before. */
    public boolean isBreak() {
        return isBreak;
    }
}

package dev.frogeye.engine;

/**
 * What an engine did for one frame. Owned by the caller and overwritten by the engine at each frame, so that a frame
 * allocates nothing.
 */
public final class FrameCost {
    private boolean key;
    private double changeRatio;
    private long spikes;
    private long macs;
    private long acs;
    private long overhead;

    /** Starts a frame. */
    public void begin(boolean keyFrame) {
        key = keyFrame;
        changeRatio = 0;
        spikes = 0;
        macs = 0;
        acs = 0;
        overhead = 0;
    }

    public void setChangeRatio(double ratio) {
        changeRatio = ratio;
    }

    public void addSpikes(long n) {
        spikes += n;
    }

    public void addMacs(long n) {
        macs += n;
    }

    public void addAcs(long n) {
        acs += n;
    }

    public void addOverhead(long n) {
        overhead += n;
    }

    /** Whether the frame was computed from nothing, exactly. */
    public boolean key() {
        return key;
    }

    /**
     * Fraction of input values that spiked, 0 to 1; 1 for a frame-by-frame engine. Of a frame that the delta engine handed
     * over to one, the fraction that moved.
     */
    public double changeRatio() {
        return changeRatio;
    }

    /** Spikes of all tensors, the input's among them. */
    public long spikes() {
        return spikes;
    }

    /** Multiply-adds really done by convolutions and fully connected layers. */
    public long macs() {
        return macs;
    }

    /** Those of {@link #macs} that need no multiplication, see {@link LayerCost#acs}. */
    public long acs() {
        return acs;
    }

    /** Other operations: subtract, compare, accumulate, activate, pool; see {@link LayerCost#overhead}. */
    public long overhead() {
        return overhead;
    }
}

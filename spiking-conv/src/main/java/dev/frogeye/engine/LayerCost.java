package dev.frogeye.engine;

/** What one layer or gate did in the last frame. Written by the engine, read between frames; not thread-safe. */
public final class LayerCost {
    private final String name;
    private final String operator;
    private final long denseMacs;
    private long spikes;
    private long macs;
    private long synops;
    private long overhead;
    private boolean drivenByUnitSpikes;

    /** A layer that costs the frame-by-frame network {@code denseMacs} multiply-adds. */
    public LayerCost(String name, String operator, long denseMacs) {
        this.name = name;
        this.operator = operator;
        this.denseMacs = denseMacs;
    }

    /** Starts a frame. */
    public void begin() {
        spikes = 0;
        macs = 0;
        synops = 0;
        overhead = 0;
        drivenByUnitSpikes = false;
    }

    public void addSpikes(long n) {
        spikes += n;
    }

    public void addMacs(long n) {
        macs += n;
    }

    public void addSynops(long n) {
        synops += n;
    }

    public void addOverhead(long n) {
        overhead += n;
    }

    /** Says that all spikes this layer got in this frame were one step up or down. */
    public void setDrivenByUnitSpikes() {
        drivenByUnitSpikes = true;
    }

    /** Name of the ONNX node or, for a gate, of its tensor. */
    public String name() {
        return name;
    }

    /** ONNX operator, or {@code Gate}. */
    public String operator() {
        return operator;
    }

    /** Multiply-adds of the frame-by-frame network, 0 for layers without weights. */
    public long denseMacs() {
        return denseMacs;
    }

    /** Spikes sent by a gate; 0 for other layers. */
    public long spikes() {
        return spikes;
    }

    /** Multiply-adds done, also those with a zero that a kernel does in passing. */
    public long macs() {
        return macs;
    }

    /** Those of {@link #macs} that a spike caused. */
    public long synops() {
        return synops;
    }

    /**
     * Multiply-adds that need no multiplication: all of {@link #macs}, or none where a single spike was not a unit one
     * (the rule of NeuroBench).
     */
    public long acs() {
        return drivenByUnitSpikes ? macs : 0;
    }

    /**
     * Other operations done. A gate: a subtraction, a comparison and its activation functions for each value it looked
     * at, an addition for each spike. A pool: one a tap. Any other layer: one a value.
     */
    public long overhead() {
        return overhead;
    }
}

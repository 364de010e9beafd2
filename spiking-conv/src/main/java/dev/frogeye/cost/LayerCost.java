package dev.frogeye.cost;

/** What one layer or gate did in the last frame. Written by the engine, read between frames; not thread-safe. */
public final class LayerCost {
    private final String name;
    private final String operator;
    private final long denseMacs;
    private long spikes;
    private long macs;
    private long overhead;

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
        overhead = 0;
    }

    public void addSpikes(long n) {
        spikes += n;
    }

    public void addMacs(long n) {
        macs += n;
    }

    public void addOverhead(long n) {
        overhead += n;
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

    /** Multiply-adds done. */
    public long macs() {
        return macs;
    }

    /** Other operations done, one a value: subtract and compare, activate, pool, copy. */
    public long overhead() {
        return overhead;
    }
}

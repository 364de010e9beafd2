package dev.frogeye.export.table;

import dev.frogeye.engine.FrameCost;

/**
 * One frame's row, or one video's where its frames were pooled, see {@code VideoPool}. Owned by the caller and reused from frame to frame, so that a row allocates nothing: fill the
 * vectors in place, call {@link #set}, hand it to {@link FeatureSink#write}. Not thread-safe.
 */
public final class FeatureRow {
    private String videoId;
    private final FeatureTable table;
    private final float[][] features;
    private long frameIndex;
    private long ptsMicros;
    private float changeRatio;
    private long spikes;
    private long macs;
    private long macsDense;
    private RowState state = RowState.DELTA;
    private long wallMicros;
    private double latencyMillis;

    /**
     * A row of this table, its vectors all zero.
     *
     * @param videoId which video the frame is of; stable from run to run
     */
    public FeatureRow(String videoId, FeatureTable table) {
        this.videoId = videoId;
        this.table = table;
        features = table.features().stream()
                .map(column -> new float[column.size()])
                .toArray(float[][]::new);
    }

    /**
     * Sets everything but the vectors.
     *
     * @param frame place of the frame among the decoded ones, from 0
     * @param pts presentation time in microseconds from the start of the stream
     * @param cost what the engine did; copied
     * @param denseMacs multiply-adds of the frame-by-frame network
     */
    public void set(long frame, long pts, FrameCost cost, long denseMacs) {
        frameIndex = frame;
        ptsMicros = pts;
        changeRatio = (float) cost.changeRatio();
        spikes = cost.spikes();
        macs = cost.macs();
        macsDense = denseMacs;
        state = cost.key() ? RowState.KEY : RowState.DELTA;
    }

    /**
     * Sets what only a stream's rows have, see {@code FeatureSinks.parquetOfStream}.
     *
     * @param capturedMicros when the frame was captured, in microseconds since 1970-01-01T00:00:00Z
     * @param latency from capture to feature, in milliseconds
     */
    public void setCapture(long capturedMicros, double latency) {
        wallMicros = capturedMicros;
        latencyMillis = latency;
    }

    /**
     * Takes over everything but the video's id.
     *
     * @param other of the same vector columns
     */
    public void copyFrom(FeatureRow other) {
        other.requireOf(table);
        for (int column = 0; column < features.length; column++) {
            System.arraycopy(other.features[column], 0, features[column], 0, features[column].length);
        }
        frameIndex = other.frameIndex;
        ptsMicros = other.ptsMicros;
        changeRatio = other.changeRatio;
        spikes = other.spikes;
        macs = other.macs;
        macsDense = other.macsDense;
        state = other.state;
        wallMicros = other.wallMicros;
        latencyMillis = other.latencyMillis;
    }

    /** Sets everything but the vectors and what only a stream's rows have, as a file has it. */
    public void setRead(
            String video,
            long frame,
            long pts,
            float changed,
            long allSpikes,
            long allMacs,
            long allDense,
            RowState how) {
        videoId = video;
        frameIndex = frame;
        ptsMicros = pts;
        changeRatio = changed;
        spikes = allSpikes;
        macs = allMacs;
        macsDense = allDense;
        state = how;
    }

    /** Sets everything but the vectors, for a row that stands for a whole video. */
    public void setVideo(
            long firstFrame, long firstPts, float meanChangeRatio, long allSpikes, long allMacs, long allDense) {
        frameIndex = firstFrame;
        ptsMicros = firstPts;
        changeRatio = meanChangeRatio;
        spikes = allSpikes;
        macs = allMacs;
        macsDense = allDense;
        state = RowState.VIDEO;
    }

    /** Fails for a row of another table, whose vectors would not fit. */
    public void requireOf(FeatureTable expected) {
        // The same list is told at a glance, which is the usual case.
        if (table.features() != expected.features() && !table.features().equals(expected.features())) {
            throw new IllegalArgumentException(
                    "a row of " + table.features() + " does not fit a table of " + expected.features());
        }
    }

    /** Which video the frame is of. */
    public String videoId() {
        return videoId;
    }

    /** Place of the frame among the decoded ones, from 0. */
    public long frameIndex() {
        return frameIndex;
    }

    /** Presentation time in microseconds from the start of the stream. */
    public long ptsMicros() {
        return ptsMicros;
    }

    /** Presentation time in seconds from the start of the stream. */
    public double timestampSeconds() {
        return ptsMicros / 1e6;
    }

    /** The vector of a column of the table, to be filled in place. Not copied. */
    public float[] feature(int column) {
        return features[column];
    }

    /** When the frame was captured, in microseconds since 1970-01-01T00:00:00Z; 0 unless it is a stream's. */
    public long wallMicros() {
        return wallMicros;
    }

    /** From capture to feature, in milliseconds; 0 unless it is a stream's. */
    public double latencyMillis() {
        return latencyMillis;
    }

    /** Fraction of input values that changed, 0 to 1. */
    public float changeRatio() {
        return changeRatio;
    }

    /** Spikes of all tensors. */
    public long spikes() {
        return spikes;
    }

    /** Multiply-adds really done. */
    public long macs() {
        return macs;
    }

    /** Multiply-adds of the frame-by-frame network. */
    public long macsDense() {
        return macsDense;
    }

    /** Whether the frame was computed from nothing. */
    public boolean isKey() {
        return state == RowState.KEY;
    }

    /**
     * {@code key} for a frame computed from nothing, {@code delta} for one computed from the changes, {@code video} for
     * what was pooled from all frames of a video.
     */
    public String state() {
        return state.text();
    }

    public RowState rowState() {
        return state;
    }
}

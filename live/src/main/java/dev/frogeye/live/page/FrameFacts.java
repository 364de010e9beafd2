package dev.frogeye.live.page;

import dev.frogeye.export.table.FeatureRow;
import dev.frogeye.live.LiveFrame;

/** A frame's figures, overwritten from frame to frame. */
final class FrameFacts {
    private long frameIndex;
    private long ptsMicros;
    private long capturedMillis;
    private String state = "";
    private double changeRatio;
    private long spikes;
    private long macs;
    private long macsDense;
    private double latencyMillis;
    private boolean isEmitted;

    /** Copies. */
    void take(LiveFrame frame) {
        FeatureRow row = frame.row();
        frameIndex = row.frameIndex();
        ptsMicros = row.ptsMicros();
        capturedMillis = frame.captured().toEpochMilli();
        state = row.state();
        changeRatio = row.changeRatio();
        spikes = row.spikes();
        macs = row.macs();
        macsDense = row.macsDense();
        latencyMillis = frame.latencyMillis();
        isEmitted = frame.isEmitted();
    }

    long frameIndex() {
        return frameIndex;
    }

    long ptsMicros() {
        return ptsMicros;
    }

    long capturedMillis() {
        return capturedMillis;
    }

    String state() {
        return state;
    }

    double changeRatio() {
        return changeRatio;
    }

    long spikes() {
        return spikes;
    }

    long macs() {
        return macs;
    }

    long macsDense() {
        return macsDense;
    }

    double latencyMillis() {
        return latencyMillis;
    }

    boolean isEmitted() {
        return isEmitted;
    }
}

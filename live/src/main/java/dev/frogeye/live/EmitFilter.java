package dev.frogeye.live;

import dev.frogeye.export.table.FeatureRow;

/** Decides which frames of a stream go to the sinks. Allocates nothing. Not thread-safe; one per stream. */
public final class EmitFilter {
    private final EmitRule rule;
    private boolean isStarted;
    private long lastPts;
    private long duePts;
    private long framesToGo;

    EmitFilter(EmitRule rule) {
        this.rule = rule;
    }

    /**
     * Whether this frame is to be emitted. Called once for each processed frame, in their order.
     *
     * @param isBreak whether the frame does not continue the one before: the source was lost and found again, its picture
     *     has another size, its clock jumped. A clock that goes back is noticed here too.
     */
    public boolean emits(FeatureRow row, boolean isBreak) {
        long pts = row.ptsMicros();
        boolean isFirst = !isStarted || isBreak || pts < lastPts;
        isStarted = true;
        lastPts = pts;
        if (rule instanceof EmitRule.ChangeAbove change) {
            return isFirst || row.changeRatio() > change.ratio();
        } else if (rule instanceof EmitRule.EveryPeriod period) {
            return isDue(pts, period.micros(), isFirst);
        } else if (rule instanceof EmitRule.EveryFrames frames) {
            return isTurn(frames.count(), isFirst);
        }
        return true;
    }

    private boolean isDue(long pts, long period, boolean isFirst) {
        if (isFirst) {
            duePts = pts + period;
            return true;
        }
        if (pts < duePts) {
            return false;
        }
        duePts += ((pts - duePts) / period + 1) * period;
        return true;
    }

    private boolean isTurn(long count, boolean isFirst) {
        if (isFirst || framesToGo == 0) {
            framesToGo = count - 1;
            return true;
        }
        framesToGo--;
        return false;
    }
}

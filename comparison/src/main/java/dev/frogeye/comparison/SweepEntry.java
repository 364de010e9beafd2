package dev.frogeye.comparison;

import dev.frogeye.engine.FrameCost;

/** The delta engine at thresholds of the sweep, on one clip. */
final class SweepEntry {
    private final Setup.OperatingPoint point;
    private final Contender contender;
    private final AgreementTally tally;
    private long macs;
    private long overhead;

    SweepEntry(Setup.OperatingPoint point, Contender contender, AgreementTally tally) {
        this.point = point;
        this.contender = contender;
        this.tally = tally;
    }

    Contender contender() {
        return contender;
    }

    void addCost() {
        FrameCost cost = contender.cost();
        macs += cost.macs();
        overhead += cost.overhead();
    }

    void addDistance(float[] actual, float[] reference) {
        tally.add(actual, reference);
    }

    ClipResult.SweepResult result(Timing reference, Variation variation) {
        double frames = tally.frames();
        double ms = contender.times().timing().meanMs();
        return new ClipResult.SweepResult(
                point, ms, reference.meanMs() / ms, macs / frames, overhead / frames, tally.agreement(variation));
    }
}

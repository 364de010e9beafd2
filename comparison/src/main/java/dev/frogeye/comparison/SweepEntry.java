package dev.frogeye.comparison;

import dev.frogeye.cost.FrameCost;
import java.util.ArrayList;
import java.util.List;

/** The delta engine at thresholds of the sweep, on one clip. */
final class SweepEntry {
    private final Setup.OperatingPoint point;
    private final Contender contender;
    private final List<Distance> distances = new ArrayList<>();
    private long macs;
    private long overhead;

    SweepEntry(Setup.OperatingPoint point, Contender contender) {
        this.point = point;
        this.contender = contender;
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
        distances.add(Distance.between(actual, reference));
    }

    ClipResult.SweepResult result(Timing reference) {
        double frames = distances.size();
        double ms = contender.times().timing().meanMs();
        return new ClipResult.SweepResult(
                point, ms, reference.meanMs() / ms, macs / frames, overhead / frames, Agreement.of(distances));
    }
}

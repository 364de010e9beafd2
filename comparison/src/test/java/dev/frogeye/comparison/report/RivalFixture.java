package dev.frogeye.comparison.report;

import dev.frogeye.comparison.Agreement;
import dev.frogeye.comparison.RivalResult;
import dev.frogeye.comparison.RivalResult.Family;
import dev.frogeye.comparison.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Invented rivals; the reference takes 60 ms. */
final class RivalFixture {
    private static final double REFERENCE_MS = 60;

    private RivalFixture() {}

    static RivalResult dense(double ms) {
        return way(Standing.DENSE, Family.DENSE, 0, ms, 1);
    }

    static RivalResult int8(double ms, double r2) {
        return way("int8", Family.INT8, 0, ms, r2);
    }

    static RivalResult hold(int every, double ms, double r2) {
        return way("hold-" + every, Family.HOLD, 0, ms, r2);
    }

    static RivalResult linear(int every, double ms, double r2) {
        return way("linear-" + every, Family.LINEAR, every - 1, ms, r2);
    }

    static RivalResult delta(String threshold, double ms, double r2) {
        return way("delta-" + threshold, Family.DELTA, 0, ms, r2);
    }

    private static RivalResult way(String name, Family family, int delay, double ms, double r2) {
        return new RivalResult(
                name,
                family,
                delay,
                ms,
                REFERENCE_MS / ms,
                1e9,
                new Agreement(r2, Math.sqrt(Math.abs(r2)), 0.99, 0.95, 0.1, 0.2, 0.3, Optional.empty()));
    }

    /** Every kind, as on a fixed camera. */
    static List<RivalResult> usual() {
        return List.of(
                delta("default", 24, 0.905),
                delta("0", 95, 1 - 1e-12),
                delta("0.01", 55, 0.99),
                delta("0.03", 34, 0.96),
                delta("0.12", 18, 0.78),
                delta("0.25", 14, 0.41),
                dense(60),
                int8(29, 0.908),
                hold(2, 30, 0.86),
                hold(4, 15, 0.708),
                hold(8, 7.6, 0.42),
                linear(2, 30.2, 0.937),
                linear(4, 15.1, 0.849),
                linear(8, 7.7, 0.61),
                linear(16, 3.9, 0.33),
                way("motion-linear", Family.MOTION_LINEAR, 15, 12, 0.88));
    }

    /** Everything as fast and as good as everything else. */
    static List<RivalResult> oneSpot() {
        return usual().stream()
                .map(way -> way(way.name(), way.family(), way.delayFrames(), 20, 0.9))
                .toList();
    }

    /** More than can be told apart, some of them useless and some in which nothing is defined. */
    static List<RivalResult> many() {
        Random random = new Random(5);
        List<RivalResult> ways = new ArrayList<>(usual());
        for (int i = 0; ways.size() < 40; i++) {
            double ms = Math.exp(random.nextDouble() * 4);
            double r2 = i % 8 == 7 ? -random.nextDouble() : 1 - Math.exp(-5 * random.nextDouble());
            ways.add(i % 2 == 0 ? linear(20 + i, ms, r2) : hold(20 + i, ms, r2));
        }
        ways.add(hold(1000, 3, Double.NaN));
        return ways;
    }

    /** A tiny network with a moving camera: the delta network loses everywhere. */
    static List<RivalResult> lost() {
        return List.of(
                delta("default", 9, 0.64),
                dense(4),
                int8(2.4, 0.98),
                hold(2, 2.1, -0.4),
                linear(2, 2.1, 0.95),
                linear(4, 1.1, 0.82));
    }
}

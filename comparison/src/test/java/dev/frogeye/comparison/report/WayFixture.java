package dev.frogeye.comparison.report;

import dev.frogeye.comparison.report.Way.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Invented ways to get features; the reference takes 60 ms. */
final class WayFixture {
    private static final double REFERENCE_MS = 60;

    private WayFixture() {}

    static Way dense(String name, double ms, double r2) {
        return way(name, Kind.DENSE, 0, ms, r2);
    }

    static Way hold(int every, double ms, double r2) {
        return way("hold-" + every, Kind.SOME_FRAMES, 0, ms, r2);
    }

    static Way linear(int every, double ms, double r2) {
        return way("linear-" + every, Kind.SOME_FRAMES, every - 1, ms, r2);
    }

    static Way delta(String threshold, double ms, double r2) {
        return way("delta-" + threshold, Kind.DELTA, 0, ms, r2);
    }

    private static Way way(String name, Kind kind, double delay, double ms, double r2) {
        return new Way(name, kind, delay, ms, REFERENCE_MS / ms, r2, Math.sqrt(Math.abs(r2)), 0.99, 0.95);
    }

    /** Every kind, as on a fixed camera. */
    static List<Way> usual() {
        return List.of(
                delta("default", 24, 0.905),
                delta("0", 95, 1 - 1e-12),
                delta("0.01", 55, 0.99),
                delta("0.03", 34, 0.96),
                delta("0.12", 18, 0.78),
                delta("0.25", 14, 0.41),
                dense("onnxruntime", 60, 1),
                dense("nd4j", 210, 1 - 1e-9),
                dense("int8", 29, 0.908),
                hold(2, 30, 0.86),
                hold(4, 15, 0.708),
                hold(8, 7.6, 0.42),
                linear(2, 30.2, 0.937),
                linear(4, 15.1, 0.849),
                linear(8, 7.7, 0.61),
                linear(16, 3.9, 0.33),
                way("motion-linear", Kind.SOME_FRAMES, 31, 12, 0.88));
    }

    /** Everything as fast and as good as everything else. */
    static List<Way> oneSpot() {
        return usual().stream()
                .map(way -> way(way.name(), way.kind(), way.delayFrames(), 20, 0.9))
                .toList();
    }

    /** More than can be told apart, some of them useless and some in which nothing is defined. */
    static List<Way> many() {
        Random random = new Random(5);
        List<Way> ways = new ArrayList<>(usual());
        for (int i = 0; ways.size() < 40; i++) {
            double ms = Math.exp(random.nextDouble() * 4);
            double r2 = i % 8 == 7 ? -random.nextDouble() : 1 - Math.exp(-5 * random.nextDouble());
            ways.add(i % 2 == 0 ? linear(20 + i, ms, r2) : hold(20 + i, ms, r2));
        }
        ways.add(hold(1000, 3, Double.NaN));
        return ways;
    }

    /** A tiny network with a moving camera: the delta network loses everywhere. */
    static List<Way> lost() {
        return List.of(
                delta("default", 9, 0.64),
                dense("onnxruntime", 4, 1),
                dense("int8", 2.4, 0.98),
                hold(2, 2.1, -0.4),
                linear(2, 2.1, 0.95),
                linear(4, 1.1, 0.82));
    }
}

package dev.frogeye.benchmark.rivals;

import dev.frogeye.benchmark.KnownNetwork;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/**
 * One network on one clip.
 *
 * @param frames how many were measured
 * @param handedOver how many of them the default delta network gave to the dense engine
 * @param denseMilliseconds mean time of a frame of the dense float32 engine
 * @param contenders in the order of the report
 * @param setting machine, software and time of the measurement
 */
record MeasuredClip(
        KnownNetwork network,
        String clip,
        int frames,
        int handedOver,
        double denseMilliseconds,
        List<RivalPoint> contenders,
        Setting setting) {
    /**
     * Where and with what it was measured.
     *
     * @param day as in 2026-12-01
     */
    record Setting(String cpu, int cores, String java, String frogeye, String onnxRuntime, int threads, String day) {}

    MeasuredClip {
        contenders = List.copyOf(contenders);
    }

    Optional<RivalPoint> contender(String name) {
        return contenders.stream()
                .filter(contender -> contender.name().equals(name))
                .findFirst();
    }

    /**
     * The fastest of the rivals that keep at least so much of the features, the dense float32 engine among them: it keeps
     * all.
     */
    RivalPoint bestRival(double leastR2, Predicate<RivalPoint> admitted) {
        RivalPoint dense = new RivalPoint("float32", 0, denseMilliseconds, 1, 1, 1, 1, OptionalDouble.of(1));
        return contenders.stream()
                .filter(contender -> !contender.isDelta() && contender.r2() >= leastR2 && admitted.test(contender))
                .max(Comparator.comparingDouble(RivalPoint::speedup))
                .filter(best -> best.speedup() > dense.speedup())
                .orElse(dense);
    }
}

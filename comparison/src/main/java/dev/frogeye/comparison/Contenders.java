package dev.frogeye.comparison;

import dev.frogeye.delta.DeltaNetwork;
import dev.frogeye.delta.DeltaOptions;
import dev.frogeye.delta.Thresholds;
import dev.frogeye.engine.FeatureEngine;
import dev.frogeye.hybrid.HybridEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** All engines of a comparison: the delta engine, the baselines, and the delta engine at the thresholds of the sweep. */
final class Contenders implements AutoCloseable {
    /** Sees each frame of each engine, outside of the time that is taken. */
    @FunctionalInterface
    interface Observer {
        void after(Contender contender, int frameOfBlock);
    }

    private final List<Contender> engines = new ArrayList<>();
    private final List<Setup.OperatingPoint> sweepPoints;
    private final List<Contender> sweepEngines = new ArrayList<>();
    private final List<Contender> all = new ArrayList<>();
    private final DeltaNetwork deltaNetwork;
    private final Optional<HybridEngine> hybrid;
    private final DeltaNetwork exact;
    private List<SweepEntry> sweep = List.of();
    private Optional<Contender> int8 = Optional.empty();

    /**
     * Opens them.
     *
     * @param thresholds of every operating point of the setup
     */
    Contenders(
            ComparedNetwork network,
            Setup setup,
            List<Baseline> baselines,
            Map<Setup.OperatingPoint, Thresholds> thresholds) {
        int block = setup.blockFrames();
        DeltaOptions delta = options(setup, thresholds.get(setup.delta()));
        hybrid = setup.handsOver() ? Optional.of(network.hybrid(delta)) : Optional.empty();
        deltaNetwork = hybrid.map(HybridEngine::delta).orElseGet(() -> network.network(delta));
        exact = network.network(
                DeltaOptions.of(Thresholds.exact(network.graph().input().shape().channels())));
        sweepPoints = setup.sweep();
        try {
            engines.add(new Contender(
                    ClipResult.DELTA,
                    network,
                    hybrid.<FeatureEngine>map(engine -> engine).orElse(deltaNetwork),
                    block));
            for (Baseline baseline : baselines) {
                engines.add(
                        new Contender(baseline.engineName(), network, baseline.open(network, setup.threads()), block));
            }
            for (Setup.OperatingPoint point : sweepPoints) {
                sweepEngines.add(
                        hybrid.isEmpty() && point.equals(setup.delta())
                                ? delta() // measured already
                                : new Contender(
                                        ClipResult.DELTA,
                                        network,
                                        network.network(options(setup, thresholds.get(point))),
                                        block));
            }
        } catch (RuntimeException | Error e) {
            Contenders opened = this;
            try (opened) {
                throw e;
            }
        }
        all.addAll(engines);
        sweepEngines.stream().filter(engine -> engine != delta()).forEach(all::add);
    }

    private static DeltaOptions options(Setup setup, Thresholds thresholds) {
        return new DeltaOptions(thresholds, setup.coding(), setup.refreshFrames(), setup.threads());
    }

    /**
     * Forgets what was learnt of an earlier clip.
     *
     * @param tallies a new one for each point of the sweep
     */
    void beginClip(Supplier<AgreementTally> tallies) {
        all.forEach(Contender::beginClip);
        List<SweepEntry> entries = new ArrayList<>();
        for (int i = 0; i < sweepPoints.size(); i++) {
            entries.add(new SweepEntry(sweepPoints.get(i), sweepEngines.get(i), tallies.get()));
        }
        sweep = entries;
    }

    /** Replaces the quantised network, which is made for each clip; it runs a block before it is measured. */
    void quantized(Optional<Contender> next, FrameBlock warmUp) {
        int8.ifPresent(old -> {
            all.remove(old);
            old.close();
        });
        int8 = next;
        int8.ifPresent(engine -> {
            all.add(engine);
            engine.beginPass();
            engine.run(warmUp, frame -> {});
        });
    }

    /** The network in 8-bit integers, where it takes part. */
    Optional<Contender> int8() {
        return int8;
    }

    void beginPass() {
        all.forEach(Contender::beginPass);
    }

    /**
     * Lets each engine run the block.
     *
     * @param turn whoever is first in one turn is last in the next, so that nobody always follows the same
     */
    void run(FrameBlock block, int turn, Observer observer) {
        for (int i = 0; i < all.size(); i++) {
            Contender contender = all.get((i + turn) % all.size());
            contender.run(block, frame -> observer.after(contender, frame));
        }
    }

    /** The delta engine at the thresholds the comparison is about, then the baselines. */
    List<Contender> engines() {
        return engines;
    }

    Contender delta() {
        return engines.get(0);
    }

    DeltaNetwork deltaNetwork() {
        return deltaNetwork;
    }

    /** Whether the delta engine handed its last frame over. */
    boolean handedOver() {
        return hybrid.isPresent() && hybrid.get().handedOver();
    }

    /** The engine whose features are taken for true. */
    Contender reference() {
        return engines.get(1);
    }

    /** At threshold 0; not measured. */
    DeltaNetwork exact() {
        return exact;
    }

    List<SweepEntry> sweep() {
        return sweep;
    }

    Optional<SweepEntry> sweepOf(Contender contender) {
        return sweep.stream().filter(entry -> entry.contender() == contender).findFirst();
    }

    @Override
    public void close() {
        engines.forEach(Contender::close);
        sweepEngines.stream().filter(engine -> engine != delta()).forEach(Contender::close);
        int8.ifPresent(Contender::close);
    }
}

package dev.frogeye.comparison;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** All rivals on one clip: those played on the reference's features, and the network in 8-bit integers. */
final class RivalRuns {
    private final RecentFrames frames;
    private final List<Rival> rivals;
    private final List<Rival.Hold> skips;
    private final Map<Rival, RivalRun> played = new LinkedHashMap<>();
    private final Optional<Contender> int8;
    private final AgreementTally int8Tally;

    /**
     * For the next clip.
     *
     * @param setup which names the rivals and the skips: those are held frames, too, and played once if they are both
     * @param int8 the quantised network, where it takes part and could be made
     * @param tallies a new one for each
     */
    RivalRuns(Setup setup, ComparedNetwork network, Optional<Contender> int8, Supplier<AgreementTally> tallies) {
        rivals = setup.rivals();
        skips = setup.skips().stream().map(Rival.Hold::new).toList();
        this.int8 = int8;
        int8Tally = tallies.get();
        int size = network.featureSize();
        frames = new RecentFrames(
                recent(rivals),
                size,
                rivals.stream().anyMatch(Rival.MotionLinear.class::isInstance)
                        ? Optional.of(new BlockMeans(
                                network.graph().input().shape(),
                                network.preprocessing().levelScale()))
                        : Optional.empty());
        Set<Rival> distinct = new LinkedHashSet<>(rivals);
        distinct.addAll(skips);
        for (Rival rival : distinct) {
            if (rival instanceof Rival.Hold hold) {
                played.put(rival, new HeldRun(hold.every(), frames, tallies.get(), size));
            } else if (rival instanceof Rival.Linear linear) {
                played.put(rival, InterpolatedRun.everyNth(linear, frames, tallies.get(), size));
            } else if (rival instanceof Rival.MotionLinear motion) {
                played.put(rival, InterpolatedRun.byMotion(motion, frames, tallies.get(), size));
            }
        }
    }

    /** Frames held for them: from one that is computed to the next. */
    static int recent(List<Rival> rivals) {
        return 2 + rivals.stream().mapToInt(Rival::delayFrames).max().orElse(0);
    }

    /**
     * Takes a frame.
     *
     * @param reference the float32 reference's features
     * @param frameOfBlock in the block that the quantised network ran last
     */
    void add(float[] reference, float[] pixels, int frameOfBlock) {
        if (!played.isEmpty()) {
            frames.add(reference, pixels);
            played.values().forEach(RivalRun::add);
        }
        int8.ifPresent(engine -> int8Tally.add(engine.features(frameOfBlock), reference));
    }

    /** The results, in the order of the rivals; called once, behind the last frame. */
    List<RivalResult> results(Times reference, long denseMacs, Variation variation) {
        List<RivalResult> results = new ArrayList<>();
        for (Rival rival : rivals) {
            RivalRun run = played.get(rival);
            if (run != null) {
                run.end();
                results.add(run.result(rival, reference, denseMacs, variation));
            } else {
                int8.ifPresent(engine -> results.add(int8(rival, engine, reference, denseMacs, variation)));
            }
        }
        return results;
    }

    /** The reference run on every n-th frame only, in the order of the setup. */
    List<ClipResult.SkipResult> skips(Times reference, long denseMacs, Variation variation) {
        return skips.stream()
                .map(skip -> {
                    RivalResult held = played.get(skip).result(skip, reference, denseMacs, variation);
                    return new ClipResult.SkipResult(
                            skip.every(), held.msMean(), held.macsPerFrame(), held.agreement());
                })
                .toList();
    }

    private RivalResult int8(Rival rival, Contender engine, Times reference, long denseMacs, Variation variation) {
        double ms = engine.times().timing().meanMs();
        return new RivalResult(
                rival.name(),
                RivalResult.Family.INT8,
                rival.delayFrames(),
                ms,
                reference.timing().meanMs() / ms,
                denseMacs,
                int8Tally.agreement(variation));
    }
}

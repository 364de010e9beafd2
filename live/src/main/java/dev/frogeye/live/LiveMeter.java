package dev.frogeye.live;

import dev.frogeye.delta.NetworkLayer;
import dev.frogeye.engine.FrameCost;
import dev.frogeye.engine.LayerCost;
import dev.frogeye.ingest.live.LiveCounters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What the frames of the last few seconds took, and how many there were. Thread-safe; a frame allocates nothing. */
final class LiveMeter {
    /** Frames that latencies and costs are told of: about the last ten seconds of a camera. */
    private static final int FRAMES = 300;

    private static final int SAMPLES = 20;
    private static final long SAMPLE_NANOS = 250_000_000L;
    private static final double NANOS = 1e9;

    private final long start;
    private final double[] latencies = new double[FRAMES];
    private final double[] macs = new double[FRAMES];
    private final double[] changeRatios = new double[FRAMES];
    private final long[] sampleNanos = new long[SAMPLES];
    private final long[][] sampleCounts = new long[SAMPLES][3];
    private double[] densities = {};
    private List<NetworkLayer> layers = List.of();
    private long processed;
    private long emitted;
    private int samples;

    LiveMeter(long nanos) {
        start = nanos;
    }

    /** Notes a processed frame. */
    synchronized void add(double latencyMillis, FrameCost cost, boolean isEmitted, List<NetworkLayer> ran) {
        int slot = (int) (processed % FRAMES);
        latencies[slot] = latencyMillis;
        macs[slot] = cost.macs();
        changeRatios[slot] = cost.changeRatio();
        processed++;
        emitted += isEmitted ? 1 : 0;
        layers = ran;
        if (densities.length != ran.size()) {
            densities = new double[ran.size()];
        }
        for (int i = 0; i < densities.length; i++) {
            densities[i] = density(ran.get(i));
        }
    }

    private static double density(NetworkLayer layer) {
        LayerCost cost = layer.cost();
        if (cost.denseMacs() > 0) {
            return (double) cost.macs() / cost.denseMacs();
        }
        return (double) cost.spikes() / layer.shape().size();
    }

    /** Frames of one moment. */
    record Progress(long processed, long emitted) {}

    synchronized Progress progress() {
        return new Progress(processed, emitted);
    }

    /** Counts, of which those of the source are of a moment after the others, so that none of its frames is missing. */
    static LiveStatus.Frames frames(Progress progress, LiveCounters source, long unwritten) {
        return new LiveStatus.Frames(
                source.captured(),
                progress.processed(),
                source.dropped(),
                source.captured() - source.dropped() - progress.processed(),
                progress.emitted(),
                unwritten,
                source.reconnects());
    }

    /** Whether it is time for another {@link #sample}. */
    synchronized boolean isSampleDue(long nanos) {
        return samples == 0 || nanos - sampleNanos[(samples - 1) % SAMPLES] >= SAMPLE_NANOS;
    }

    /** Notes the counts of this moment, for rates. */
    synchronized void sample(LiveCounters source, long nanos) {
        int slot = samples++ % SAMPLES;
        sampleNanos[slot] = nanos;
        sampleCounts[slot][0] = source.captured();
        sampleCounts[slot][1] = processed;
        sampleCounts[slot][2] = source.dropped();
    }

    /** Frames a second since the oldest sample, a few seconds ago. */
    synchronized LiveStatus.Rates rates(LiveCounters source, long nanos) {
        if (samples == 0) {
            return new LiveStatus.Rates(0, 0, 0);
        }
        int oldest = samples <= SAMPLES ? 0 : samples % SAMPLES;
        double seconds = Math.max(nanos - sampleNanos[oldest], SAMPLE_NANOS) / NANOS;
        return new LiveStatus.Rates(
                (source.captured() - sampleCounts[oldest][0]) / seconds,
                (processed - sampleCounts[oldest][1]) / seconds,
                (source.dropped() - sampleCounts[oldest][2]) / seconds);
    }

    synchronized LiveStatus.Latency latency() {
        double[] sorted = Arrays.copyOf(latencies, held());
        Arrays.sort(sorted);
        return new LiveStatus.Latency(quantile(sorted, 0.5), quantile(sorted, 0.95), quantile(sorted, 0.99));
    }

    private static double quantile(double[] sorted, double share) {
        return sorted.length == 0 ? 0 : sorted[(int) Math.min(sorted.length - 1, share * sorted.length)];
    }

    synchronized LiveStatus.Cost cost(long denseMacs) {
        return new LiveStatus.Cost(mean(macs), denseMacs, mean(changeRatios));
    }

    private double mean(double[] values) {
        return Arrays.stream(values, 0, held()).average().orElse(0);
    }

    private int held() {
        return (int) Math.min(processed, FRAMES);
    }

    synchronized List<LiveStatus.Layer> layers() {
        List<LiveStatus.Layer> list = new ArrayList<>();
        for (int i = 0; i < densities.length; i++) {
            LayerCost cost = layers.get(i).cost();
            list.add(new LiveStatus.Layer(cost.name(), cost.operator(), densities[i]));
        }
        return list;
    }

    long uptimeMillis(long nanos) {
        return (nanos - start) / 1_000_000;
    }
}

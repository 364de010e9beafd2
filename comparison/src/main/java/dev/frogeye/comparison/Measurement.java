package dev.frogeye.comparison;

import dev.frogeye.delta.Thresholds;
import dev.frogeye.dense.Int8Model;
import dev.frogeye.extraction.ClipSource;
import dev.frogeye.ingest.FrameSource;
import dev.frogeye.ingest.RgbFrame;
import dev.frogeye.ingest.VideoException;
import dev.frogeye.ingest.VideoInfo;
import dev.frogeye.model.UnsupportedModelException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Measures the delta engine beside frame-by-frame engines. A block of frames is decoded and held; every engine runs it,
 * one after the other; then the next block: a machine that grows slower does so for all of them. What a frame cost, and
 * how its features agree, is learnt in the first pass over a clip; further passes only take times.
 */
public final class Measurement implements AutoCloseable {
    /** Told how far a measurement has come. */
    @FunctionalInterface
    public interface Watcher {
        /**
         * Some more frames are done.
         *
         * @param clip which is being measured
         * @param what is being done with it
         * @param frames done of it
         */
        void at(String clip, String what, long frames);
    }

    /** Makes the network in 8-bit integers. */
    @FunctionalInterface
    public interface Quantizer {
        /** For models that are not to be quantised. */
        Quantizer NONE = clip -> Optional.empty();

        /**
         * Quantises it for a clip.
         *
         * @return empty where it cannot be, which then was said
         * @throws IOException if frames to calibrate on cannot be read
         */
        Optional<Int8Model> of(ClipSource clip) throws IOException;
    }

    /** The exact network and the one measured are there besides those of the sweep. */
    private static final int NETWORKS = 2;

    private final ComparedNetwork network;
    private final Setup setup;
    private final Contenders contenders;
    private final FrameBlock block;
    private final Quantizer quantizer;

    /**
     * Opens the engines.
     *
     * @param baselines at least one; the first one's features are taken for true
     * @param thresholds of every operating point of the setup
     * @param quantizer asked once for each clip, if the setup's rivals have 8-bit integers
     * @throws UnsupportedModelException if an engine cannot run the network, or memory is too small for all of them
     */
    public Measurement(
            ComparedNetwork network,
            Setup setup,
            List<Baseline> baselines,
            Map<Setup.OperatingPoint, Thresholds> thresholds,
            Quantizer quantizer) {
        requireMemory(network, setup);
        this.quantizer = quantizer;
        this.network = network;
        this.setup = setup;
        contenders = new Contenders(network, setup, baselines, thresholds);
        block = new FrameBlock(network, setup.blockFrames());
    }

    private static void requireMemory(ComparedNetwork network, Setup setup) {
        long networks = (long) NETWORKS + setup.sweep().size();
        long needed = networks * network.spiking().networkBytes()
                        + network.spiking().weightBytes()
                        + (long) setup.blockFrames()
                                * network.graph().input().shape().size()
                                * Float.BYTES
                        + vectors(setup) * network.featureSize() * Float.BYTES
                >> 20;
        long available = Runtime.getRuntime().maxMemory() >> 20;
        if (needed > available) {
            throw new UnsupportedModelException(
                    networks + " networks of " + network.model().name()
                            + " need about " + needed + " MiB of memory, Java may use " + available
                            + "; sweep fewer thresholds, or raise that with java -Xmx");
        }
    }

    /** Feature vectors that are held at a time: two a tally, and those that rivals look back on. */
    private static long vectors(Setup setup) {
        long tallies = 2L
                + setup.rivals().size()
                + setup.sweep().size()
                + setup.skips().size();
        return 3 * tallies + RivalRuns.recent(setup.rivals());
    }

    /**
     * Measures on each clip in turn.
     *
     * @param clips at least one
     * @param environment to say where it was measured
     * @throws VideoException if a clip cannot be read or has no frame; all are looked at before the first is measured
     * @throws java.io.InterruptedIOException if the calling thread is interrupted while a clip is read; it stays so
     * @throws java.util.concurrent.CancellationException if it is interrupted otherwise
     */
    public Comparison run(List<ClipSource> clips, Environment environment, Watcher watcher) throws IOException {
        for (ClipSource clip : clips) {
            requireFrame(clip);
        }
        // A network that cannot be quantised is refused before anything else takes time.
        quantize(clips.get(0), watcher);
        warmUp(clips.get(0), watcher);
        List<ClipResult> results = new ArrayList<>();
        for (ClipSource clip : clips) {
            if (!results.isEmpty()) {
                quantize(clip, watcher);
            }
            results.add(measure(clip, watcher));
        }
        return new Comparison(environment, network.summary(), setup, results);
    }

    private static void requireFrame(ClipSource clip) throws IOException {
        try (FrameSource source = clip.open()) {
            if (!source.read(new RgbFrame())) {
                throw new VideoException(
                        VideoException.Code.NO_FRAMES,
                        source.info().name() + " has no frame to compare; give a clip, or a part of it, that has");
            }
        }
    }

    private void warmUp(ClipSource clip, Watcher watcher) throws IOException {
        contenders.beginClip(() -> new AgreementTally(network.featureSize(), Optional.empty()));
        contenders.beginPass();
        long done = 0;
        while (done < setup.warmupFrames()) {
            long before = done;
            try (FrameSource source = clip.open()) {
                while (done < setup.warmupFrames() && block.read(source, setup.warmupFrames() - done)) {
                    contenders.run(block, 0, (contender, i) -> {});
                    done += block.count();
                    watcher.at(clip.name(), "warming up", done);
                }
            }
            if (done == before) {
                return;
            }
        }
    }

    private ClipResult measure(ClipSource clip, Watcher watcher) throws IOException {
        ClipMeasurement measurement = new ClipMeasurement(network, contenders, setup);
        VideoInfo info = null;
        for (int pass = 0; pass < setup.repeats(); pass++) {
            measurement.beginPass();
            String what = setup.repeats() == 1 ? "measuring" : "measuring, pass " + (pass + 1);
            try (FrameSource source = clip.open()) {
                info = source.info();
                long left = pass == 0 ? setup.frameLimit() : measurement.frames();
                for (int turn = pass; block.read(source, left); turn++) {
                    if (pass == 0) {
                        measurement.learn(block, turn);
                    } else {
                        measurement.repeat(block, turn);
                    }
                    left -= block.count();
                    watcher.at(clip.name(), what, measurement.frames());
                }
                if (pass > 0 && left > 0) {
                    throw new IOException(clip.name() + " ended " + left
                            + " frames earlier when it was read again; give a source that stays as it is");
                }
            }
        }
        return measurement.result(clip.name(), info);
    }

    private void quantize(ClipSource clip, Watcher watcher) throws IOException {
        if (setup.rivals().stream().noneMatch(Rival.Int8.class::isInstance)) {
            return;
        }
        watcher.at(clip.name(), "quantising", 0);
        Optional<Contender> engine = quantizer
                .of(clip)
                .map(model ->
                        new Contender(Int8Model.ENGINE, network, model.open(setup.threads()), setup.blockFrames()));
        try (FrameSource source = clip.open()) {
            block.read(source, setup.frameLimit());
        }
        contenders.quantized(engine, block);
    }

    @Override
    public void close() {
        contenders.close();
    }
}

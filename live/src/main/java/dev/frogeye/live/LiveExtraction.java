package dev.frogeye.live;

import dev.frogeye.encoder.Frame;
import dev.frogeye.encoder.Shape;
import dev.frogeye.engine.FeatureEngine;
import dev.frogeye.engine.FrameCost;
import dev.frogeye.export.table.FeatureRow;
import dev.frogeye.export.table.FeatureTable;
import dev.frogeye.extraction.FeatureReader;
import dev.frogeye.extraction.FramePreparer;
import dev.frogeye.ingest.Preprocessor;
import dev.frogeye.ingest.RgbFrame;
import dev.frogeye.ingest.VideoException;
import dev.frogeye.ingest.live.CapturedFrame;
import dev.frogeye.ingest.live.LiveCounters;
import dev.frogeye.ingest.live.LiveSource;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * The loop from a live source to whoever wants its features, on the thread that calls {@link #run}. Status and thresholds
 * may be asked for and set by other threads.
 */
public final class LiveExtraction implements LiveControl, AutoCloseable {
    private static final double NANOS_A_MILLISECOND = 1e6;
    private static final long MICROS = 1000;

    private final String name;
    private final LiveSource source;
    private final TunableNetwork network;
    private final FramePreparer preparer;
    private final FeatureReader reader;
    private final EmitFilter filter;
    private final List<LiveListener> listeners = new CopyOnWriteArrayList<>();
    private final List<LiveSink> sinks = new CopyOnWriteArrayList<>();
    private final LiveMeter meter = new LiveMeter(System.nanoTime());
    private final DriftGauge drift; // null for never: it holds a network of its own
    private final Frame frame;
    private final FeatureRow row;
    private final SpikeSigns spikes;
    private final FrameCost cost = new FrameCost();
    private final Processed processed = new Processed();

    /**
     * A loop that has not begun.
     *
     * @param source begun by {@link #run}, if it was not; stays the caller's to close
     * @param network stays the caller's to close
     * @param preprocessor makes images of the network's input size
     * @param readers makes what reads the features of a network of the same requested
     * @param table of the rows
     * @param filter decides what is emitted
     * @param driftEvery after how many frames one is compared with an exact one, 0 for never
     */
    public LiveExtraction(
            LiveSource source,
            TunableNetwork network,
            Preprocessor preprocessor,
            Function<FeatureEngine, FeatureReader> readers,
            FeatureTable table,
            EmitFilter filter,
            int driftEvery) {
        this.source = source;
        this.network = network;
        preparer = new FramePreparer(preprocessor);
        this.filter = filter;
        name = source.input().name();
        reader = readers.apply(network);
        frame = new Frame(network.inputShape());
        row = new FeatureRow(name, table);
        spikes = new SpikeSigns(network.inputShape());
        drift = driftEvery == 0 ? null : new DriftGauge(network, readers::apply, driftEvery);
    }

    /** Has every processed frame shown to the listener. */
    public void add(LiveListener listener) {
        listeners.add(listener);
    }

    /** Has every emitted frame written to the sink, which stays the caller's to close. */
    public void add(LiveSink sink) {
        sinks.add(sink);
        listeners.add(sink);
    }

    /**
     * Processes frames until the source ends.
     *
     * @throws IOException if the source is lost for good, or a sink can't be written to
     * @throws InterruptedException if the thread is interrupted while it waits for a frame
     */
    public void run() throws IOException, InterruptedException {
        source.begin();
        while (source.take(processed.captured)) {
            step();
            for (LiveListener listener : listeners) {
                listener.accept(processed);
            }
            for (LiveSink sink : sinks) {
                sink.check();
            }
        }
    }

    private void step() throws VideoException {
        CapturedFrame captured = processed.captured;
        RgbFrame picture = captured.picture();
        if (captured.restarts()) {
            network.reset();
        }
        preparer.prepare(picture, frame);
        network.step(frame.values(), cost);
        reader.read(row);
        row.set(frame.index(), frame.ptsMicros(), cost, network.denseMacs());
        spikes.update(network, cost.key());
        if (drift != null) {
            drift.offer(frame.values(), row.feature(0));
        }
        processed.latencyMillis = (System.nanoTime() - captured.capturedNanos()) / NANOS_A_MILLISECOND;
        row.setCapture(captured.captured().toEpochMilli() * MICROS, processed.latencyMillis);
        processed.isEmitted = filter.emits(row, captured.restarts());
        meter.add(processed.latencyMillis, cost, processed.isEmitted, network.layers());
        long now = System.nanoTime();
        if (meter.isSampleDue(now)) {
            meter.sample(source.counters(), now);
        }
    }

    @Override
    public LiveStatus status() {
        // Before the source's counts: what is processed in between is still counted as waiting.
        LiveMeter.Progress progress = meter.progress();
        LiveCounters counters = source.counters();
        long now = System.nanoTime();
        return new LiveStatus(
                name,
                LiveStatus.Connection.valueOf(counters.state().name()),
                meter.uptimeMillis(now),
                LiveMeter.frames(
                        progress,
                        counters,
                        sinks.stream().mapToLong(LiveSink::unwritten).sum()),
                rates(counters, now),
                meter.latency(),
                meter.cost(network.denseMacs()),
                meter.layers(),
                network.threshold(),
                network.pixelThreshold(),
                drift == null ? OptionalDouble.empty() : drift.cosine(),
                ProcessMemory.now(),
                counters.lastError());
    }

    /** Samples here too: while a source is away there are no frames that could. */
    private LiveStatus.Rates rates(LiveCounters counters, long now) {
        if (meter.isSampleDue(now)) {
            meter.sample(counters, now);
        }
        return meter.rates(counters, now);
    }

    @Override
    public void setThreshold(float alpha) {
        network.setThreshold(alpha);
    }

    @Override
    public void setPixelThreshold(float levels) {
        network.setPixelThreshold(levels);
    }

    /** Ends the gauge's thread. */
    @Override
    public void close() {
        if (drift != null) {
            drift.close();
        }
    }

    private final class Processed implements LiveFrame {
        private final CapturedFrame captured = new CapturedFrame();
        private double latencyMillis;
        private boolean isEmitted;

        @Override
        public RgbFrame picture() {
            return captured.picture();
        }

        @Override
        public Shape inputShape() {
            return network.inputShape();
        }

        @Override
        public byte[] spikes() {
            return spikes.signs();
        }

        @Override
        public FeatureRow row() {
            return row;
        }

        @Override
        public Instant captured() {
            return captured.captured();
        }

        @Override
        public double latencyMillis() {
            return latencyMillis;
        }

        @Override
        public boolean isEmitted() {
            return isEmitted;
        }
    }
}

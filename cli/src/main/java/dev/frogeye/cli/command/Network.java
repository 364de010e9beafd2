package dev.frogeye.cli.command;

import dev.frogeye.cli.option.DeltaSettings;
import dev.frogeye.cli.option.EngineOpener;
import dev.frogeye.cli.option.NetworkOptions;
import dev.frogeye.cli.option.OpenModel;
import dev.frogeye.cli.option.OptionOrigins;
import dev.frogeye.cli.text.UsageException;
import dev.frogeye.engine.FeatureEngine;
import dev.frogeye.extraction.Extraction;
import dev.frogeye.extraction.ExtractionSettings;
import dev.frogeye.extraction.FeatureReader;
import dev.frogeye.ingest.PixelMask;
import dev.frogeye.ingest.Preprocessor;
import dev.frogeye.ingest.VideoOptions;
import dev.frogeye.model.UnsupportedModelException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** A model opened as the options say, ready for several videos at a time. Thread-safe. */
final class Network implements AutoCloseable {
    private final NetworkOptions options;
    private final OpenModel model;
    private final Optional<PixelMask> mask;
    private final EngineOpener engines;
    private final ExtractionSettings settings;
    private final Deque<FeatureEngine> unused = new ArrayDeque<>();
    private final List<FeatureEngine> opened = new ArrayList<>();

    private Network(
            NetworkOptions options,
            OpenModel model,
            DeltaSettings delta,
            Optional<PixelMask> mask,
            EngineOpener engines,
            VideoOptions video) {
        this.options = options;
        this.model = model;
        this.mask = mask;
        this.engines = engines;
        // One is opened at once: what is wrong with the model comes out before anything else is done.
        FeatureEngine engine = open();
        unused.add(engine);
        try {
            FeatureReader reader = reader(engine);
            settings = new ExtractionSettings(
                    model.file().name(),
                    model.file().sha256(),
                    reader.columns(),
                    reader.poolings(),
                    options.model().normalization(),
                    model.preprocessing().toString(),
                    model.preprocessingSource(),
                    engine.name(),
                    engines.kernel(),
                    delta.thresholds(),
                    delta.coding(),
                    delta.refresh(),
                    delta.handsOver(),
                    video,
                    mask.map(PixelMask::sha256),
                    engines.calibration());
        } catch (RuntimeException e) {
            Network opened = this;
            try (opened) {
                throw e;
            }
        }
    }

    /**
     * Opens the model.
     *
     * @param origins where the values of the options come from
     * @param video which frames of each video
     * @param mask pixels that are left out
     * @throws UnsupportedModelException if the model cannot be read or run
     * @throws UsageException if the options do not fit one another or the model
     * @throws IOException if folders of clips to calibrate on cannot be searched
     */
    static Network open(NetworkOptions options, OptionOrigins origins, VideoOptions video, Optional<PixelMask> mask)
            throws IOException {
        options.calibration().requireOf(options.engine(), origins);
        OpenModel model = OpenModel.read(options.model());
        DeltaSettings delta = options.delta(origins, model);
        return new Network(options, model, delta, mask, EngineOpener.of(options, model, delta), video);
    }

    private synchronized FeatureEngine open() {
        FeatureEngine engine = engines.opener().get();
        opened.add(engine);
        return engine;
    }

    private FeatureReader reader(FeatureEngine engine) {
        return new FeatureReader(
                engine,
                model.layers(),
                options.model().pooling(),
                options.model().normalization());
    }

    /** What extracts one video after the other, with an engine of its own. */
    Extraction extraction() {
        FeatureEngine engine;
        synchronized (this) {
            engine = unused.isEmpty() ? open() : unused.remove();
        }
        Preprocessor preprocessor = mask.map(pixels -> new Preprocessor(model.preprocessing(), pixels))
                .orElseGet(() -> new Preprocessor(model.preprocessing()));
        return new Extraction(preprocessor, engine, reader(engine));
    }

    /** About what each extraction takes of Java's memory. */
    long heapBytes() {
        return engines.heapBytes();
    }

    /** What a user should know about the engine, a sentence each. */
    List<String> notes() {
        return engines.notes();
    }

    ExtractionSettings settings() {
        return settings;
    }

    @Override
    public synchronized void close() {
        opened.forEach(FeatureEngine::close);
    }
}

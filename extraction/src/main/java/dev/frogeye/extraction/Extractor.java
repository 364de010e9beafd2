package dev.frogeye.extraction;

import dev.frogeye.delta.DeltaModel;
import dev.frogeye.engine.FeatureEngine;
import dev.frogeye.export.OutputFormat;
import dev.frogeye.export.table.PendingFile;
import dev.frogeye.ingest.PixelMask;
import dev.frogeye.ingest.Preprocessor;
import dev.frogeye.ingest.VideoLocation;
import dev.frogeye.model.UnsupportedModelException;
import dev.frogeye.model.onnx.OnnxModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A model with options, ready for several videos at a time: from a video to a table, or frame by frame. Thread-safe; what
 * it gives out belongs to one thread. Engines are opened when they are first needed and used again for the next video.
 *
 * <pre>{@code
 * try (Extractor extractor = Extractor.open(Path.of("model.onnx"))) {
 *     extractor.extract(Path.of("video.mp4"), Path.of("features.parquet"));
 * }
 * }</pre>
 */
public final class Extractor implements AutoCloseable {
    private final ExtractionModel model;
    private final ExtractorOptions options;
    private final EngineOpener engines;
    private final ExtractionSettings settings;
    private final Deque<FeatureEngine> unused = new ArrayDeque<>();
    private final Set<FeatureEngine> opened = new HashSet<>();
    private boolean isClosed;

    private Extractor(ExtractionModel model, ExtractorOptions options) {
        this.model = model;
        this.options = options;
        engines = EngineOpener.of(model, options);
        settings = ExtractionSettings.of(model, options, engines);
    }

    /**
     * Opens an ONNX file with the default options.
     *
     * @throws UnsupportedModelException if the model cannot be read or run
     */
    public static Extractor open(Path model) {
        return open(model, ExtractorOptions.DEFAULT);
    }

    /**
     * Opens an ONNX file.
     *
     * @throws UnsupportedModelException if the model cannot be read or run
     * @throws IllegalArgumentException if the options do not fit the model
     */
    public static Extractor open(Path model, ExtractorOptions options) {
        return of(ExtractionModel.read(ModelFile.read(model), Optional.of(model), options), options);
    }

    /**
     * Opens a model that is in memory, such as {@link dev.frogeye.model.builtin.Builtin#model}.
     *
     * @throws UnsupportedModelException if the model cannot be run
     * @throws IllegalArgumentException if the options do not fit the model
     */
    public static Extractor open(OnnxModel model, ExtractorOptions options) {
        return of(ExtractionModel.read(model, Optional.empty(), options), options);
    }

    /**
     * Opens a model that was imported already.
     *
     * @param options whose layers and preprocessing are the model's already, and not looked at
     * @throws UnsupportedModelException if it cannot be run
     * @throws IllegalArgumentException if a profile of thresholds does not fit the model
     */
    public static Extractor of(ExtractionModel model, ExtractorOptions options) {
        if (options.engine() == EngineKind.DELTA && options.delta().thresholds() instanceof Profile profile) {
            try {
                profile.requireFits(model.graph(), model.file().sha256(), model.preprocessing());
            } catch (ProfileException e) {
                throw new IllegalArgumentException(e.getMessage(), e);
            }
        }
        return new Extractor(model, options);
    }

    /**
     * Extracts a video to a table of the format that its name ends in, such as {@code .parquet}. The file appears when it
     * is complete, and replaces one of that name.
     *
     * @return how that went: {@link Status#OK}, or {@link Status#PARTIAL} with a message where the video is damaged
     * @throws dev.frogeye.ingest.VideoException if nothing can be read of the video
     * @throws dev.frogeye.export.table.OutputException if the table cannot be written
     * @throws IllegalArgumentException if the name ends in no format's extension
     */
    public Attempt extract(Path video, Path table) throws IOException {
        OutputFormat format = OutputFormat.of(table);
        format.requireFits(settings.columns().size());
        return extract(video, columns -> format.open(new PendingFile(table), columns));
    }

    /**
     * Extracts a video into any sink.
     *
     * @param sink opened with the table when the first row is ready; committed and closed by this
     * @return as for {@link #extract(Path, Path)}
     * @throws dev.frogeye.ingest.VideoException if nothing can be read of the video
     */
    public Attempt extract(Path video, Extraction.SinkOpener sink) throws IOException {
        FeatureEngine engine = take();
        try {
            return new VideoJob(extraction(engine), settings, false)
                    .extract(
                            video.getFileName().toString(),
                            new VideoLocation.Local(video),
                            options.video(),
                            sink,
                            Extraction.ProgressListener.NONE);
        } finally {
            giveBack(engine);
        }
    }

    /** Steps frames by hand; several may be open at a time. */
    public FrameStepper stepper() {
        FeatureEngine engine = take();
        return new FrameStepper(preprocessor(), engine, reader(engine), settings.columns(), () -> giveBack(engine));
    }

    /** What extracts one video after the other and says of each how it went, with an engine of its own. */
    public VideoJob job(boolean strict) {
        return new VideoJob(extraction(take()), settings, strict);
    }

    /** The loop from a source to a sink, with an engine of its own. */
    public Extraction extraction() {
        return extraction(take());
    }

    private Extraction extraction(FeatureEngine engine) {
        return new Extraction(preprocessor(), engine, reader(engine));
    }

    /**
     * Opens the first engine now, so that what is wrong with the model comes out before any output is touched.
     *
     * @throws UnsupportedModelException if the engine cannot run the model
     */
    public void prepare() {
        giveBack(take());
    }

    private synchronized FeatureEngine take() {
        if (isClosed) {
            throw new IllegalStateException("the extractor is closed");
        }
        if (!unused.isEmpty()) {
            return unused.remove();
        }
        FeatureEngine engine = engines.opener().get();
        opened.add(engine);
        return engine;
    }

    private synchronized void giveBack(FeatureEngine engine) {
        if (!isClosed) {
            unused.add(engine);
        }
    }

    /** Makes images of the model's input size, the mask left out. */
    public Preprocessor preprocessor() {
        Optional<PixelMask> mask = options.mask();
        return mask.map(pixels -> new Preprocessor(model.preprocessing(), pixels))
                .orElseGet(() -> new Preprocessor(model.preprocessing()));
    }

    /** Reads the features of an engine of this model. */
    public FeatureReader reader(FeatureEngine engine) {
        return new FeatureReader(engine, model.layers(), options.pooling(), options.normalization());
    }

    /** What is extracted from. */
    public ExtractionModel model() {
        return model;
    }

    /** What was asked for. */
    public ExtractorOptions options() {
        return options;
    }

    /**
     * The delta network, for state of one's own.
     *
     * @throws IllegalStateException if another engine was asked for
     */
    public DeltaModel deltaModel() {
        return engines.delta().orElseThrow(() -> new IllegalStateException(options.engine() + " has no delta network"));
    }

    /** All that decides what a row holds, as it is written into tables. */
    public ExtractionSettings settings() {
        return settings;
    }

    /** About what each video that is extracted at a time takes of Java's memory, in bytes. */
    public long heapBytes() {
        return engines.heapBytes();
    }

    /** What a user should know about the engine, a sentence each. */
    public List<String> notes() {
        return engines.notes();
    }

    @Override
    public synchronized void close() {
        isClosed = true;
        opened.forEach(FeatureEngine::close);
        opened.clear();
        unused.clear();
    }
}

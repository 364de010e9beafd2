package dev.frogeye.cli;

import dev.frogeye.ingest.PixelMask;
import dev.frogeye.ingest.Preprocessing;
import dev.frogeye.ingest.Preprocessor;
import dev.frogeye.ingest.VideoOptions;
import dev.frogeye.model.Graph;
import dev.frogeye.model.LayerSelector;
import dev.frogeye.model.Tensor;
import dev.frogeye.model.UnsupportedModelException;
import dev.frogeye.model.onnx.OnnxImporter;
import dev.frogeye.model.onnx.OnnxModel;
import dev.frogeye.pipeline.Extraction;
import dev.frogeye.pipeline.FeatureReader;
import dev.frogeye.pipeline.Settings;
import dev.frogeye.spiking.FeatureEngine;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A model opened as the options say, ready for several videos at a time. Thread-safe. */
final class Network implements AutoCloseable {
    /** What frames have. */
    private static final int CHANNELS = 3;

    private final NetworkOptions options;
    private final List<String> layers;
    private final Preprocessing preprocessing;
    private final Optional<PixelMask> mask;
    private final Engines engines;
    private final Settings settings;
    private final Deque<FeatureEngine> unused = new ArrayDeque<>();
    private final List<FeatureEngine> opened = new ArrayList<>();

    private Network(
            NetworkOptions options,
            OnnxModel model,
            List<String> layers,
            Preprocessing preprocessing,
            Optional<PixelMask> mask,
            Engines engines,
            VideoOptions video) {
        this.options = options;
        this.layers = layers;
        this.preprocessing = preprocessing;
        this.mask = mask;
        this.engines = engines;
        // One is opened at once: what is wrong with the model comes out before anything else is done.
        FeatureEngine engine = open();
        unused.add(engine);
        try {
            FeatureReader reader = reader(engine);
            settings = new Settings(
                    model.name(),
                    model.sha256(),
                    reader.columns(),
                    reader.poolings(),
                    options.normalization(),
                    preprocessing.toString(),
                    engine.name(),
                    engines.kernel(),
                    options.thresholds(),
                    options.coding(),
                    options.refresh(),
                    video,
                    mask.map(PixelMask::sha256));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Opens the model.
     *
     * @param video which frames of each video
     * @param mask pixels that are left out
     * @throws UnsupportedModelException if the model cannot be read or run
     * @throws UsageException if the options do not fit one another or the model
     */
    static Network open(NetworkOptions options, VideoOptions video, Optional<PixelMask> mask) {
        OnnxModel model = Models.read(options.model());
        Graph whole = OnnxImporter.read(model);
        Map<Tensor, String> layers = layers(options, whole);
        List<Tensor> taps = List.copyOf(layers.keySet());
        // What the taps do not need is neither computed nor counted, whichever engine it is.
        Graph graph = whole.upTo(taps);
        Preprocessing preprocessing = preprocessing(options, graph);
        Engines engines = Engines.of(options, model, graph, taps, preprocessing);
        return new Network(options, model, List.copyOf(layers.values()), preprocessing, mask, engines, video);
    }

    /** The tensors that were asked for, each once, and what to call them: as they were asked for where that is clear. */
    private static Map<Tensor, String> layers(NetworkOptions options, Graph graph) {
        Map<Tensor, String> layers = new LinkedHashMap<>();
        for (String name : new LinkedHashSet<>(options.layers())) {
            List<Tensor> tensors =
                    UsageException.unlessValid("--layer: ", () -> LayerSelector.select(graph, List.of(name)));
            for (Tensor tensor : tensors) {
                String other = layers.putIfAbsent(tensor, tensors.size() == 1 ? name : tensor.name());
                if (other != null && tensors.size() == 1) {
                    throw new UsageException("--layer: '" + other + "' and '" + name + "' are the same tensor, "
                            + tensor.name() + "; name it once");
                }
            }
        }
        return layers;
    }

    private static Preprocessing preprocessing(NetworkOptions options, Graph graph) {
        Tensor input = graph.input();
        if (input.dims().size() != 4 || input.shape().channels() != CHANNELS) {
            throw new UnsupportedModelException(graph.name() + " takes " + input.dimsText()
                    + ", not a colour image (1x3xHEIGHTxWIDTH); export it with such an input");
        }
        Preprocessing preprocessing = options.preprocessing();
        return UsageException.unlessValid(
                "--preprocess: ",
                () -> preprocessing.forInputSize(
                        input.shape().width(), input.shape().height()));
    }

    private synchronized FeatureEngine open() {
        FeatureEngine engine = engines.opener().get();
        opened.add(engine);
        return engine;
    }

    private FeatureReader reader(FeatureEngine engine) {
        return new FeatureReader(engine, layers, options.pooling(), options.normalization());
    }

    /** What extracts one video after the other, with an engine of its own. */
    Extraction extraction() {
        FeatureEngine engine;
        synchronized (this) {
            engine = unused.isEmpty() ? open() : unused.remove();
        }
        Preprocessor preprocessor = mask.map(pixels -> new Preprocessor(preprocessing, pixels))
                .orElseGet(() -> new Preprocessor(preprocessing));
        return new Extraction(preprocessor, engine, reader(engine));
    }

    /** About what each extraction takes of Java's memory. */
    long heapBytes() {
        return engines.heapBytes();
    }

    Settings settings() {
        return settings;
    }

    @Override
    public synchronized void close() {
        opened.forEach(FeatureEngine::close);
    }
}

package dev.frogeye.cli;

import dev.frogeye.ingest.Preprocessing;
import dev.frogeye.ingest.Preprocessor;
import dev.frogeye.ingest.TimeRange;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A model opened as the options say, ready for one video after the other. */
final class Network implements AutoCloseable {
    /** What frames have. */
    private static final int CHANNELS = 3;

    private final FeatureEngine engine;
    private final Extraction extraction;
    private final Settings settings;

    private Network(FeatureEngine engine, Extraction extraction, Settings settings) {
        this.engine = engine;
        this.extraction = extraction;
        this.settings = settings;
    }

    /**
     * Opens the model.
     *
     * @param range part of each video, for the settings
     * @throws UnsupportedModelException if the model cannot be read or run
     * @throws UsageException if the options do not fit one another or the model
     */
    static Network open(NetworkOptions options, TimeRange range) {
        OnnxModel model = Models.read(options.model());
        Graph whole = OnnxImporter.read(model);
        Map<Tensor, String> layers = layers(options, whole);
        List<Tensor> taps = List.copyOf(layers.keySet());
        // What the taps do not need is neither computed nor counted, whichever engine it is.
        Graph graph = whole.upTo(taps);
        Preprocessing preprocessing = preprocessing(options, graph);
        Engines.Opened opened = Engines.open(options, model, graph, taps, preprocessing);
        FeatureEngine engine = opened.engine();
        FeatureReader reader =
                new FeatureReader(engine, List.copyOf(layers.values()), options.pooling(), options.normalization());
        Settings settings = new Settings(
                model.name(),
                model.sha256(),
                reader.columns(),
                reader.poolings(),
                options.normalization(),
                preprocessing.toString(),
                engine.name(),
                opened.kernel(),
                options.thresholds(),
                options.coding(),
                options.refresh(),
                range.toString());
        return new Network(engine, new Extraction(new Preprocessor(preprocessing), engine, reader), settings);
    }

    /** The tensors that were asked for, each once, and what to call them: as they were asked for where that is clear. */
    private static Map<Tensor, String> layers(NetworkOptions options, Graph graph) {
        Map<Tensor, String> layers = new LinkedHashMap<>();
        for (String name : options.layers()) {
            List<Tensor> tensors =
                    UsageException.unlessValid("--layer: ", () -> LayerSelector.select(graph, List.of(name)));
            for (Tensor tensor : tensors) {
                layers.putIfAbsent(tensor, tensors.size() == 1 ? name : tensor.name());
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

    Extraction extraction() {
        return extraction;
    }

    Settings settings() {
        return settings;
    }

    @Override
    public void close() {
        engine.close();
    }
}

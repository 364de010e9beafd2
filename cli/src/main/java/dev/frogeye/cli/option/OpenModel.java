package dev.frogeye.cli.option;

import dev.frogeye.cli.text.UsageException;
import dev.frogeye.comparison.ComparedNetwork;
import dev.frogeye.delta.DeltaModel;
import dev.frogeye.export.table.Pooling;
import dev.frogeye.ingest.Preprocessing;
import dev.frogeye.ingest.preset.PreprocessingChoice;
import dev.frogeye.model.Graph;
import dev.frogeye.model.LayerSelector;
import dev.frogeye.model.Tensor;
import dev.frogeye.model.UnsupportedModelException;
import dev.frogeye.model.onnx.OnnxModel;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A model read as the options say.
 *
 * @param file the ONNX file
 * @param graph the part of it that the taps need; what they do not is neither computed nor counted
 * @param taps where features are taken from
 * @param layers what to call them, in the order of the taps
 * @param preprocessing of the input's size
 * @param preprocessingSource where that is from
 */
public record OpenModel(
        OnnxModel file,
        Graph graph,
        List<Tensor> taps,
        List<String> layers,
        Preprocessing preprocessing,
        String preprocessingSource) {
    /** What frames have. */
    private static final int CHANNELS = 3;

    /**
     * Reads it.
     *
     * @throws UnsupportedModelException if the model cannot be read or run
     * @throws UsageException if the options do not fit one another or the model
     */
    public static OpenModel read(ModelOptions options) {
        ModelSource source = options.source();
        OnnxModel file = source.read();
        Graph whole = options.read(source, file);
        Map<Tensor, String> layers = layers(options, whole);
        List<Tensor> taps = List.copyOf(layers.keySet());
        Graph graph = whole.upTo(taps);
        PreprocessingChoice.Chosen chosen = preprocessing(options, source, graph);
        return new OpenModel(file, graph, taps, List.copyOf(layers.values()), chosen.preprocessing(), chosen.source());
    }

    /** Ready to be compared by the features of its first tap. */
    public ComparedNetwork compared(ModelOptions options) {
        return new ComparedNetwork(
                file,
                graph,
                DeltaModel.of(graph),
                taps.get(0),
                layers.get(0),
                Pooling.of(taps.get(0), options.pooling()),
                options.normalization(),
                preprocessing,
                preprocessingSource);
    }

    /** The tensors that were asked for, each once, and what to call them: as they were asked for where that is clear. */
    private static Map<Tensor, String> layers(ModelOptions options, Graph graph) {
        Map<Tensor, String> layers = new LinkedHashMap<>();
        Set<Tensor> named = new HashSet<>();
        for (String name : new LinkedHashSet<>(options.layers())) {
            List<Tensor> tensors =
                    UsageException.unlessValid("--layer: ", () -> LayerSelector.select(graph, List.of(name)));
            boolean isOne = tensors.size() == 1 && !LayerSelector.isPattern(graph, name);
            for (Tensor tensor : tensors) {
                String other = layers.putIfAbsent(tensor, isOne ? name : tensor.name());
                if (isOne && !named.add(tensor)) {
                    throw new UsageException("--layer: '" + other + "' and '" + name + "' are the same tensor, "
                            + tensor.name() + "; name it once");
                }
            }
        }
        return layers;
    }

    /** Whether a network's input is a colour image. */
    public static boolean takesFrames(Graph graph) {
        return graph.input().dims().size() == 4 && graph.input().shape().channels() == CHANNELS;
    }

    private static PreprocessingChoice.Chosen preprocessing(ModelOptions options, ModelSource source, Graph graph) {
        Tensor input = graph.input();
        if (!takesFrames(graph)) {
            throw new UnsupportedModelException(graph.name() + " takes " + input.dimsText()
                    + ", not a colour image (1x3xHEIGHTxWIDTH or 1xHEIGHTxWIDTHx3); export it with such an input");
        }
        return options.preprocessing(
                source, input.shape().width(), input.shape().height());
    }
}

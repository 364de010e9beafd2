package dev.frogeye.extraction;

import dev.frogeye.ingest.Preprocessing;
import dev.frogeye.ingest.RgbFrame;
import dev.frogeye.ingest.preset.PreprocessingChoice;
import dev.frogeye.model.Graph;
import dev.frogeye.model.LayerSelector;
import dev.frogeye.model.Tensor;
import dev.frogeye.model.UnsupportedModelException;
import dev.frogeye.model.onnx.OnnxImporter;
import dev.frogeye.model.onnx.OnnxModel;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A network with what is wanted of it and how frames are prepared for it.
 *
 * @param file the ONNX file
 * @param graph the part of it that the requested tensors need; the rest is neither computed nor counted
 * @param requested the tensors whose values are features
 * @param layers what to call them, in their order
 * @param preprocessing of the input's size
 * @param preprocessingSource where that is from
 */
public record ExtractionModel(
        OnnxModel file,
        Graph graph,
        List<Tensor> requested,
        List<String> layers,
        Preprocessing preprocessing,
        String preprocessingSource) {
    public ExtractionModel {
        requested = List.copyOf(requested);
        layers = List.copyOf(layers);
    }

    /**
     * Cuts a network back to what is wanted of it.
     *
     * @param whole the network of the file
     * @param requested as {@link #select} gives them
     */
    public static ExtractionModel of(
            OnnxModel file, Graph whole, Map<Tensor, String> requested, PreprocessingChoice.Chosen preprocessing) {
        List<Tensor> tensors = List.copyOf(requested.keySet());
        return new ExtractionModel(
                file,
                whole.upTo(tensors),
                tensors,
                List.copyOf(requested.values()),
                preprocessing.preprocessing(),
                preprocessing.source());
    }

    /**
     * Imports a network as options say.
     *
     * @param path of the file; empty if there is none, and so nothing beside it that says how frames are prepared
     * @throws UnsupportedModelException if the network cannot be run, or takes no frames
     * @throws IllegalArgumentException if a layer or the preprocessing does not fit it
     */
    static ExtractionModel read(OnnxModel file, Optional<Path> path, ExtractorOptions options) {
        PreprocessingChoice choice = PreprocessingChoice.parse(options.preprocessing());
        Preprocessing usual = choice.usual(path);
        Graph whole = usual.isSizeFixed()
                ? OnnxImporter.readForPictures(file, usual.width(), usual.height())
                : OnnxImporter.read(file);
        Map<Tensor, String> requested = select(whole, options.layers());
        requireFrames(whole);
        return of(
                file,
                whole,
                requested,
                choice.choose(
                        path,
                        whole.input().shape().width(),
                        whole.input().shape().height()));
    }

    /**
     * The tensors that layers name, each once, and what to call them: as they were asked for where that is clear.
     *
     * @param layers as {@link LayerSelector} knows them
     * @throws IllegalArgumentException if there is no such layer, or two name the same tensor
     */
    public static Map<Tensor, String> select(Graph graph, List<String> layers) {
        Map<Tensor, String> requested = new LinkedHashMap<>();
        Set<Tensor> named = new HashSet<>();
        for (String name : new LinkedHashSet<>(layers)) {
            List<Tensor> tensors = LayerSelector.select(graph, List.of(name));
            boolean isOne = tensors.size() == 1 && !LayerSelector.isPattern(graph, name);
            for (Tensor tensor : tensors) {
                String other = requested.putIfAbsent(tensor, isOne ? name : tensor.name());
                if (isOne && !named.add(tensor)) {
                    throw new IllegalArgumentException("'" + other + "' and '" + name + "' are the same tensor, "
                            + tensor.name() + "; name it once");
                }
            }
        }
        return requested;
    }

    /** Whether a network's input is a colour image. */
    public static boolean takesFrames(Graph graph) {
        return graph.input().dims().size() == 4 && graph.input().shape().channels() == RgbFrame.CHANNELS;
    }

    /** @throws UnsupportedModelException unless a network's input is a colour image */
    public static void requireFrames(Graph graph) {
        if (!takesFrames(graph)) {
            throw new UnsupportedModelException(
                    graph.name() + " takes " + graph.input().dimsText()
                            + ", not a colour image (1x3xHEIGHTxWIDTH or 1xHEIGHTxWIDTHx3); export it with such an"
                            + " input");
        }
    }
}

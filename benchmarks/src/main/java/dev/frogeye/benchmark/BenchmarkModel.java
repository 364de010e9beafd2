package dev.frogeye.benchmark;

import dev.frogeye.ingest.Preprocessing;
import dev.frogeye.model.Graph;
import dev.frogeye.model.LayerSelector;
import dev.frogeye.model.onnx.OnnxImporter;
import dev.frogeye.model.onnx.OnnxModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A network to take times of.
 *
 * @param model the whole file
 * @param graph as far as its tensors of interest need it: of a known network its one tensor, of a file all outputs
 * @param preprocessing of the size that the network takes
 */
public record BenchmarkModel(OnnxModel model, Graph graph, Preprocessing preprocessing) {
    /**
     * Opens a network.
     *
     * @param name key of a {@link KnownNetwork}, or an ONNX file
     * @param specification as {@code --preprocess} takes it; without one that of the known network, or ImageNet's
     * @throws IllegalArgumentException if there is no such network
     */
    public static BenchmarkModel open(String name, Optional<String> specification) throws IOException {
        Optional<KnownNetwork> known = KnownNetwork.of(name);
        OnnxModel model = known.isPresent() ? read(known.get()) : read(name);
        Graph whole = OnnxImporter.read(model);
        Graph graph = known.map(network -> whole.upTo(LayerSelector.select(whole, List.of(network.layer()))))
                .orElse(whole);
        Preprocessing preprocessing = specification
                .or(() -> known.map(KnownNetwork::preprocessing))
                .map(Preprocessing::parse)
                .orElse(Preprocessing.IMAGENET)
                .forInputSize(
                        graph.input().shape().width(), graph.input().shape().height());
        return new BenchmarkModel(model, graph, preprocessing);
    }

    /** A clip: a file, or the name of one of the test data. */
    public static Path clip(String name) {
        Path file = Path.of(name);
        if (!name.isEmpty() && Files.isRegularFile(file)) {
            return file;
        }
        Path shared = TestData.ofSystem().clip(name);
        if (name.isEmpty() || !Files.isRegularFile(shared)) {
            throw new IllegalArgumentException("clip '" + name + "' is no file, nor is " + shared
                    + "; give a video, or by -Dfrogeye.testdata=DIR the folder of the test data");
        }
        return shared;
    }

    private static OnnxModel read(KnownNetwork network) throws IOException {
        TestData data = TestData.ofSystem();
        if (!Files.isRegularFile(data.model(network))) {
            throw new IllegalArgumentException("no model " + data.model(network)
                    + "; give the folder of the test data by -Dfrogeye.testdata=DIR, or another model");
        }
        return new OnnxModel(network.key(), data.read(network));
    }

    private static OnnxModel read(String file) throws IOException {
        if (file.isEmpty() || !Files.isRegularFile(Path.of(file))) {
            throw new IllegalArgumentException("model '" + file + "' is no file and none of "
                    + Arrays.stream(KnownNetwork.values())
                            .map(KnownNetwork::key)
                            .collect(Collectors.joining(", ")));
        }
        return OnnxModel.read(Path.of(file));
    }
}

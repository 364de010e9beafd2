package dev.frogeye.extraction;

import dev.frogeye.delta.Coding;
import dev.frogeye.delta.DeltaModel;
import dev.frogeye.delta.DeltaNetwork;
import dev.frogeye.export.table.VectorNormalization;
import dev.frogeye.ingest.Preprocessing;
import dev.frogeye.ingest.Preprocessor;
import dev.frogeye.ingest.VideoOptions;
import dev.frogeye.model.Graph;
import dev.frogeye.model.onnx.OnnxBuilder;
import dev.frogeye.model.onnx.OnnxImporter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** A network of one convolution on 16x16 images, and what it takes to extract with it. */
public record TinyNetwork(
        DeltaNetwork engine, FeatureReader reader, Preprocessing preprocessing, ExtractionSettings settings) {
    public static TinyNetwork create() {
        Random random = new Random(7);
        float[] weights = new float[4 * 3 * 3 * 3];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) random.nextGaussian();
        }
        Graph graph = OnnxImporter.read(new OnnxBuilder("tiny", 13)
                .input("image", 1, 3, 16, 16)
                .weights("w", weights, 4, 3, 3, 3)
                .node("Conv", List.of("image", "w"), "conv", Map.of("kernel_shape", new long[] {3, 3}))
                .node("Relu", List.of("conv"), "relu")
                .output("relu")
                .build());
        DeltaModel model = DeltaModel.of(graph);
        Preprocessing preprocessing = Preprocessing.IMAGENET.forInputSize(16, 16);
        DeltaNetwork engine = model.network(graph.outputs(), ThresholdOptions.EXACT.of(model, preprocessing));
        FeatureReader reader =
                new FeatureReader(engine, List.of("@output"), Optional.empty(), VectorNormalization.NONE);
        ExtractionSettings settings = new ExtractionSettings(
                graph.name(),
                graph.sha256(),
                reader.columns(),
                reader.poolings(),
                VectorNormalization.NONE,
                preprocessing.toString(),
                "default",
                engine.name(),
                model.kernels().name(),
                new DeltaSettings(ThresholdOptions.EXACT, Coding.GRADED, 0, false),
                VideoOptions.DEFAULT,
                Optional.empty(),
                Optional.empty());
        return new TinyNetwork(engine, reader, preprocessing, settings);
    }

    public Extraction extraction() {
        return new Extraction(new Preprocessor(preprocessing), engine, reader);
    }
}

package dev.frogeye.samples;

import dev.frogeye.delta.DeltaModel;
import dev.frogeye.delta.DeltaNetwork;
import dev.frogeye.export.FeatureSinks;
import dev.frogeye.export.table.VectorNormalization;
import dev.frogeye.extraction.Extraction;
import dev.frogeye.extraction.FeatureReader;
import dev.frogeye.extraction.Summary;
import dev.frogeye.extraction.ThresholdOptions;
import dev.frogeye.ingest.Preprocessing;
import dev.frogeye.ingest.Preprocessor;
import dev.frogeye.ingest.VideoFile;
import dev.frogeye.model.Graph;
import dev.frogeye.model.builtin.Builtin;
import dev.frogeye.model.onnx.OnnxImporter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes the features of a video to standard output, a JSON object a frame. */
public final class FeaturesAsJsonLines {
    private FeaturesAsJsonLines() {}

    /** Takes the video as its argument. */
    public static void main(String[] args) throws IOException {
        write(Path.of(args[0]), System.out);
    }

    static Summary write(Path video, OutputStream out) throws IOException {
        Graph graph = OnnxImporter.read(Builtin.model("gabor"));
        DeltaModel model = DeltaModel.of(graph);
        Preprocessing preprocessing = Preprocessing.IMAGENET.forInputSize(
                graph.input().shape().width(), graph.input().shape().height());

        try (VideoFile source = VideoFile.open(video);
                DeltaNetwork network =
                        model.network(graph.outputs(), ThresholdOptions.DEFAULT.of(model, preprocessing))) {
            FeatureReader features =
                    new FeatureReader(network, List.of("features"), Optional.empty(), VectorNormalization.L2);
            return new Extraction(new Preprocessor(preprocessing), network, features)
                    .run(
                            source,
                            video.getFileName().toString(),
                            Map.of(),
                            table -> FeatureSinks.jsonl(out, table),
                            row -> {});
        }
    }
}

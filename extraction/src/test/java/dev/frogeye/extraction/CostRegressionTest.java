package dev.frogeye.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frogeye.delta.DeltaModel;
import dev.frogeye.delta.DeltaNetwork;
import dev.frogeye.engine.FrameCost;
import dev.frogeye.ingest.Preprocessing;
import dev.frogeye.ingest.Preprocessor;
import dev.frogeye.ingest.RgbFrame;
import dev.frogeye.ingest.VideoFile;
import dev.frogeye.model.Graph;
import dev.frogeye.model.builtin.Builtin;
import dev.frogeye.model.onnx.OnnxImporter;
import dev.frogeye.model.onnx.OnnxModel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Spikes and multiply-adds on real clips, exactly as checked in: from the same decoded pixels costs are the same with
 * every kernel on every CPU, so that a change in them is a change of the algorithm. After an intended one replace the
 * line of {@code costs.csv} by the one that the failure shows.
 */
class CostRegressionTest {
    private static final Path TEST_DATA = Path.of(System.getProperty("frogeye.testdata", "../../shared"));

    record Expected(String model, String clip, int frames, String costs) {
        static Expected parse(String line) {
            String[] fields = line.split(",", 4);
            return new Expected(fields[0], fields[1], Integer.parseInt(fields[2]), fields[3]);
        }
    }

    static List<Expected> costs() throws IOException {
        Path file = Path.of(System.getProperty("frogeye.root", ".."), "extraction/src/test/resources/costs.csv");
        return Files.readAllLines(file).stream().skip(1).map(Expected::parse).toList();
    }

    @ParameterizedTest
    @MethodSource("costs")
    void costsAreAsCheckedIn(Expected expected) throws IOException {
        Path clip = TEST_DATA.resolve("videos").resolve(expected.clip);
        Assumptions.assumeTrue(Files.exists(clip), "no test data in " + TEST_DATA);
        Graph graph = OnnxImporter.read(model(expected.model));
        Preprocessing preprocessing = Preprocessing.parse(preprocessing(expected.model))
                .forInputSize(
                        graph.input().shape().width(), graph.input().shape().height());
        DeltaModel spiking = DeltaModel.of(graph);
        Preprocessor preprocessor = new Preprocessor(preprocessing);
        RgbFrame frame = new RgbFrame();
        float[] pixels = new float[graph.input().shape().size()];
        FrameCost cost = new FrameCost();
        int keys = 0;
        long spikes = 0;
        long macs = 0;
        try (DeltaNetwork network =
                        spiking.network(graph.outputs(), ThresholdOptions.DEFAULT.of(spiking, preprocessing));
                VideoFile video = VideoFile.open(clip)) {
            for (int i = 0; i < expected.frames && video.read(frame); i++) {
                preprocessor.apply(frame, pixels);
                network.step(pixels, cost);
                keys += cost.key() ? 1 : 0;
                spikes += cost.spikes();
                macs += cost.macs();
            }
        }
        assertThat(keys + "," + spikes + "," + macs + "," + graph.macs()).isEqualTo(expected.costs);
    }

    private static OnnxModel model(String name) throws IOException {
        if (name.startsWith("builtin:")) {
            return Builtin.model(name.substring("builtin:".length()));
        }
        try (InputStream file = Files.newInputStream(TEST_DATA.resolve("models").resolve(name));
                InputStream in = name.endsWith(".gz") ? new GZIPInputStream(file) : file) {
            return new OnnxModel(name, in.readAllBytes());
        }
    }

    private static String preprocessing(String model) {
        return switch (model) {
            case "movenet-lightning.onnx.gz", "nanodet.onnx.gz" -> "fit=stretch,scale=1,mean=0,std=1";
            case "selfie-segmentation.onnx" -> "fit=stretch,scale=1/255,mean=0,std=1";
            case "inception_v3.onnx.gz", "mobilenet_v2.onnx.gz", "posenet.onnx.gz" ->
                "fit=stretch,scale=1/127.5,mean=1,std=1";
            default -> "imagenet";
        };
    }
}

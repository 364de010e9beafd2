package dev.frogeye.dense;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frogeye.engine.FrameCost;
import dev.frogeye.ingest.Preprocessing;
import dev.frogeye.model.Graph;
import dev.frogeye.model.Tensor;
import dev.frogeye.model.onnx.OnnxImporter;
import dev.frogeye.model.onnx.OnnxModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Quantised networks people use, calibrated on one clip, beside their float32 selves on another. */
class Int8RealVideoTest {
    private static final int FRAMES = 96;
    /** Neighbours are alike. */
    private static final int EVERY = 12;

    @ParameterizedTest
    @CsvSource({"inception_v3.onnx.gz, 94, 0.996, 0.75", "mobilenet_v2.onnx.gz, 52, 0.965, 0.35"})
    void allConvolutionsAreFusedAndTheFeaturesStayClose(
            String file, int convolutions, double leastCosine, double leastR2) throws IOException {
        OnnxModel model = RealModels.read(file);
        Graph graph = OnnxImporter.read(model);
        List<Tensor> requested = List.of(graph.outputs().get(0));
        Int8Model int8 = Int8Model.of(model, graph, requested, frames(graph, "bikes.mp4"));

        assertThat(int8.floats()).isEmpty();
        assertThat(int8.fused().counts()).containsEntry("QLinearConv", convolutions);
        assertThat(int8.fused().floats()).isZero();
        List<float[]> expected = new ArrayList<>();
        List<float[]> actual = new ArrayList<>();
        FrameCost cost = new FrameCost();
        try (OnnxRuntimeEngine exact = OnnxRuntimeEngine.open(model, graph, requested, 1);
                OnnxRuntimeEngine quantized = int8.open(1)) {
            for (float[] frame : frames(graph, "asl_book.mkv")) {
                expected.add(features(exact, frame, cost));
                actual.add(features(quantized, frame, cost));
            }
        }
        for (int i = 0; i < expected.size(); i++) {
            assertThat(Distance.cosine(actual.get(i), expected.get(i))).isBetween(leastCosine, 0.99999);
        }
        assertThat(centredR2(actual, expected)).isBetween(leastR2, 0.9999);
    }

    private static float[] features(OnnxRuntimeEngine engine, float[] frame, FrameCost cost) {
        float[] features = new float[engine.requested().get(0).shape().size()];
        engine.step(frame, cost);
        engine.read(0, features);
        return features;
    }

    /** Share of what happens in the clip that the features keep. */
    private static double centredR2(List<float[]> actual, List<float[]> expected) {
        double lost = 0;
        double variation = 0;
        for (int i = 0; i < expected.get(0).length; i++) {
            int feature = i;
            double mean = expected.stream()
                    .mapToDouble(frame -> frame[feature])
                    .average()
                    .orElseThrow();
            for (int t = 0; t < expected.size(); t++) {
                double wanted = expected.get(t)[i];
                lost += Math.pow(actual.get(t)[i] - wanted, 2);
                variation += Math.pow(wanted - mean, 2);
            }
        }
        return 1 - lost / variation;
    }

    private static List<float[]> frames(Graph graph, String clip) throws IOException {
        Preprocessing preprocessing = Preprocessing.parse("scale=1/127.5,mean=1")
                .forInputSize(
                        graph.input().shape().width(), graph.input().shape().height());
        Path videos = Path.of(System.getProperty("frogeye.testdata", "../../shared"), "videos");
        List<float[]> frames = new ArrayList<>();
        try (RealClip video = new RealClip(videos.resolve(clip), preprocessing, FRAMES)) {
            int read = 0;
            for (float[] pixels = video.next(); pixels != null; pixels = video.next()) {
                if (read++ % EVERY == 0) {
                    frames.add(pixels.clone());
                }
            }
        }
        return frames;
    }
}

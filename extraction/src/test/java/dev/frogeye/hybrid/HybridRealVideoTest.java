package dev.frogeye.hybrid;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frogeye.delta.Coding;
import dev.frogeye.delta.DeltaModel;
import dev.frogeye.delta.DeltaOptions;
import dev.frogeye.delta.Thresholds;
import dev.frogeye.dense.OnnxRuntimeEngine;
import dev.frogeye.dense.RealClip;
import dev.frogeye.dense.RealModels;
import dev.frogeye.engine.FrameCost;
import dev.frogeye.ingest.NaturalNoise;
import dev.frogeye.ingest.Preprocessing;
import dev.frogeye.ingest.Preprocessor;
import dev.frogeye.ingest.RgbFrame;
import dev.frogeye.model.Graph;
import dev.frogeye.model.onnx.OnnxImporter;
import dev.frogeye.model.onnx.OnnxModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who computes the frames of real clips on pretrained networks. */
class HybridRealVideoTest {
    private static final Path VIDEOS = Path.of(System.getProperty("frogeye.testdata", "../../shared"), "videos");

    @BeforeAll
    static void needsTestData() {
        Assumptions.assumeTrue(Files.isDirectory(VIDEOS), "no clips in " + VIDEOS);
    }

    /** Neither is anything handed over, nor is memory taken for it. */
    @ParameterizedTest
    @CsvSource({"asl_book.mkv, 109", "bottle-detection.mp4, 120", "car-detection.mp4, 60"})
    void whereInceptionV3IsFasterByItsChangesNothingIsHandedOver(String clip, int frames) throws IOException {
        OnnxModel model = RealModels.read("inception_v3.onnx.gz");
        Graph graph = OnnxImporter.read(model);
        DeltaModel spiking = DeltaModel.of(graph);
        FrameCost cost = new FrameCost();
        Preprocessing preprocessing = preprocessing(graph);
        try (HybridEngine hybrid = new HybridEngine(
                        spiking, graph.outputs(), options(spiking, preprocessing, Thresholds.DEFAULT_RELATIVE), () -> {
                            throw new AssertionError("ONNX Runtime is not needed for " + clip);
                        });
                RealClip video = new RealClip(VIDEOS.resolve(clip), preprocessing, frames)) {
            int count = 0;
            for (float[] pixels = video.next(); pixels != null; pixels = video.next()) {
                hybrid.step(pixels, cost);
                count++;
            }
            assertThat(count).isEqualTo(frames);
        }
    }

    /** And then the features are the runtime's to the bit. */
    @ParameterizedTest
    @CsvSource({
        "inception_v3.onnx.gz, bikes.mp4, 0",
        "mobilenet_v2.onnx.gz, bikes.mp4, 0",
        "mobilenet_v2.onnx.gz, asl_book.mkv, 0.06",
        "version-RFB-320.onnx, car-detection.mp4, 0.06"
    })
    void whereMuchMovesOrLittleCanBeSavedEveryFrameIsHandedOver(String modelFile, String clip, double alpha)
            throws IOException {
        OnnxModel model = RealModels.read(modelFile);
        Graph graph = OnnxImporter.read(model);
        DeltaModel spiking = DeltaModel.of(graph);
        FrameCost cost = new FrameCost();
        Preprocessing preprocessing = preprocessing(graph);
        float[] actual = new float[graph.outputs().get(0).shape().size()];
        float[] expected = new float[actual.length];
        try (OnnxRuntimeEngine dense = OnnxRuntimeEngine.open(model, graph, graph.outputs(), 1);
                HybridEngine hybrid = new HybridEngine(
                        spiking,
                        graph.outputs(),
                        options(spiking, preprocessing, alpha),
                        () -> OnnxRuntimeEngine.open(model, graph, graph.outputs(), 1));
                RealClip video = new RealClip(VIDEOS.resolve(clip), preprocessing, 24)) {
            for (float[] pixels = video.next(); pixels != null; pixels = video.next()) {
                hybrid.step(pixels, cost);
                assertThat(hybrid.handedOver()).isTrue();
                assertThat(cost.macs()).isEqualTo(graph.macs());
                dense.step(pixels, cost);
                hybrid.read(0, actual);
                dense.read(0, expected);
                assertThat(actual).containsExactly(expected);
            }
        }
    }

    private static DeltaOptions options(DeltaModel model, Preprocessing preprocessing, double alpha) {
        RgbFrame probe = new RgbFrame();
        NaturalNoise.paint(probe, preprocessing.width(), preprocessing.height(), 1);
        float[] pixels = new float[preprocessing.width() * preprocessing.height() * 3];
        new Preprocessor(preprocessing).apply(probe, pixels);
        Thresholds thresholds = alpha == 0
                ? Thresholds.exact(3)
                : Thresholds.relative(
                        alpha, model.measureScales(pixels), preprocessing.ofLevels(Thresholds.DEFAULT_PIXEL_LEVELS));
        return new DeltaOptions(thresholds, Coding.GRADED, DeltaOptions.DEFAULT_REFRESH_FRAMES);
    }

    private static Preprocessing preprocessing(Graph graph) {
        int width = graph.input().shape().width();
        int height = graph.input().shape().height();
        return Preprocessing.parse(
                "size=" + width + "x" + height + ",fit=stretch,scale=0.00784313725490196,mean=1,std=1");
    }
}

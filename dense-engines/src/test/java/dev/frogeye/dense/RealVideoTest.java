package dev.frogeye.dense;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frogeye.delta.DeltaModel;
import dev.frogeye.delta.Thresholds;
import dev.frogeye.engine.FeatureEngine;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The spiking network on pretrained networks and real clips, held against the frame-by-frame engines. */
class RealVideoTest {
    private static final Path TEST_DATA = Path.of(System.getProperty("frogeye.testdata", "../../shared"));
    private static final int FRAMES = 32;

    /** Without a factor in common with the distance of refreshes, so that frames of every age are compared. */
    private static final int COMPARED = 11;

    @BeforeAll
    static void needsTestData() {
        Assumptions.assumeTrue(Files.isDirectory(TEST_DATA.resolve("videos")), "no test data in " + TEST_DATA);
    }

    @ParameterizedTest
    @CsvSource({
        "inception_v3.onnx.gz, car-detection.mp4",
        "inception_v3.onnx.gz, bikes.mp4",
        "mobilenet_v2.onnx.gz, asl_book.mkv",
        "mobilenet_v2.onnx.gz, bigbuckbunny.mp4",
        "version-RFB-320.onnx, bottle-detection.mp4",
        "version-RFB-320.onnx, bikes.mp4"
    })
    void thresholdZeroEqualsOnnxRuntimeOnEveryFrame(String modelFile, String clip) throws Exception {
        OnnxModel model = RealModels.read(modelFile);
        Graph graph = OnnxImporter.read(model);
        try (FeatureEngine delta = DeltaModel.of(graph).network(graph.outputs(), Thresholds.exact(3));
                FeatureEngine dense = OnnxRuntimeEngine.open(model, graph, graph.outputs(), 1)) {
            assertThat(assertEqualFeatures(delta, dense, preprocessing(graph), clip, FRAMES))
                    .isEqualTo(FRAMES);
        }
    }

    @Test
    void thresholdZeroEqualsNd4jOnInceptionV3() throws Exception {
        Graph graph = OnnxImporter.read(RealModels.read("inception_v3.onnx.gz"));
        try (FeatureEngine delta = DeltaModel.of(graph).network(graph.outputs(), Thresholds.exact(3));
                FeatureEngine dense = Nd4jEngine.open(graph, graph.outputs(), 1)) {
            assertThat(assertEqualFeatures(delta, dense, preprocessing(graph), "asl_book.mkv", FRAMES))
                    .isEqualTo(FRAMES);
        }
    }

    /**
     * At the default thresholds the features of whole clips stay close to the dense ones, which are computed for every
     * {@value #COMPARED}th frame only, and a still scene costs little.
     */
    @ParameterizedTest
    @CsvSource({
        "asl_book.mkv, 5",
        "bottle-detection.mp4, 8",
        "car-detection.mp4, 5",
        "bikes.mp4, 2",
        "bigbuckbunny.mp4, 2",
        "rotated_90.mov, 1"
    })
    void defaultThresholdsKeepTheFeaturesAndSaveMultiplyAdds(String clip, double leastSaving) throws Exception {
        OnnxModel model = RealModels.read("inception_v3.onnx.gz");
        Graph graph = OnnxImporter.read(model);
        Preprocessing preprocessing = preprocessing(graph);
        DeltaModel spiking = DeltaModel.of(graph);
        Thresholds thresholds = defaultThresholds(spiking, preprocessing);
        try (FeatureEngine delta = spiking.network(graph.outputs(), thresholds);
                FeatureEngine dense = OnnxRuntimeEngine.open(model, graph, graph.outputs(), 1);
                RealClip frames =
                        new RealClip(TEST_DATA.resolve("videos").resolve(clip), preprocessing, Integer.MAX_VALUE)) {
            FrameCost cost = new FrameCost();
            float[] actual = new float[graph.outputs().get(0).shape().size()];
            float[] expected = new float[actual.length];
            double cosine = 0;
            long macs = 0;
            int count = 0;
            int compared = 0;
            for (float[] pixels = frames.next(); pixels != null; pixels = frames.next()) {
                delta.step(pixels, cost);
                macs += cost.macs();
                if (count % COMPARED == 0) {
                    delta.read(0, actual);
                    dense.step(pixels, cost);
                    dense.read(0, expected);
                    cosine += Distance.cosine(actual, expected);
                    compared++;
                }
                count++;
            }
            assertThat(cosine / compared).isGreaterThanOrEqualTo(0.99);
            assertThat((double) count * graph.macs() / macs).isGreaterThan(leastSaving);
        }
    }

    private static int assertEqualFeatures(
            FeatureEngine delta, FeatureEngine dense, Preprocessing preprocessing, String clip, int limit)
            throws IOException {
        FrameCost cost = new FrameCost();
        int count = 0;
        try (RealClip frames = new RealClip(TEST_DATA.resolve("videos").resolve(clip), preprocessing, limit)) {
            for (float[] pixels = frames.next(); pixels != null; pixels = frames.next()) {
                delta.step(pixels, cost);
                dense.step(pixels, cost);
                for (int index = 0; index < delta.requested().size(); index++) {
                    float[] actual =
                            new float[delta.requested().get(index).shape().size()];
                    float[] expected = new float[actual.length];
                    delta.read(index, actual);
                    dense.read(index, expected);
                    assertThat(Distance.relativeL2(actual, expected))
                            .as("%s of frame %d", delta.requested().get(index).name(), count)
                            .isLessThan(1e-4);
                }
                count++;
            }
        }
        return count;
    }

    /** What the command line uses where nothing is said. */
    private static Thresholds defaultThresholds(DeltaModel model, Preprocessing preprocessing) {
        RgbFrame probe = new RgbFrame();
        NaturalNoise.paint(probe, preprocessing.width(), preprocessing.height(), 1);
        float[] pixels = new float[preprocessing.width() * preprocessing.height() * 3];
        new Preprocessor(preprocessing).apply(probe, pixels);
        float[] pixelThreshold = preprocessing.ofLevels(Thresholds.DEFAULT_PIXEL_LEVELS);
        return Thresholds.relative(Thresholds.DEFAULT_RELATIVE, model.measureScales(pixels), pixelThreshold);
    }

    private static Preprocessing preprocessing(Graph graph) {
        int width = graph.input().shape().width();
        int height = graph.input().shape().height();
        return Preprocessing.parse(
                "size=" + width + "x" + height + ",fit=stretch,scale=0.00784313725490196,mean=1,std=1");
    }
}

package dev.frogeye.dense;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frogeye.delta.DeltaModel;
import dev.frogeye.delta.Thresholds;
import dev.frogeye.engine.FeatureEngine;
import dev.frogeye.engine.FrameCost;
import dev.frogeye.ingest.Preprocessing;
import dev.frogeye.model.Graph;
import dev.frogeye.model.LayerSelector;
import dev.frogeye.model.Tensor;
import dev.frogeye.model.onnx.OnnxImporter;
import dev.frogeye.model.onnx.OnnxModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Networks that run behind cameras, on clips of what they look for. */
class CameraNetworksTest {
    private static final Path VIDEOS = Path.of(System.getProperty("frogeye.testdata", "../../shared"), "videos");
    private static final int FRAMES = 4;

    /** Relative L2 distance: a third of what the classifiers are held to; the largest seen is 5e-6. */
    private static final double BOUND = 3e-5;

    enum Network {
        MOVENET(
                "movenet-lightning.onnx.gz",
                "StatefulPartitionedCall/Sigmoid",
                "fit=stretch,scale=1,mean=0,std=1",
                "asl_book.mkv"),
        POSENET(
                "posenet.onnx.gz",
                "MobilenetV1/heatmap_2/BiasAdd",
                "fit=stretch,scale=1/127.5,mean=1,std=1",
                "asl_book.mkv"),
        NANODET(
                "nanodet.onnx.gz",
                "PartitionedCall/transpose_99",
                "fit=stretch,scale=1,mean=0,std=1",
                "car-detection.mp4"),
        SELFIE_SEGMENTATION(
                "selfie-segmentation.onnx", "activation_10", "fit=stretch,scale=1/255,mean=0,std=1", "asl_book.mkv");

        private final String file;
        private final String tensor;
        private final String preprocessing;
        private final String clip;

        Network(String file, String tensor, String preprocessing, String clip) {
            this.file = file;
            this.tensor = tensor;
            this.preprocessing = preprocessing;
            this.clip = clip;
        }
    }

    @BeforeAll
    static void needsTestData() {
        Assumptions.assumeTrue(Files.isDirectory(VIDEOS), "no clips in " + VIDEOS);
    }

    @ParameterizedTest
    @EnumSource
    void thresholdZeroEqualsOnnxRuntimeAndARepeatedFrameCostsNothing(Network network) throws IOException {
        OnnxModel model = RealModels.read(network.file);
        Graph whole = OnnxImporter.read(model);
        List<Tensor> requested = LayerSelector.select(whole, List.of(network.tensor));
        Graph graph = whole.upTo(requested);
        Preprocessing preprocessing = Preprocessing.parse(network.preprocessing)
                .forInputSize(
                        graph.input().shape().width(), graph.input().shape().height());
        float[] actual = new float[requested.get(0).shape().size()];
        float[] expected = new float[actual.length];
        float[] last = null;
        FrameCost cost = new FrameCost();
        try (FeatureEngine delta = DeltaModel.of(graph).network(requested, Thresholds.exact(3));
                FeatureEngine dense = OnnxRuntimeEngine.open(model, graph, requested, 1);
                RealClip clip = new RealClip(VIDEOS.resolve(network.clip), preprocessing, FRAMES)) {
            for (int frame = 0; frame < FRAMES; frame++) {
                last = clip.next();
                dense.step(last, cost);
                dense.read(0, expected);
                delta.step(last, cost);
                delta.read(0, actual);

                assertThat(cost.key()).isEqualTo(frame == 0);
                assertThat(cost.changeRatio()).isPositive();
                assertThat(Distance.relativeL2(actual, expected))
                        .as("frame %d", frame)
                        .isLessThan(BOUND);
            }

            delta.step(last, cost);
            delta.read(0, expected);

            assertThat(cost.spikes()).isZero();
            assertThat(cost.macs()).isZero();
            assertThat(expected).containsExactly(actual);
        }
    }
}

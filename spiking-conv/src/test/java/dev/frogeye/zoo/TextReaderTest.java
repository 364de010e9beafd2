package dev.frogeye.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frogeye.delta.DeltaModel;
import dev.frogeye.delta.DeltaNetwork;
import dev.frogeye.delta.Thresholds;
import dev.frogeye.engine.FrameCost;
import dev.frogeye.model.Graph;
import dev.frogeye.model.onnx.OnnxImporter;
import dev.frogeye.model.onnx.OnnxModel;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The trained networks of PP-OCR, which leave the size of their picture open: where text is, and which way up. */
class TextReaderTest {
    private static final int WIDTH = 192;
    private static final float[] HALF = {0.5f, 0.5f, 0.5f};
    private static final float[] IMAGENET_MEAN = {0.485f, 0.456f, 0.406f};
    private static final float[] IMAGENET_DEVIATION = {0.229f, 0.224f, 0.225f};

    enum Reader {
        CLASSIFIER("ch_ppocr_mobile_v2.0_cls_infer.onnx", 48, HALF, HALF),
        DETECTOR_V3("ch_PP-OCRv3_det_infer.onnx", 96, IMAGENET_MEAN, IMAGENET_DEVIATION),
        DETECTOR_V4("ch_PP-OCRv4_det_infer.onnx", 96, IMAGENET_MEAN, IMAGENET_DEVIATION);

        private final String file;
        private final int height;
        private final float[] mean;
        private final float[] deviation;

        Reader(String file, int height, float[] mean, float[] deviation) {
            this.file = file;
            this.height = height;
            this.mean = mean;
            this.deviation = deviation;
        }

        OnnxModel model() throws IOException {
            try (InputStream bytes = Reader.class.getResourceAsStream("/models/" + file)) {
                return new OnnxModel(file, bytes.readAllBytes());
            }
        }

        Graph graph() throws IOException {
            return OnnxImporter.read(model(), List.of(1, 3, height, WIDTH));
        }

        Supplier<float[]> video(boolean turned) {
            TextVideo video = new TextVideo(WIDTH, height, "FROGEYE", 24, turned);
            return () -> video.next(mean, deviation);
        }

        Conduct conduct() throws IOException {
            return Conduct.of(model(), graph(), video(false), 1 / 255f / deviation[0]);
        }

        /** Its first output after one frame. */
        float[] look(boolean turned) throws IOException {
            Graph graph = graph();
            DeltaNetwork network = DeltaModel.of(graph).network(graph.outputs(), Thresholds.exact(3));
            network.step(video(turned).get(), new FrameCost());
            float[] values = new float[graph.outputs().get(0).shape().size()];
            network.read(0, values);
            return values;
        }
    }

    @ParameterizedTest
    @EnumSource
    void thresholdZeroEqualsOnnxRuntimeOnChangingFrames(Reader reader) throws Exception {
        reader.conduct().requireOnnxRuntimesOutputs();
    }

    @ParameterizedTest
    @EnumSource
    void aStillFrameCostsNothing(Reader reader) throws Exception {
        reader.conduct().requireNothingDoneOnAStillFrame();
    }

    @ParameterizedTest
    @EnumSource
    void aMovingPenCostsLessThanTheDenseNetwork(Reader reader) throws Exception {
        reader.conduct().requireLessThanDenseWhereSomethingMoves();
    }

    @Test
    void theClassifierTellsWhichWayUpTextIs() throws Exception {
        assertThat(Reader.CLASSIFIER.look(false)[0]).isGreaterThan(0.9f);
        assertThat(Reader.CLASSIFIER.look(true)[1]).isGreaterThan(0.9f);
    }

    @ParameterizedTest
    @EnumSource(names = {"DETECTOR_V3", "DETECTOR_V4"})
    void theDetectorsFindTheWordAndNothingElse(Reader reader) throws Exception {
        int[] box = new TextVideo(WIDTH, reader.height, "FROGEYE", 24, false).box();
        float[] text = reader.look(false);
        assertThat(text[reader.height / 2 * WIDTH + WIDTH / 2]).isGreaterThan(0.7f);
        float elsewhere = 0;
        for (int i = 0; i < text.length; i++) {
            int x = i % WIDTH;
            int y = i / WIDTH;
            if (x < box[0] - 8 || x > box[2] + 8 || y < box[1] - 8 || y > box[3] + 8) {
                elsewhere = Math.max(elsewhere, text[i]);
            }
        }
        assertThat(elsewhere).isLessThan(0.3f);
    }
}

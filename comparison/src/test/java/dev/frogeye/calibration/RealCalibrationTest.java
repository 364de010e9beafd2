package dev.frogeye.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frogeye.comparison.Distance;
import dev.frogeye.delta.Coding;
import dev.frogeye.delta.DeltaModel;
import dev.frogeye.delta.DeltaOptions;
import dev.frogeye.delta.Thresholds;
import dev.frogeye.dense.OnnxRuntimeEngine;
import dev.frogeye.engine.FeatureEngine;
import dev.frogeye.export.table.Pooling;
import dev.frogeye.extraction.Profile;
import dev.frogeye.extraction.ThresholdOptions;
import dev.frogeye.ingest.Preprocessing;
import dev.frogeye.ingest.Preprocessor;
import dev.frogeye.ingest.RgbFrame;
import dev.frogeye.ingest.VideoFile;
import dev.frogeye.model.Graph;
import dev.frogeye.model.LayerSelector;
import dev.frogeye.model.Tensor;
import dev.frogeye.model.onnx.OnnxImporter;
import dev.frogeye.model.onnx.OnnxModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The backbone of a face detector calibrated on one clip and held to others. */
class RealCalibrationTest {
    private static final Path TEST_DATA = Path.of(System.getProperty("frogeye.testdata", "../../shared"));
    private static final String BACKBONE = "400";
    private static final double MAX_ERROR = 0.05;
    private static final int CALIBRATED = 24;
    private static final int HELD_OUT = 60;

    @TempDir
    Path folder;

    private OnnxModel onnx;
    private Graph graph;
    private List<Tensor> requested;
    private List<Pooling> poolings;
    private DeltaModel model;
    private Preprocessing preprocessing;

    @BeforeAll
    static void needsTestData() {
        Assumptions.assumeTrue(Files.isDirectory(TEST_DATA.resolve("videos")), "no test data in " + TEST_DATA);
    }

    @Test
    void aProfileKeepsItsErrorOnOtherClipsWithLessWorkThanTheBestSingleThreshold() throws Exception {
        open();
        CalibrationTask task = task(clip("asl_book.mkv", CALIBRATED));

        Profile profile = Calibrator.run(task, folder.resolve("journal"), 2, progress -> {})
                .profile(onnx.name(), preprocessing, CALIBRATED);

        profile.requireFits(graph, onnx.sha256(), preprocessing);
        assertThat(profile.operatingPoint().relativeL2()).isLessThanOrEqualTo(MAX_ERROR);
        assertThat(profile.operatingPoint().macsPerFrame())
                .isLessThan(0.95 * profile.global().macsPerFrame());
        Thresholds single =
                new ThresholdOptions(profile.global().alpha(), profile.global().pixelLevels()).of(model, preprocessing);
        for (String name : List.of("car-detection.mp4", "bottle-detection.mp4")) {
            CalibrationClip clip = clip(name, HELD_OUT);
            Runner runner = new Runner(task(clip));
            Evaluation calibrated = runner.run(profile.of(model, preprocessing));
            assertThat(calibrated.relativeL2()).as(name).isLessThan(Math.max(2 * MAX_ERROR, jitter(clip)));
            assertThat(calibrated.macs()).as(name).isLessThan(runner.run(single).macs());
        }
    }

    private void open() throws IOException {
        onnx = OnnxModel.read(TEST_DATA.resolve("models").resolve("version-RFB-320.onnx"));
        Graph whole = OnnxImporter.read(onnx);
        requested = LayerSelector.select(whole, List.of(BACKBONE));
        poolings = List.of(Pooling.of(requested.get(0), Optional.empty()));
        graph = whole.upTo(requested);
        model = DeltaModel.of(graph);
        preprocessing = Preprocessing.parse("fit=stretch,scale=1,mean=127,std=128")
                .forInputSize(
                        graph.input().shape().width(), graph.input().shape().height());
    }

    private CalibrationTask task(CalibrationClip clip) {
        return new CalibrationTask(
                model,
                onnx.sha256(),
                requested,
                poolings,
                new ThresholdOptions(1, 1).of(model, preprocessing),
                Coding.GRADED,
                DeltaOptions.DEFAULT_REFRESH_FRAMES,
                List.of(clip),
                MAX_ERROR,
                1);
    }

    private CalibrationClip clip(String name, int limit) throws IOException {
        List<float[]> frames = new ArrayList<>();
        Preprocessor preprocessor = new Preprocessor(preprocessing);
        RgbFrame frame = new RgbFrame();
        try (VideoFile video = VideoFile.open(TEST_DATA.resolve("videos").resolve(name))) {
            while (frames.size() < limit && video.read(frame)) {
                float[] pixels = new float[preprocessing.width() * preprocessing.height() * 3];
                preprocessor.apply(frame, pixels);
                frames.add(pixels);
            }
        }
        try (FeatureEngine exact = OnnxRuntimeEngine.open(onnx, graph, requested, 1)) {
            return CalibrationClip.of(name, name, frames, exact, poolings);
        }
    }

    /** How much the exact features of neighbouring frames differ. */
    private static double jitter(CalibrationClip clip) {
        double sum = 0;
        for (int i = 1; i < clip.features().size(); i++) {
            sum += Distance.between(
                            clip.features().get(i).get(0),
                            clip.features().get(i - 1).get(0))
                    .relativeL2();
        }
        return sum / (clip.features().size() - 1);
    }
}

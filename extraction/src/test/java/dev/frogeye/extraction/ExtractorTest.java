package dev.frogeye.extraction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.data.Offset.offset;

import dev.frogeye.export.FeatureSource;
import dev.frogeye.export.table.FeatureRow;
import dev.frogeye.export.table.FeatureSink;
import dev.frogeye.export.table.VectorNormalization;
import dev.frogeye.ingest.RgbFrame;
import dev.frogeye.ingest.SampleClip;
import dev.frogeye.ingest.VideoException;
import dev.frogeye.ingest.VideoFile;
import dev.frogeye.model.UnsupportedModelException;
import dev.frogeye.model.builtin.Builtin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExtractorTest {
    private static final int FRAMES = 8;

    @TempDir
    static Path folder;

    private static Path clip;
    private static Path model;

    @BeforeAll
    static void write() throws IOException {
        clip = folder.resolve("clip.mp4");
        SampleClip.write(clip, new SampleClip.Options(160, 120, 25, FRAMES, 3));
        model = folder.resolve("gabor.onnx");
        Files.write(model, Builtin.model("gabor").bytes());
    }

    @Test
    void aVideoBecomesATableOfTheFormatThatItsNameEndsIn() throws IOException {
        Path table = folder.resolve("clip.parquet");
        try (Extractor extractor = Extractor.open(model)) {
            Attempt attempt = extractor.extract(clip, table);
            assertThat(attempt.status()).isEqualTo(Status.OK);
            assertThat(attempt.summary().frames()).isEqualTo(FRAMES);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> extractor.extract(clip, folder.resolve("clip.txt")))
                    .withMessageContaining(".parquet");
        }
        assertThat(vectors(table)).hasSize(FRAMES);
    }

    @Test
    void framesSteppedByHandHaveTheFeaturesOfTheTable() throws IOException {
        ExtractorOptions options = ExtractorOptions.DEFAULT.withNormalization(VectorNormalization.L2);
        Path table = folder.resolve("stepped.parquet");
        List<float[]> stepped = new ArrayList<>();
        try (Extractor extractor = Extractor.open(model, options);
                VideoFile video = VideoFile.open(clip);
                FrameStepper stepper = extractor.stepper()) {
            RgbFrame frame = new RgbFrame();
            while (video.read(frame)) {
                stepped.add(stepper.step(frame).feature(0).clone());
            }
            extractor.extract(clip, table);
        }
        assertThat(vectors(table)).hasSameSizeAs(stepped);
        assertThat(vectors(table)).usingRecursiveComparison().isEqualTo(stepped);
    }

    @Test
    void anEngineServesOneVideoAfterTheOtherAsIfItWereNew() throws IOException {
        List<List<float[]>> runs = new ArrayList<>();
        try (Extractor extractor = Extractor.open(model)) {
            for (int run = 0; run < 2; run++) {
                Collected rows = new Collected();
                extractor.extract(clip, table -> rows);
                assertThat(rows.isCommitted).isTrue();
                runs.add(rows.vectors);
            }
        }
        assertThat(runs.get(1)).hasSize(FRAMES).usingRecursiveComparison().isEqualTo(runs.get(0));
    }

    @Test
    void everyEngineGivesTheFeaturesOfTheOthers() throws IOException {
        ExtractorOptions exact =
                ExtractorOptions.DEFAULT.withDelta(DeltaSettings.DEFAULT.withThresholds(ThresholdOptions.EXACT));
        List<float[]> expected = vectors(exact);
        for (EngineKind engine : List.of(EngineKind.ONNXRUNTIME, EngineKind.ND4J)) {
            List<float[]> features = vectors(ExtractorOptions.DEFAULT.withEngine(engine));
            for (int i = 0; i < FRAMES; i++) {
                assertThat(features.get(i)).containsExactly(expected.get(i), offset(1e-4f));
            }
        }
    }

    @Test
    void whatCannotBeReadSaysSoAndLeavesNoTable() {
        assertThatExceptionOfType(UnsupportedModelException.class)
                .isThrownBy(() -> Extractor.open(folder.resolve("none.onnx")))
                .withMessageContaining("none.onnx does not exist");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Extractor.open(model, ExtractorOptions.DEFAULT.withLayers("nonsense")))
                .withMessageContaining("nonsense");
        try (Extractor extractor = Extractor.open(model)) {
            Path table = folder.resolve("nothing.parquet");
            assertThatExceptionOfType(VideoException.class)
                    .isThrownBy(() -> extractor.extract(folder.resolve("none.mp4"), table))
                    .withMessageContaining("none.mp4");
            assertThat(table).doesNotExist();
        }
    }

    @Test
    void whatIsClosedGivesNothing() {
        Extractor extractor = Extractor.open(model);
        FrameStepper stepper = extractor.stepper();
        stepper.close();
        assertThatIllegalStateException().isThrownBy(() -> stepper.step(new RgbFrame()));
        extractor.close();
        assertThatIllegalStateException().isThrownBy(extractor::stepper);
    }

    private static List<float[]> vectors(ExtractorOptions options) throws IOException {
        try (Extractor extractor = Extractor.open(model, options)) {
            Collected rows = new Collected();
            extractor.extract(clip, table -> rows);
            return rows.vectors;
        }
    }

    private static List<float[]> vectors(Path table) throws IOException {
        List<float[]> vectors = new ArrayList<>();
        try (FeatureSource rows = FeatureSource.open(table)) {
            for (FeatureRow row = rows.next(); row != null; row = rows.next()) {
                vectors.add(row.feature(0).clone());
            }
        }
        return vectors;
    }

    /** A sink of somebody else's. */
    private static final class Collected implements FeatureSink {
        private final List<float[]> vectors = new ArrayList<>();
        private boolean isCommitted;

        @Override
        public void write(FeatureRow row) {
            vectors.add(row.feature(0).clone());
        }

        @Override
        public void commit() {
            isCommitted = true;
        }

        @Override
        public void close() {}
    }
}

package dev.frogeye.extraction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.frogeye.engine.FrameCost;
import dev.frogeye.export.FeatureSinks;
import dev.frogeye.export.OutputFormat;
import dev.frogeye.export.table.FeatureSink;
import dev.frogeye.export.table.FeatureTable;
import dev.frogeye.export.table.PendingFile;
import dev.frogeye.ingest.FrameSource;
import dev.frogeye.ingest.Preprocessor;
import dev.frogeye.ingest.RgbFrame;
import dev.frogeye.ingest.VideoException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExtractionTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final TinyNetwork network = TinyNetwork.create();

    @TempDir
    Path folder;

    @Test
    void everyFrameIsARowOfItsTimeAndPooledFeatures() throws IOException {
        List<JsonNode> rows = extract(network.extraction(), RandomSource.of(5));
        assertThat(rows).hasSize(5);
        float[] pixels = new float[16 * 16 * 3];
        float[] tensor = new float[14 * 14 * 4];
        RgbFrame frame = new RgbFrame();
        Preprocessor preprocessor = new Preprocessor(network.preprocessing());
        RandomSource source = RandomSource.of(5);
        network.engine().reset();
        for (int i = 0; i < rows.size(); i++) {
            source.read(frame);
            preprocessor.apply(frame, pixels);
            FrameCost cost = new FrameCost();
            network.engine().step(pixels, cost);
            network.engine().read(0, tensor);
            JsonNode row = rows.get(i);
            assertThat(row.get("frame_index").asLong()).isEqualTo(i);
            assertThat(row.get("pts_us").asLong()).isEqualTo(i * 100_000L);
            assertThat(row.get("macs").asLong()).isEqualTo(cost.macs());
            assertThat(row.get("spikes").asLong()).isEqualTo(cost.spikes());
            assertThat(row.get("state").asText()).isEqualTo(cost.key() ? "key" : "delta");
            for (int channel = 0; channel < 4; channel++) {
                double sum = 0;
                for (int pixel = 0; pixel < 14 * 14; pixel++) {
                    sum += tensor[pixel * 4 + channel];
                }
                assertThat(row.get("feature").get(channel).floatValue())
                        .isCloseTo((float) (sum / (14 * 14)), within(1e-4f));
            }
        }
    }

    @Test
    void aBreakInTheVideoStartsTheNetworkAnew() throws IOException {
        List<String> states = extract(network.extraction(), RandomSource.still(6, 3)).stream()
                .map(row -> row.get("state").asText())
                .toList();
        assertThat(states).containsExactly("key", "delta", "delta", "key", "delta", "delta");
    }

    @Test
    void aSecondVideoKnowsNothingOfTheFirst() throws IOException {
        Extraction extraction = network.extraction();
        assertThat(extract(extraction, RandomSource.of(4))).isEqualTo(extract(extraction, RandomSource.of(4)));
    }

    @Test
    void theSummaryAddsUpTheRows() throws IOException {
        List<Long> macs = new ArrayList<>();
        Summary summary = network.extraction()
                .run(
                        RandomSource.of(4),
                        "noise",
                        Map.of(),
                        table -> FeatureSinks.jsonl(new ByteArrayOutputStream(), table),
                        (pts, done, dense) -> macs.add(done));
        assertThat(summary.frames()).isEqualTo(4);
        assertThat(summary.macs())
                .isEqualTo(macs.stream().mapToLong(Long::longValue).sum());
        assertThat(summary.macsDense()).isEqualTo(4 * network.engine().denseMacs());
        assertThat(summary.keyFrames()).isBetween(1L, 4L);
    }

    @Test
    void aSourceWithoutAFrameTouchesNoOutput() {
        assertThatExceptionOfType(VideoException.class)
                .isThrownBy(() -> network.extraction()
                        .run(
                                RandomSource.of(0),
                                "noise",
                                Map.of(),
                                table -> {
                                    throw new AssertionError("opened a sink");
                                },
                                Extraction.ProgressListener.NONE))
                .withMessageContaining("noise");
    }

    @Test
    void aSourceThatFailsMidwayLeavesNoFile() throws IOException {
        assertThatIOException()
                .isThrownBy(() -> network.extraction()
                        .run(
                                RandomSource.failingAfter(3),
                                "noise",
                                Map.of(),
                                this::toFile,
                                Extraction.ProgressListener.NONE))
                .withMessage("the cable came loose");
        assertThat(files()).isEmpty();
    }

    @Test
    void aWatcherThatStopsTheExtractionLeavesNoFile() throws IOException {
        assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> network.extraction()
                .run(RandomSource.of(3), "noise", Map.of(), this::toFile, (pts, done, dense) -> {
                    throw new CancellationException();
                }));
        assertThat(files()).isEmpty();
    }

    private FeatureSink toFile(FeatureTable table) throws IOException {
        return OutputFormat.PARQUET.open(new PendingFile(folder.resolve("noise.parquet")), table);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    private static List<JsonNode> extract(Extraction extraction, FrameSource source) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        extraction.run(
                source, "noise", Map.of(), table -> FeatureSinks.jsonl(out, table), Extraction.ProgressListener.NONE);
        List<JsonNode> rows = new ArrayList<>();
        for (String line : out.toString(StandardCharsets.UTF_8).split("\n")) {
            rows.add(JSON.readTree(line));
        }
        return rows;
    }
}

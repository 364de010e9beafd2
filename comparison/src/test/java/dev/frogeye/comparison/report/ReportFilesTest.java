package dev.frogeye.comparison.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dev.frogeye.comparison.ClipResult;
import dev.frogeye.comparison.Comparison;
import dev.frogeye.comparison.Operations;
import dev.frogeye.comparison.Setup;
import dev.frogeye.export.table.OutputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportFilesTest {
    /** What users were promised to find in report.json. */
    private static final List<String> PROMISED = List.of(
            "/environment",
            "/model",
            "/threads",
            "/clips/0/clip",
            "/clips/0/frames",
            "/clips/0/engines/delta/ms_mean",
            "/clips/0/engines/delta/ms_p50",
            "/clips/0/engines/delta/ms_p95",
            "/clips/0/engines/delta/ms_p99",
            "/clips/0/engines/onnxruntime/ms_mean",
            "/clips/0/engines/onnxruntime/ms_p50",
            "/clips/0/engines/onnxruntime/ms_p95",
            "/clips/0/engines/onnxruntime/ms_p99",
            "/clips/0/engines/nd4j/ms_mean",
            "/clips/0/engines/nd4j/ms_p50",
            "/clips/0/engines/nd4j/ms_p95",
            "/clips/0/engines/nd4j/ms_p99",
            "/clips/0/decode_ms_mean",
            "/clips/0/end_to_end_fps/delta",
            "/clips/0/end_to_end_fps/onnxruntime",
            "/clips/0/speedup/onnxruntime",
            "/clips/0/speedup/nd4j",
            "/clips/0/ops/dense_macs_per_frame",
            "/clips/0/ops/zero_skip_macs_per_frame",
            "/clips/0/ops/delta_macs_per_frame",
            "/clips/0/ops/overhead_ops_per_frame",
            "/clips/0/fidelity/cosine_mean",
            "/clips/0/fidelity/cosine_min",
            "/clips/0/fidelity/rel_l2_mean",
            "/clips/0/fidelity/max_abs",
            "/clips/0/fidelity/dense_jitter_cosine",
            "/clips/0/fidelity/knn10_overlap",
            "/clips/0/memory/state_bytes",
            "/clips/0/memory/weight_bytes",
            "/sweep/0/threshold");

    private static final Map<String, String> COLUMN_OF_SUM = Map.of(
            "dense_macs", "dense_macs_per_frame",
            "zero_skip_macs", "zero_skip_macs_per_frame",
            "delta_macs", "delta_macs_per_frame",
            "unit_spike_acs", "unit_spike_acs_per_frame",
            "overhead_ops", "overhead_ops_per_frame");

    @TempDir
    Path folder;

    @Test
    void everyPromisedFieldIsThere() throws IOException {
        JsonNode json = write(Fixture.several());

        assertThat(PROMISED).allSatisfy(path -> {
            assertThat(json.at(path).isMissingNode()).as(path).isFalse();
            assertThat(json.at(path).isNull()).as(path).isFalse();
        });
    }

    @Test
    void fourFilesAndNothingElse() throws IOException {
        write(Fixture.several());
        write(Fixture.single(30));

        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("report.html", "report.json", "frames.csv", "layers.csv");
        }
    }

    @Test
    void sameComparisonSameBytes() throws IOException {
        write(Fixture.several());
        List<byte[]> first = bytes();
        write(Fixture.several());
        List<byte[]> second = bytes();

        assertThat(first).hasSize(4);
        for (int i = 0; i < first.size(); i++) {
            assertThat(second.get(i)).isEqualTo(first.get(i));
        }
    }

    @Test
    void tablesAddUpToTheMeans() throws IOException {
        JsonNode json = write(Fixture.several());
        for (String table : List.of("frames.csv", "layers.csv")) {
            List<Map<String, String>> rows = rows(table);
            for (JsonNode clip : json.get("clips")) {
                COLUMN_OF_SUM.forEach((column, field) -> {
                    long sum = rows.stream()
                            .filter(row ->
                                    row.get("clip").equals(clip.get("clip").textValue()))
                            .mapToLong(row -> Long.parseLong(row.get(column)))
                            .sum();
                    double mean = clip.get("ops").get(field).doubleValue();
                    long frames = clip.get("frames").longValue();
                    assertThat(mean * frames).as(table + " " + field).isCloseTo(sum, within(0.001 * frames));
                });
            }
        }
    }

    @Test
    void ratiosAreThoseOfTheTimes() throws IOException {
        JsonNode clip = write(Fixture.several()).get("clips").get(1);

        double expected = clip.at("/engines/nd4j/ms_mean").doubleValue()
                / clip.at("/engines/delta/ms_mean").doubleValue();
        assertThat(clip.at("/speedup/nd4j").doubleValue()).isCloseTo(expected, within(1e-3));
    }

    @Test
    void whatIsNoNumberIsNullOrEmpty() throws IOException {
        Comparison comparison = Fixture.single(11);
        JsonNode json = write(Fixture.withoutNeighbours(comparison));

        assertThat(json.at("/clips/0/fidelity/knn10_overlap").isNull()).isTrue();
        assertThat(json.at("/clips/0/fidelity/top1_agreement").isNull()).isTrue();
        assertThat(rows("frames.csv").get(0).get("neighbour_cosine")).isEmpty();
        assertThat(rows("frames.csv").get(1).get("neighbour_cosine")).isNotEmpty();
        assertThat(text("report.html")).doesNotContain("NaN").doesNotContain("Infinity");
        assertThat(text("report.json")).doesNotContain("NaN").doesNotContain("Infinity");
    }

    @Test
    void namesSurviveEveryFormat() throws IOException {
        JsonNode json = write(Fixture.several());

        assertThat(json.at("/clips/3/clip").textValue()).isEqualTo(Fixture.HOSTILE_NAME);
        assertThat(rows("frames.csv")).anyMatch(row -> row.get("clip").equals(Fixture.HOSTILE_NAME));
        assertThat(text("report.html")).doesNotContain("<b>&").contains("&lt;b&gt;&amp;&quot;x&quot;.mp4");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void shortestClipsHaveAReport(int frames) throws IOException {
        assertThat(write(Fixture.single(frames)).at("/clips/0/frames").intValue())
                .isEqualTo(frames);
    }

    @Test
    void clipsWithoutMotionSweepOrPicturesHaveAReport() throws IOException {
        ClipResult idle = Examples.ofOperations(new Operations(1000, 400, 0, 0, 0), 3, 1, 1);
        Comparison comparison = Fixture.comparison(List.of(idle, idle));
        Setup setup = comparison.setup();
        JsonNode json = write(new Comparison(
                comparison.environment(),
                comparison.model(),
                new Setup(
                        setup.delta(),
                        List.of(),
                        setup.coding(),
                        0,
                        false,
                        List.of("onnxruntime"),
                        List.of(),
                        List.of(),
                        OptionalDouble.empty(),
                        1,
                        0,
                        1,
                        1,
                        Long.MAX_VALUE),
                comparison.clips()));

        assertThat(json.get("sweep")).isEmpty();
        assertThat(text("report.html")).doesNotContain("Thresholds and skipped").doesNotContain("<img");
    }

    @Test
    void fileInTheWayIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("taken"), "");

        assertThatThrownBy(() -> Report.write(Fixture.single(3), file))
                .isInstanceOf(OutputException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void comparisonWithoutClipsIsRefused() {
        assertThatThrownBy(() -> Report.write(Fixture.comparison(List.of()), folder))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(folder).isEmptyDirectory();
    }

    private JsonNode write(Comparison comparison) throws IOException {
        Report.write(comparison, folder);
        return new ObjectMapper().readTree(folder.resolve("report.json").toFile());
    }

    private String text(String file) throws IOException {
        return Files.readString(folder.resolve(file));
    }

    private List<byte[]> bytes() throws IOException {
        return List.of(
                Files.readAllBytes(folder.resolve("report.html")),
                Files.readAllBytes(folder.resolve("report.json")),
                Files.readAllBytes(folder.resolve("frames.csv")),
                Files.readAllBytes(folder.resolve("layers.csv")));
    }

    private List<Map<String, String>> rows(String file) throws IOException {
        return new CsvMapper()
                .readerForMapOf(String.class)
                .with(CsvSchema.emptySchema().withHeader())
                .<Map<String, String>>readValues(folder.resolve(file).toFile())
                .readAll();
    }
}

package dev.frogeye.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.frogeye.cli.Cli;
import dev.frogeye.cli.text.ExitCode;
import dev.frogeye.ingest.SampleClip;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExtractCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int FRAMES = 12;

    @TempDir
    static Path videos;

    private static Path clip;

    @TempDir
    Path folder;

    @BeforeAll
    static void writeClip() throws IOException {
        clip = videos.resolve("clip.mp4");
        SampleClip.write(clip, new SampleClip.Options(64, 64, 25, FRAMES, 1));
    }

    @Test
    void aTableHasARowAFrameAndSaysHowItWasMade() throws Exception {
        Cli result = Cli.run("extract", clip, "-o", folder);
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).isEmpty();
        assertThat(result.errLines()).singleElement().asString().contains("clip.mp4: 12 frames", "clip.parquet");
        assertThat(files()).containsExactlyInAnyOrder("_run.json", "_status.jsonl", "clip.parquet");
        Path table = folder.resolve("clip.parquet");
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:")) {
            assertThat(query(
                            duckdb,
                            "SELECT count(*), min(video_id), max(frame_index), max(len(feature)) FROM '" + table + "'"))
                    .containsExactly("12|clip.mp4|11|560");
            Map<String, String> metadata = new LinkedHashMap<>();
            query(duckdb, "SELECT decode(key), decode(value) FROM parquet_kv_metadata('" + table + "')")
                    .forEach(pair ->
                            metadata.put(pair.substring(0, pair.indexOf('|')), pair.substring(pair.indexOf('|') + 1)));
            assertThat(metadata)
                    .containsEntry("frogeye.model.name", "builtin:gabor")
                    .containsEntry("frogeye.layer", "@output")
                    .containsEntry("frogeye.engine", "delta")
                    .containsEntry("frogeye.threshold", "0.06")
                    .containsEntry("frogeye.dense", "auto")
                    .containsEntry("frogeye.pixel_threshold", "2.0")
                    .containsEntry("frogeye.feature.dim", "560")
                    .containsEntry("frogeye.video.width", "64")
                    .containsEntry("frogeye.pool", "none")
                    .containsEntry("frogeye.normalize", "none")
                    .containsKeys(
                            "ARROW:schema",
                            "frogeye.version",
                            "frogeye.model.sha256",
                            "frogeye.kernel",
                            "frogeye.preprocess",
                            "frogeye.video.fps",
                            "frogeye.video.codec",
                            "frogeye.video.duration",
                            "frogeye.video.time_base");
            JsonNode status = JSON.readTree(Files.readString(folder.resolve("_status.jsonl")));
            assertThat(status.get("status").asText()).isEqualTo("ok");
            assertThat(query(duckdb, "SELECT sum(macs), sum(macs_dense) FROM '" + table + "'"))
                    .containsExactly(status.get("macs").asText() + "|"
                            + status.get("macs_dense").asText());
        }
    }

    @Test
    void framesInWhichTooMuchMovesAreHandedOverUnlessThatIsRuledOut() throws IOException {
        List<JsonNode> handedOver = rows(extract("auto", "--threshold", "0"));
        List<JsonNode> delta = rows(extract("never", "--threshold", "0", "--dense", "never"));
        List<JsonNode> dense = rows(extract("dense", "--engine", "onnxruntime"));
        for (int i = 0; i < FRAMES; i++) {
            assertThat(handedOver.get(i).get("state").asText()).isEqualTo("key");
            assertThat(handedOver.get(i).get("macs")).isEqualTo(dense.get(i).get("macs"));
            assertThat(handedOver.get(i).get("feature")).isEqualTo(dense.get(i).get("feature"));
            assertThat(delta.get(i).get("state").asText()).isEqualTo(i == 0 ? "key" : "delta");
        }
        assertThat(configuration("auto")).isEqualTo("auto");
        assertThat(configuration("never")).isEqualTo("never");
    }

    private Path extract(String name, String... options) {
        List<Object> args = new ArrayList<>(List.of("extract", clip, "-o", folder.resolve(name), "--format", "jsonl"));
        args.addAll(List.of(options));
        assertThat(Cli.run(args.toArray()).exitCode()).isZero();
        return folder.resolve(name);
    }

    private String configuration(String name) throws IOException {
        return JSON.readTree(Files.readString(folder.resolve(name).resolve("_run.json")))
                .get("dense")
                .asText();
    }

    @ParameterizedTest
    @ValueSource(strings = {"onnxruntime", "nd4j"})
    void atThresholdZeroTheFeaturesAreThoseOfADenseEngine(String engine) throws IOException {
        Path exact = folder.resolve("exact");
        Path dense = folder.resolve("dense");
        assertThat(Cli.run("extract", clip, "-o", exact, "--format", "jsonl", "--threshold", 0, "--dense", "never")
                        .exitCode())
                .isZero();
        assertThat(Cli.run("extract", clip, "-o", dense, "--format", "jsonl", "--engine", engine)
                        .exitCode())
                .isZero();
        List<JsonNode> expected = rows(dense);
        List<JsonNode> actual = rows(exact);
        assertThat(actual).hasSize(FRAMES).hasSameSizeAs(expected);
        for (int i = 0; i < FRAMES; i++) {
            JsonNode features = expected.get(i).get("feature");
            for (int j = 0; j < features.size(); j++) {
                assertThat(actual.get(i).get("feature").get(j).floatValue())
                        .isCloseTo(features.get(j).floatValue(), within(1e-4f));
            }
            assertThat(expected.get(i).get("macs")).isEqualTo(expected.get(i).get("macs_dense"));
        }
    }

    @Test
    void severalLayersAreAColumnEach() throws IOException {
        Cli result = Cli.run(
                "extract",
                clip,
                "-o",
                folder,
                "--format",
                "jsonl",
                "--layer",
                "energy1",
                "--layer",
                "@output",
                "--pool",
                "grid:2",
                "--normalize",
                "L2");
        assertThat(result.exitCode()).isZero();
        JsonNode row = rows(folder).get(5);
        assertThat(row.get("feature_energy1")).hasSize(2 * 2 * 16);
        assertThat(row.get("feature_output")).hasSize(560);
        double squares = 0;
        for (JsonNode value : row.get("feature_energy1")) {
            squares += value.asDouble() * value.asDouble();
        }
        assertThat(squares).isCloseTo(1, within(1e-5));
    }

    @Test
    void aPartOfTheVideoCanBeChosen() throws IOException {
        Cli result = Cli.run("extract", clip, "-o", folder, "--format", "jsonl", "-ss", "4f", "-t", "3f");
        assertThat(result.exitCode()).isZero();
        assertThat(rows(folder).stream().map(row -> row.get("frame_index").asInt()))
                .containsExactly(4, 5, 6);
    }

    @Test
    void anyNumberOfThreadsGivesTheSameFeatures() throws IOException {
        List<List<JsonNode>> features = new ArrayList<>();
        for (int threads = 1; threads <= 3; threads++) {
            Path output = folder.resolve("out" + threads);
            assertThat(Cli.run("extract", clip, "-o", output, "--format", "jsonl", "--threads", threads)
                            .exitCode())
                    .isZero();
            features.add(rows(output).stream().map(row -> row.get("feature")).toList());
        }
        assertThat(features.get(0)).hasSize(12).doesNotContainNull();
        assertThat(features.get(1)).isEqualTo(features.get(0));
        assertThat(features.get(2)).isEqualTo(features.get(0));
    }

    @Test
    void quietSaysNothingWhenAllIsWell() {
        Cli result = Cli.run("extract", clip, "-o", folder, "-q");
        assertThat(result.exitCode()).isZero();
        assertThat(result.err()).isEmpty();
    }

    @Test
    void whatIsMaskedNeverSpikes() throws IOException {
        Path half = mask("half.png", 32);
        Path none = mask("none.png", 0);
        long[] spikes = new long[2];
        for (int i = 0; i < 2; i++) {
            Path output = folder.resolve("out" + i);
            assertThat(Cli.run(
                                    "extract",
                                    clip,
                                    "-o",
                                    output,
                                    "--format",
                                    "jsonl",
                                    "--dense",
                                    "never",
                                    "--mask",
                                    i == 0 ? half : none)
                            .exitCode())
                    .isZero();
            JsonNode key = rows(output).get(0);
            assertThat(key.get("state").asText()).isEqualTo("key");
            spikes[i] = key.get("spikes").asLong();
        }
        assertThat(spikes[0]).isLessThan(spikes[1] * 3 / 4);
        Path wide = mask("wide.png", 0, 128, 64);
        Cli mismatch = Cli.run("extract", clip, "-o", folder.resolve("wide"), "--mask", wide);
        assertThat(mismatch.exitCode()).isEqualTo(ExitCode.NOTHING_PROCESSED);
        assertThat(mismatch.errLines().get(0)).contains("wide.png", "128x64", "64x64");
    }

    private Path mask(String name, int blackColumns) throws IOException {
        return mask(name, blackColumns, 64, 64);
    }

    private Path mask(String name, int blackColumns, int width, int height) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < height; y++) {
            for (int x = blackColumns; x < width; x++) {
                image.setRGB(x, y, 0xffffff);
            }
        }
        Path file = folder.resolve(name);
        ImageIO.write(image, "png", file.toFile());
        return file;
    }

    @Test
    void anUnknownLayerIsSuggestedBeforeAnythingIsWritten() {
        Path output = folder.resolve("out");
        Cli result = Cli.run("extract", clip, "-o", output, "--layer", "energie1");
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.errLines()).singleElement().asString().contains("did you mean 'energy1'");
        assertThat(output).doesNotExist();
    }

    @Test
    void aFileThatIsNoModelIsRefusedBeforeAnythingIsWritten() {
        Path output = folder.resolve("out");
        Cli result = Cli.run("extract", clip, "-o", output, "--model", clip);
        assertThat(result.exitCode()).isEqualTo(ExitCode.MODEL);
        assertThat(result.errLines()).singleElement().asString().contains("clip.mp4");
        assertThat(output).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--pool mean",
                "--threshold -1",
                "--threshold nan",
                "--pixel-threshold infinity",
                "--preprocess fit=sideways",
                "--preprocess size=100x100",
                "-t 1 -to 2",
                "--format xls",
                "--format npy --layer energy1 --layer @output",
                "--fps 2 --every 3",
                "--every 0",
                "--jobs 0",
                "--shard 3/2",
                "--pool-video median",
                "--layer @output --layer features",
                "--mask missing.png",
                "--engine tensorflow",
                "--coding morse",
                "--refresh -1",
                "--threads 0",
                "--threads 0 --engine nd4j",
                "-ss noon"
            })
    void whatCannotWorkIsAUsageErrorInOneLine(String options) {
        Path output = folder.resolve("out");
        List<Object> args = new ArrayList<>(List.of("extract", clip, "-o", output));
        args.addAll(List.of(options.split(" ")));
        Cli result = Cli.run(args.toArray());
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.errLines()).singleElement().asString().endsWith("(see frogeye extract --help)");
        assertThat(output).doesNotExist();
    }

    @Test
    void anInnerLayerIsChargedOnlyWhatItNeeds() throws IOException {
        Path inner = folder.resolve("inner");
        Path whole = folder.resolve("whole");
        assertThat(Cli.run("extract", clip, "-o", inner, "--format", "jsonl", "--layer", "gabor1")
                        .exitCode())
                .isZero();
        assertThat(Cli.run("extract", clip, "-o", whole, "--format", "jsonl").exitCode())
                .isZero();
        long innerMacs = rows(inner).get(0).get("macs_dense").asLong();
        assertThat(innerMacs)
                .isPositive()
                .isLessThan(rows(whole).get(0).get("macs_dense").asLong());
    }

    @Test
    void herdingIsAnotherCodingOfTheSameFeatures() throws IOException {
        Path graded = folder.resolve("graded");
        Path herded = folder.resolve("herded");
        assertThat(Cli.run("extract", clip, "-o", graded, "--format", "jsonl", "--dense", "never")
                        .exitCode())
                .isZero();
        assertThat(Cli.run(
                                "extract",
                                clip,
                                "-o",
                                herded,
                                "--format",
                                "jsonl",
                                "--coding",
                                "herding",
                                "--dense",
                                "never")
                        .exitCode())
                .isZero();
        assertThat(JSON.readTree(Files.readString(herded.resolve("_run.json")))
                        .get("coding")
                        .asText())
                .isEqualTo("herding");
        List<JsonNode> expected = rows(graded);
        List<JsonNode> actual = rows(herded);
        assertThat(actual.get(0).get("feature")).isEqualTo(expected.get(0).get("feature"));
        assertThat(actual.stream().mapToLong(row -> row.get("spikes").asLong()).sum())
                .isNotEqualTo(expected.stream()
                        .mapToLong(row -> row.get("spikes").asLong())
                        .sum());
    }

    @Test
    void anOutputThatIsAFileIsAUsageError() {
        Cli result = Cli.run("extract", clip, "-o", clip);
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.errLines()).singleElement().asString().contains("is a file, not a folder");
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static List<JsonNode> rows(Path folder) throws IOException {
        List<JsonNode> rows = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("clip.jsonl"))) {
            rows.add(JSON.readTree(line));
        }
        return rows;
    }

    private static List<String> query(Connection duckdb, String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = duckdb.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    row.add(result.getString(i));
                }
                rows.add(String.join("|", row));
            }
        }
        return rows;
    }
}

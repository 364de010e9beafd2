package dev.frogeye.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.frogeye.cli.Cli;
import dev.frogeye.cli.RunningCli;
import dev.frogeye.cli.text.ExitCode;
import dev.frogeye.ingest.NumberedClip;
import dev.frogeye.ingest.live.Server;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
public class StreamCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SECRET = "s3cr3t";

    @TempDir
    Path folder;

    private static Cli stream(Object... args) {
        return Cli.run(Stream.concat(Stream.of("stream"), Stream.of(args)).toArray());
    }

    private static List<JsonNode> rows(List<String> lines) throws IOException {
        List<JsonNode> rows = new ArrayList<>();
        for (String line : lines) {
            rows.add(JSON.readTree(line));
        }
        return rows;
    }

    private static List<String> states(List<JsonNode> rows) {
        return rows.stream().map(row -> row.get("state").asText()).toList();
    }

    private List<Path> tables(Path in) throws IOException {
        try (Stream<Path> files = Files.list(in)) {
            return files.filter(file -> file.toString().endsWith(".parquet")).toList();
        }
    }

    public static String query(String sql) throws SQLException {
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (result.next()) {
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    values.add(result.getString(i));
                }
            }
            return String.join(" ", values);
        }
    }

    @Test
    void everyFrameIsALineOfJson() throws Exception {
        Cli cli = stream("test:still:60", "--when-behind", "block", "-o", "-", "--rate", "100");
        assertThat(cli.exitCode()).isZero();
        List<JsonNode> rows = rows(cli.outLines());
        assertThat(rows).hasSize(60);
        for (int i = 0; i < rows.size(); i++) {
            assertThat(rows.get(i).get("frame_index").asInt()).isEqualTo(i);
            assertThat(rows.get(i).get("source").asText()).isEqualTo("test:still:60");
            assertThat(rows.get(i).get("latency_ms").asDouble()).isPositive();
        }
        assertThat(states(rows)).startsWith("key").containsOnlyOnce("key");
        assertThat(rows)
                .extracting(row -> row.get("pts_us").asLong())
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(cli.errLines())
                .last()
                .isEqualTo("test:still:60: 60 frames captured, 60 processed, 0 dropped, 60 emitted");
    }

    @Test
    void vectorsAreTheSameInBothEncodingsAndInParquet() throws Exception {
        Path output = folder.resolve("a/b");
        Path lines = folder.resolve("numbers.jsonl");
        String[] both = {"test:still:30", "--when-behind", "block", "--rate", "100", "--layer", "@output"};
        assertThat(stream(with(both, "-o", lines, "-o", "-", "-o", output)).exitCode())
                .isZero();
        Cli base64 = stream(with(both, "-o", "-", "--vector-encoding", "base64", "-q"));
        assertThat(base64.err()).isEmpty();

        List<JsonNode> numbers = rows(Files.readAllLines(lines));
        List<JsonNode> encoded = rows(base64.outLines());
        assertThat(encoded).hasSameSizeAs(numbers).hasSize(30);
        for (int i = 0; i < numbers.size(); i++) {
            JsonNode vector = numbers.get(i).get("feature");
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(vectorText(encoded.get(i))))
                    .order(ByteOrder.LITTLE_ENDIAN);
            for (JsonNode value : vector) {
                assertThat(bytes.getFloat()).isEqualTo(value.floatValue());
            }
            assertThat(bytes.hasRemaining()).isFalse();
        }
        assertThat(tables(output)).hasSize(1);
        String table = "'" + tables(output).get(0) + "'";
        assertThat(query("SELECT count(*), min(frame_index), max(frame_index), count(DISTINCT pts_us),"
                        + " count(*) FILTER (state = 'key'), min(len(feature)) FROM " + table))
                .isEqualTo("30 0 29 30 1 " + numbers.get(0).get("feature").size());
        assertThat(Float.parseFloat(query("SELECT feature[1] FROM " + table + " WHERE frame_index = 29")))
                .isEqualTo(numbers.get(29).get("feature").get(0).floatValue());
    }

    private static String vectorText(JsonNode row) {
        return Stream.of("feature", "feature_base64", "feature_b64")
                .filter(row::has)
                .map(name -> row.get(name).asText())
                .findFirst()
                .orElseThrow(() -> new AssertionError(row.toString()));
    }

    private static Object[] with(String[] first, Object... more) {
        return Stream.concat(Stream.of(first), Stream.of(more)).toArray();
    }

    @Test
    void onlyWhatIsAskedForIsEmitted() throws Exception {
        Cli tenth =
                stream("test:40", "--when-behind", "block", "--rate", "100", "-o", "-", "--emit-on", "every 10 frames");
        assertThat(rows(tenth.outLines()))
                .extracting(row -> row.get("frame_index").asInt())
                .containsExactly(0, 10, 20, 30);
        assertThat(tenth.errLines()).last().asString().endsWith("40 processed, 0 dropped, 4 emitted");
        Cli still = stream(
                "test:still:40", "--when-behind", "block", "--rate", "100", "-o", "-", "--emit-on", "change>0.5");
        assertThat(still.outLines()).hasSize(1);
        Cli timely = stream("test:still:60", "--when-behind", "block", "-o", "-", "--emit-on", "every 1s");
        assertThat(rows(timely.outLines()))
                .extracting(row -> row.get("pts_us").asLong())
                .containsExactly(0L, 1_000_000L);
    }

    @Test
    void fewerFramesASecondAreProcessedAndTheRestCounted() throws Exception {
        Cli cli = stream("test:still:60", "--when-behind", "block", "--max-fps", "10", "-o", "-");
        List<JsonNode> rows = rows(cli.outLines());
        assertThat(rows).hasSize(20);
        assertThat(cli.errLines()).last().asString().contains("60 frames captured, 20 processed, 40 dropped");
    }

    @Test
    void aFileIsPlayedInRealTime() throws Exception {
        Path clip = Path.of(System.getProperty("frogeye.testdata"), "videos", "bottle-detection.mp4");
        assumeTrue(Files.isRegularFile(clip), "the sample clips are not there");
        Path lines = folder.resolve("lines.jsonl");
        try (RunningCli cli = RunningCli.start("stream", clip, "--realtime", "-o", lines, "-o", folder)) {
            cli.await("frames", () -> Files.exists(lines) && Files.size(lines) > 100_000);
        }
        List<JsonNode> rows = rows(Files.readAllLines(lines));
        assertThat(states(rows)).startsWith("key").contains("delta");
        assertThat(rows)
                .extracting(row -> row.get("frame_index").asLong())
                .isSorted()
                .doesNotHaveDuplicates();
        // What has happened by a moment cannot have been captured before it.
        JsonNode last = rows.get(rows.size() - 1);
        assertThat(java.time.Instant.parse(last.get("wall_time").asText()).toEpochMilli()
                        - java.time.Instant.parse(rows.get(0).get("wall_time").asText())
                                .toEpochMilli())
                .isGreaterThan(
                        (last.get("pts_us").asLong() - rows.get(0).get("pts_us").asLong()) / 2000);
        assertThat(query("SELECT count(*) FROM '" + folder + "/*.parquet'")).isEqualTo(String.valueOf(rows.size()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "stream; no source given",
                "stream test --camera 0; not both",
                "stream clip.mp4; add --realtime",
                "stream test:foo; no test source",
                "stream test --emit-on now; --emit-on: 'now'",
                "stream test --size 12; 1280x720",
                "stream test --rate -3; rate",
                "stream test --roll x; --roll: 'x'",
                "stream test --roll x -o here; --roll: 'x'",
                "stream test --http x; --http: 'x'",
                "stream test --http 127.0.0.1:0 --http-clients 0; --http: ",
                "stream test --queue 0; at least 1 frame",
                "stream test --max-fps 0; above 0",
                "stream test --timeout 0; timeouts",
                "stream test --drift-every -1; --drift-every",
                "stream test --threads 0; --threads",
                "stream test --when-behind never; latest, block, fail",
                "stream test -o - -o -; once",
                "stream test another; unexpected argument",
            })
    void whatCannotWorkIsSaidInOneLine(String command, String reason) {
        Cli cli = Cli.run((Object[]) command.split(" "));
        assertThat(cli.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(cli.out()).isEmpty();
        assertThat(cli.errLines())
                .singleElement()
                .asString()
                .startsWith("frogeye: ")
                .contains(reason, "--help");
    }

    @Test
    void anOutputThatCannotBeMadeIsAUsageErrorAndNothingIsProcessed() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "text");
        for (Path output : List.of(file.resolve("sub"), folder.resolve("none/lines.jsonl"))) {
            Cli cli = stream("test", "-o", folder.resolve("fine"), "-o", output);
            assertThat(cli.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(cli.errLines()).singleElement().asString().contains("--output: cannot write", output.toString());
        }
        assertThat(tables(folder.resolve("fine"))).isEmpty();
        assertThat(stream("test", "-o", "").errLines())
                .singleElement()
                .asString()
                .contains("must not be empty");
    }

    @Test
    void aModelThatCannotBeReadIsNoReasonToOpenASource() {
        Cli cli = stream("http://127.0.0.1:1/", "--model", folder.resolve("missing.onnx"));
        assertThat(cli.exitCode()).isEqualTo(ExitCode.MODEL);
        assertThat(cli.errLines()).singleElement().asString().contains("does not exist");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://user:s3cr3t@127.0.0.1:1/live?token=s3cr3t",
                "rtsp://user:s3cr3t@127.0.0.1:1/",
                "gopher://user:s3cr3t@127.0.0.1:1/",
                "http://user:s3cr3t@127.0.0.1:1/ http://user:s3cr3t@127.0.0.1:1/",
                "http://user:s3cr3t@127.0.0.1:1/ --retries=http://user:s3cr3t@127.0.0.1:1/",
                "--unknown=http://user:s3cr3t@127.0.0.1:1/",
                "--camera http://user:s3cr3t@127.0.0.1:1/",
            })
    void noPasswordIsShown(String source) throws Exception {
        Path log = folder.resolve("log.txt");
        Cli cli = stream(Stream.concat(
                        Stream.of(source.split(" ")),
                        Stream.of("-vv", "--log-file", log.toString(), "-o", folder.toString(), "-o", "-"))
                .toArray());
        assertThat(cli.exitCode()).isIn(ExitCode.NOTHING_PROCESSED, ExitCode.USAGE);
        assertThat(cli.err()).isNotEmpty().doesNotContain(SECRET, "user:");
        assertThat(cli.out()).isEmpty();
        assertThat(Files.exists(log) ? Files.readString(log) : "").doesNotContain(SECRET);
        assertThat(tables(folder)).isEmpty();
    }

    @Test
    void aSourceThatCannotBeOpenedIsExplained() {
        Cli cli = stream("tcp://127.0.0.1:1", "-q");
        assertThat(cli.exitCode()).isEqualTo(ExitCode.NOTHING_PROCESSED);
        assertThat(cli.errLines()).first().asString().startsWith("frogeye: tcp://127.0.0.1:1 cannot be reached");
        assertThat(cli.err()).contains("ffmpeg -");
    }

    @Test
    void aSourceThatIsLostForGoodEndsTheCommandAndKeepsWhatWasWritten() throws Exception {
        byte[] clip = Files.readAllBytes(NumberedClip.write(folder.resolve("clip.ts"), 0, 400));
        Path lines = folder.resolve("lines.jsonl");
        Path output = folder.resolve("out");
        Server server = Server.start(Server.Protocol.HTTP, 0, clip);
        try (RunningCli cli = RunningCli.start(
                "stream", server.url(), "--retries", "1", "-o", lines, "-o", output, "--when-behind", "block")) {
            cli.await("frames", () -> Files.exists(lines) && Files.size(lines) > 50_000);
            server.close();
            assertThat(cli.exitCode()).isEqualTo(ExitCode.SOURCE_LOST);
            assertThat(cli.err()).contains("is lost after 1 attempts", "frames captured");
            assertThat(cli.err() + Files.readString(lines)).doesNotContain(SECRET, "t0k3n");
        } finally {
            server.close();
        }
        List<JsonNode> rows = rows(Files.readAllLines(lines));
        Path table = tables(output).get(0);
        assertThat(table.toString()).doesNotContain(SECRET, "t0k3n");
        assertThat(query("SELECT count(*), count(DISTINCT frame_index) FROM '" + table + "'"))
                .isEqualTo(rows.size() + " " + rows.size());
        assertThat(query("SELECT list(decode(value)) FROM parquet_kv_metadata('" + table + "')"))
                .doesNotContain(SECRET, "t0k3n");
    }

    @Test
    void aServerThatComesBackIsWatchedOnForEver() throws Exception {
        byte[] clip = Files.readAllBytes(NumberedClip.write(folder.resolve("clip.ts"), 0, 400));
        Path lines = folder.resolve("lines.jsonl");
        Server server = Server.start(Server.Protocol.TCP, 0, clip);
        try (RunningCli cli = RunningCli.start(
                "stream", server.url(), "--retries", "-1", "-v", "-o", lines, "--when-behind", "block")) {
            cli.await("frames", () -> Files.exists(lines) && Files.size(lines) > 50_000);
            server.close();
            cli.await("a loss", () -> cli.err().contains("was lost"));
            server = Server.start(Server.Protocol.TCP, server.port(), clip);
            long before = Files.size(lines);
            cli.await("more frames", () -> Files.size(lines) > before + 50_000);
            assertThat(cli.err()).contains("is back");
            cli.interrupt();
            assertThat(cli.exitCode()).isEqualTo(ExitCode.INTERRUPTED);
        } finally {
            server.close();
        }
        List<JsonNode> rows = rows(Files.readAllLines(lines));
        assertThat(rows)
                .extracting(row -> row.get("frame_index").asLong())
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(rows)
                .extracting(row -> row.get("pts_us").asLong())
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(states(rows).subList(1, rows.size())).contains("key");
    }

    @Test
    void thePageTellsHowTheStreamIsDoing() throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        try (RunningCli cli = RunningCli.start(
                Map.of("FROGEYE_HTTP_TOKEN", "a-token-of-the-environment"),
                "stream",
                "test:still",
                "--http",
                "127.0.0.1:0",
                "--drift-every",
                "5")) {
            URI page = cli.page();
            assertThat(page.getHost()).isEqualTo("127.0.0.1");
            assertThat(page.getPort()).isPositive();
            URI stats = page.resolve("/stats");
            assertThat(client.send(HttpRequest.newBuilder(stats).build(), HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isIn(401, 403);
            HttpRequest request = HttpRequest.newBuilder(stats)
                    .header("Authorization", "Bearer a-token-of-the-environment")
                    .build();
            JsonNode[] status = new JsonNode[1];
            cli.await("a drift that was measured", () -> {
                HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
                assertThat(answer.statusCode()).isEqualTo(200);
                status[0] = JSON.readTree(answer.body());
                assertAddsUp(status[0]);
                return status[0].findValue("drift_cosine") != null
                        && status[0].findValue("drift_cosine").isNumber();
            });
            assertThat(status[0].findValue("drift_cosine").asDouble()).isBetween(0.9, 1.000001);
            cli.interrupt();
            assertThat(cli.exitCode()).isEqualTo(ExitCode.INTERRUPTED);
            assertThat(cli.err()).contains("frames captured").doesNotContain("Exception");
        }
    }

    private static void assertAddsUp(JsonNode status) {
        JsonNode frames = status.get("frames");
        assertThat(frames.get("captured").asLong())
                .isEqualTo(frames.get("processed").asLong()
                        + frames.get("dropped").asLong()
                        + frames.get("queued").asLong());
    }

    @Test
    void whereAPageCannotBeServedNothingIsProcessed() throws Exception {
        try (java.net.ServerSocket taken = new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            Cli cli = stream("test", "--http", "127.0.0.1:" + taken.getLocalPort());
            assertThat(cli.exitCode()).isEqualTo(ExitCode.NOTHING_PROCESSED);
            assertThat(cli.err()).contains("frogeye: ", String.valueOf(taken.getLocalPort()));
        }
    }

    @Test
    void devicesAreListedOrMissedWithoutAnError() {
        Cli cli = Cli.run("devices");
        assertThat(cli.exitCode()).isZero();
        assertThat(cli.out() + cli.err()).isNotBlank();
        assertThat(Cli.run("devices", "-q").err()).isEmpty();
    }
}

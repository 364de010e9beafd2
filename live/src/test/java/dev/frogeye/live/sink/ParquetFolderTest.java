package dev.frogeye.live.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.frogeye.encoder.Shape;
import dev.frogeye.export.table.OutputException;
import dev.frogeye.live.LiveSink;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParquetFolderTest {
    private final TestFrames frames = new TestFrames(new Shape(1, 1, 16), new Shape(2, 2, 3));
    private final SetClock clock = new SetClock();

    @TempDir
    Path folder;

    @Test
    void duckDbReadsEveryRowAndTheColumnsOfAStream() throws Exception {
        try (LiveSink sink = sink(Rolling.DEFAULT)) {
            frames.give(sink, 100);
            sink.close(Eventually.LONG);
        }
        assertThat(files()).containsExactly("cam0-20261122T101500Z-000001.parquet");
        assertThat(query("SELECT column_name || ' ' || column_type FROM (DESCRIBE SELECT * FROM " + all() + ")"))
                .containsExactly(
                        "video_id VARCHAR",
                        "frame_index BIGINT",
                        "pts_us BIGINT",
                        "timestamp_s DOUBLE",
                        "feature_layer_0 FLOAT[]",
                        "feature_layer_1 FLOAT[]",
                        "change_ratio FLOAT",
                        "spikes BIGINT",
                        "macs BIGINT",
                        "macs_dense BIGINT",
                        "state VARCHAR",
                        "wall_time TIMESTAMP WITH TIME ZONE",
                        "latency_ms DOUBLE");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT *, epoch_us(wall_time) AS wall FROM " + all() + " ORDER BY 2")) {
            for (int i = 0; i < 100; i++) {
                assertThat(row.next()).isTrue();
                assertThat(row.getString("video_id")).isEqualTo("cam0");
                assertThat(row.getLong("frame_index")).isEqualTo(i * 2L);
                assertThat(row.getLong("pts_us")).isEqualTo(i * TestFrames.FRAME_MICROS);
                assertThat(floats(row.getArray("feature_layer_0"))).isEqualTo(frames.vector(i, 0));
                assertThat(floats(row.getArray("feature_layer_1"))).isEqualTo(frames.vector(i, 1));
                assertThat(row.getLong("wall"))
                        .isEqualTo(TestFrames.START.getEpochSecond() * 1_000_000 + i * TestFrames.FRAME_MICROS);
                assertThat(row.getDouble("latency_ms")).isEqualTo(12.3456);
                assertThat(row.getString("state")).isEqualTo(i == 0 ? "key" : "delta");
            }
            assertThat(row.next()).isFalse();
        }
    }

    @Test
    void aFileIsCompleteWhenItsTimeIsOverAlsoWithoutFurtherFrames() throws Exception {
        try (LiveSink sink = sink(Rolling.every(Duration.ofSeconds(10)))) {
            give(sink, 3);
            clock.advance(Duration.ofSeconds(9));
            give(sink, 3);
            assertThat(files()).allMatch(name -> name.startsWith(".tmp-cam0-"));
            clock.advance(Duration.ofSeconds(1));
            Eventually.holds("complete", () -> files().equals(List.of("cam0-20261122T101500Z-000001.parquet")));
            assertThat(query("SELECT count(*) FROM " + all())).containsExactly("6");
            // Nothing happens for a long time, which makes no file.
            clock.advance(Duration.ofHours(5));
            give(sink, 4);
            assertThat(query("SELECT count(*) FROM " + all()))
                    .as("readers do not see the unfinished file")
                    .containsExactly("6");
            sink.close(Eventually.LONG);
        }
        assertThat(files()).hasSize(2);
        assertThat(query("SELECT count(*) FROM " + all() + " GROUP BY filename ORDER BY filename"))
                .containsExactly("6", "4");
    }

    @Test
    void aClockThatIsSetBackCompletesTheFile() throws Exception {
        try (LiveSink sink = sink(Rolling.every(Duration.ofSeconds(10)))) {
            give(sink, 3);
            clock.advance(Duration.ofHours(-1));
            Eventually.holds("complete", () -> files().contains("cam0-20261122T101500Z-000001.parquet"));
            sink.close(Eventually.LONG);
        }
    }

    @Test
    void aFileIsCompleteWhenItIsLargeEnough() throws Exception {
        long row = frames.table.rowBytes() + 96;
        try (LiveSink sink = sink(Rolling.atBytes(10 * row))) {
            give(sink, 25);
            sink.close(Eventually.LONG);
        }
        assertThat(query("SELECT count(*) FROM " + all() + " GROUP BY filename ORDER BY filename"))
                .containsExactly("10", "10", "5");
        assertThat(files())
                .containsExactly(
                        "cam0-20261122T101500Z-000001.parquet",
                        "cam0-20261122T101500Z-000002.parquet",
                        "cam0-20261122T101500Z-000003.parquet");
        assertThat(query("SELECT frame_index FROM " + all()))
                .as("names in the order of time")
                .hasSize(25)
                .isSortedAccordingTo((a, b) -> Long.compare(Long.parseLong(a), Long.parseLong(b)));
    }

    @Test
    void aRowThatIsLargerThanAFileMayBeIsAFile() throws Exception {
        try (LiveSink sink = sink(Rolling.atBytes(1))) {
            give(sink, 3);
            sink.close(Eventually.LONG);
        }
        assertThat(files()).hasSize(3);
    }

    @Test
    void aStreamWithoutFramesMakesNoFile() throws Exception {
        sink(Rolling.DEFAULT).close(Eventually.LONG);
        assertThat(files()).isEmpty();
    }

    @Test
    void noFileIsReplacedAndLeftoversAreInNobodysWay() throws Exception {
        Path taken = Files.writeString(folder.resolve("cam0-20261122T101500Z-000001.parquet"), "taken");
        Path leftover = Files.writeString(folder.resolve(".tmp-cam0-20261122T101500Z-000002.parquet.part"), "killed");
        try (LiveSink one = sink(Rolling.DEFAULT);
                LiveSink other = sink(Rolling.DEFAULT)) {
            frames.next();
            one.accept(frames);
            other.accept(frames);
            one.close(Eventually.LONG);
            other.close(Eventually.LONG);
        }
        assertThat(files())
                .containsExactly(
                        ".tmp-cam0-20261122T101500Z-000002.parquet.part",
                        "cam0-20261122T101500Z-000001.parquet",
                        "cam0-20261122T101500Z-000003.parquet",
                        "cam0-20261122T101500Z-000004.parquet");
        assertThat(taken).hasContent("taken");
        assertThat(leftover).hasContent("killed");
    }

    @Test
    void whatCannotBeAFolderIsToldBeforeTheStreamBegins() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        assertThatExceptionOfType(OutputException.class)
                .isThrownBy(() -> LiveSinks.rollingParquet(file, "cam0", frames.table, Rolling.DEFAULT))
                .withMessageStartingWith("cannot write " + file + " (it is not a folder); ");
    }

    @Test
    void aFolderThatVanishesEndsTheSinkAndKeepsWhatWasComplete() throws Exception {
        Path inner = folder.resolve("inner");
        LiveSink sink =
                LiveSinks.rollingParquet(inner, "cam0", frames.table, Rolling.every(Duration.ofSeconds(1)), clock);
        give(sink, 2);
        clock.advance(Duration.ofSeconds(1));
        Eventually.holds("complete", () -> Files.exists(inner.resolve("cam0-20261122T101500Z-000001.parquet")));
        Path moved = Files.move(inner, folder.resolve("moved"));
        frames.give(sink, 1);
        Eventually.holds("failed", () -> sink.unwritten() == 1);
        assertThatExceptionOfType(OutputException.class)
                .isThrownBy(sink::check)
                .withMessageContaining("create the folder " + inner);
        assertThatExceptionOfType(OutputException.class).isThrownBy(sink::close);
        assertThat(sink.written()).isEqualTo(2);
        assertThat(moved.resolve("cam0-20261122T101500Z-000001.parquet")).isNotEmptyFile();
    }

    @ParameterizedTest
    @CsvSource({
        "cam0, cam0",
        "rtsp://host:554/a b?c, rtsp_host_554_a_b_c",
        "../../etc, etc",
        "'', stream",
        "/, stream",
        "Haustür-猫.mp4, Haustür-猫.mp4"
    })
    void sourcesAreCalledWhatAFileCanBeCalled(String source, String name) {
        assertThat(ParquetFolder.fileName(source)).isEqualTo(name);
        assertThat(ParquetFolder.fileName(source.repeat(100))).hasSizeLessThanOrEqualTo(50);
    }

    private LiveSink sink(Rolling rolling) throws OutputException {
        return LiveSinks.rollingParquet(folder, "cam0", frames.table, rolling, clock);
    }

    /** Hands over frames and waits until they are written, by the clock as it stands. */
    private void give(LiveSink sink, int count) throws Exception {
        long written = sink.written();
        frames.give(sink, count);
        Eventually.holds("written", () -> sink.written() == written + count);
    }

    private List<String> files() throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private String all() {
        return "read_parquet('" + folder + "/*.parquet')";
    }

    private static List<String> query(String sql) throws Exception {
        List<String> values = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                values.add(result.getString(1));
            }
        }
        return values;
    }

    private static float[] floats(Array array) throws Exception {
        Object[] values = (Object[]) array.getArray();
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (Float) values[i];
        }
        return floats;
    }

    /** Stands still until it is moved. */
    private static final class SetClock extends Clock {
        private volatile Instant now = TestFrames.START;

        void advance(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this; // instants are the same in every zone
        }
    }
}

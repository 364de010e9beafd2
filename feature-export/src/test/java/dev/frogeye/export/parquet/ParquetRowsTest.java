package dev.frogeye.export.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frogeye.engine.FrameCost;
import dev.frogeye.export.DuckDb;
import dev.frogeye.export.OutputFormat;
import dev.frogeye.export.Table;
import dev.frogeye.export.table.FeatureRow;
import dev.frogeye.export.table.FeatureSink;
import dev.frogeye.export.table.PendingFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Base64;
import java.util.Map;
import org.apache.arrow.vector.ipc.ReadChannel;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a foreign reader, DuckDB, makes of the files. */
class ParquetRowsTest {
    @TempDir
    Path folder;

    @AutoClose
    private final DuckDb duckdb = DuckDb.open();

    @Test
    void columnsHaveTheOrderAndTypesOfTheContract() throws Exception {
        write(Table.of("clip.mp4", 8), 3);
        assertThat(columns())
                .containsExactly(
                        Map.entry("video_id", "VARCHAR"),
                        Map.entry("frame_index", "BIGINT"),
                        Map.entry("pts_us", "BIGINT"),
                        Map.entry("timestamp_s", "DOUBLE"),
                        Map.entry("feature", "FLOAT[]"),
                        Map.entry("change_ratio", "FLOAT"),
                        Map.entry("spikes", "BIGINT"),
                        Map.entry("macs", "BIGINT"),
                        Map.entry("macs_dense", "BIGINT"),
                        Map.entry("state", "VARCHAR"));
    }

    @Test
    void everyValueOfThousandsOfRowsIsReadBack() throws Exception {
        Table table = Table.of("clips/hund und katze/übung-猫.mp4", 64);
        int rows = 5000;
        write(table, rows);
        duckdb.read("SELECT * FROM " + file() + " ORDER BY frame_index", result -> {
            for (int i = 0; i < rows; i++) {
                assertThat(result.next()).isTrue();
                assertThat(result.getString("video_id")).isEqualTo(table.videoId());
                assertThat(result.getLong("frame_index")).isEqualTo(i * 2L);
                assertThat(result.getLong("pts_us")).isEqualTo(i * 33_333L);
                assertThat(result.getDouble("timestamp_s")).isEqualTo(i * 33_333L / 1e6);
                assertThat(DuckDb.floats(result.getArray("feature"))).isEqualTo(table.vector(i, 0));
                assertThat(result.getFloat("change_ratio")).isEqualTo((float) Table.changeRatio(i));
                assertThat(result.getLong("spikes")).isEqualTo(i * 3L);
                assertThat(result.getLong("macs")).isEqualTo(i * 1_000_000_000L);
                assertThat(result.getLong("macs_dense")).isEqualTo(Table.DENSE_MACS);
                assertThat(result.getString("state")).isEqualTo(i % 100 == 0 ? "key" : "delta");
            }
            assertThat(result.next()).isFalse();
        });
    }

    @Test
    void vectorsCastToAFixedSizeAndCompare() throws Exception {
        write(Table.of("clip.mp4", 512), 10);
        assertThat(duckdb.query(
                        "SELECT min(array_cosine_similarity(feature::FLOAT[512], feature::FLOAT[512])) > 0.9999 FROM "
                                + file()))
                .containsExactly("true");
    }

    @Test
    void severalLayersAreAColumnEach() throws Exception {
        Table table = Table.of("clip.mp4", 16, 3);
        write(table, 20);
        assertThat(columns().keySet())
                .containsSequence("timestamp_s", "feature_layer_0", "feature_layer_1", "change_ratio");
        duckdb.read("SELECT * FROM " + file() + " WHERE frame_index = 14", result -> {
            assertThat(result.next()).isTrue();
            assertThat(DuckDb.floats(result.getArray("feature_layer_0"))).isEqualTo(table.vector(7, 0));
            assertThat(DuckDb.floats(result.getArray("feature_layer_1"))).isEqualTo(table.vector(7, 1));
        });
    }

    @Test
    void aTableWithoutRowsIsAFileWithoutRows() throws Exception {
        write(Table.of("clip.mp4", 8), 0);
        assertThat(duckdb.query("SELECT count(*) FROM " + file())).containsExactly("0");
        assertThat(columns()).containsEntry("feature", "FLOAT[]");
    }

    @Test
    void notANumberAndInfinityAreKept() throws Exception {
        Table table = Table.of("clip.mp4", 3);
        try (FeatureSink sink = OutputFormat.PARQUET.open(new PendingFile(target()), table.schema())) {
            FeatureRow row = new FeatureRow("clip.mp4", table.schema());
            row.feature(0)[0] = Float.NaN;
            row.feature(0)[1] = Float.NEGATIVE_INFINITY;
            row.set(0, 0, new FrameCost(), 0);
            sink.write(row);
            sink.commit();
        }
        assertThat(duckdb.query("SELECT feature::VARCHAR FROM " + file())).containsExactly("[nan, -inf, 0.0]");
    }

    @Test
    void footerSaysHowTheTableCameAbout() throws Exception {
        write(Table.of("clip.mp4", 8), 1);
        assertThat(metadata()).containsEntry("frogeye.version", "1.2.3");
    }

    @Test
    void arrowReadersAreToldThatVectorsAreOfFixedSize() throws Exception {
        write(Table.of("clip.mp4", 8), 1);
        byte[] message = Base64.getDecoder().decode(metadata().get("ARROW:schema"));
        Schema schema = MessageSerializer.deserializeSchema(
                new ReadChannel(Channels.newChannel(new ByteArrayInputStream(message))));
        assertThat(schema.findField("feature").getType()).isEqualTo(new ArrowType.FixedSizeList(8));
        assertThat(schema.getFields().stream().map(field -> field.getName()))
                .containsExactlyElementsOf(columns().keySet());
    }

    @Test
    void pagesAreZstdAndOnlyTextIsDictionaryCoded() throws Exception {
        write(Table.of("clip.mp4", 8), 10);
        assertThat(duckdb.query("SELECT DISTINCT compression FROM parquet_metadata('" + target() + "')"))
                .containsExactly("ZSTD");
        assertThat(duckdb.query("SELECT path_in_schema FROM parquet_metadata('" + target()
                        + "') WHERE encodings LIKE '%DICTIONARY%' ORDER BY 1"))
                .containsExactly("state", "video_id");
    }

    @Test
    void rowGroupsAreBoundedHoweverLargeTheVectors() throws Exception {
        int size = 1 << 20; // 4 MiB a row, 32 MiB a row group
        write(Table.of("clip.mp4", size), 20);
        assertThat(duckdb.query("SELECT max(row_group_num_rows) <= 8 FROM parquet_metadata('" + target() + "')"))
                .containsExactly("true");
    }

    private void write(Table table, int rows) throws IOException {
        try (FeatureSink sink = OutputFormat.PARQUET.open(new PendingFile(target()), table.schema())) {
            table.write(sink, rows);
            sink.commit();
        }
    }

    private Path target() {
        return folder.resolve("fürs-猫.parquet");
    }

    private String file() {
        return "'" + target() + "'";
    }

    private Map<String, String> columns() throws SQLException {
        return duckdb.pairs("SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM " + file() + ")");
    }

    private Map<String, String> metadata() throws SQLException {
        return duckdb.pairs("SELECT decode(key), decode(value) FROM parquet_kv_metadata(" + file() + ")");
    }
}

package dev.frogeye.export.csv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frogeye.engine.FrameCost;
import dev.frogeye.export.DuckDb;
import dev.frogeye.export.OutputFormat;
import dev.frogeye.export.Table;
import dev.frogeye.export.table.FeatureRow;
import dev.frogeye.export.table.FeatureSink;
import dev.frogeye.export.table.FeatureTable;
import dev.frogeye.export.table.PendingFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a foreign reader, DuckDB, makes of the files. */
class CsvRowsTest {
    @TempDir
    Path folder;

    @AutoClose
    private final DuckDb duckdb = DuckDb.open();

    @Test
    void theHeaderNamesEveryValue() throws Exception {
        Path target = write(Table.of("clip", 2, 1), 1);
        assertThat(Files.readAllLines(target).get(0))
                .isEqualTo("video_id,frame_index,pts_us,timestamp_s,feature_layer_0_0,feature_layer_0_1,"
                        + "feature_layer_1_0,change_ratio,spikes,macs,macs_dense,state");
    }

    @Test
    void everyValueIsReadBack() throws Exception {
        Table table = Table.of("clips/hund, katze \"und\"\nübung-猫.mp4", 7);
        int rows = 3000;
        Path target = write(table, rows);
        duckdb.read("SELECT * FROM '" + target + "' ORDER BY frame_index", result -> {
            for (int i = 0; i < rows; i++) {
                assertThat(result.next()).isTrue();
                assertThat(result.getString("video_id")).isEqualTo(table.videoId());
                assertThat(result.getLong("frame_index")).isEqualTo(i * 2L);
                assertThat(result.getLong("pts_us")).isEqualTo(i * 33_333L);
                assertThat(result.getDouble("timestamp_s")).isEqualTo(i * 33_333L / 1e6);
                float[] vector = table.vector(i, 0);
                for (int value = 0; value < vector.length; value++) {
                    assertThat((float) result.getDouble("feature_" + value)).isEqualTo(vector[value]);
                }
                assertThat((float) result.getDouble("change_ratio")).isEqualTo((float) Table.changeRatio(i));
                assertThat(result.getLong("spikes")).isEqualTo(i * 3L);
                assertThat(result.getLong("macs")).isEqualTo(i * 1_000_000_000L);
                assertThat(result.getLong("macs_dense")).isEqualTo(Table.DENSE_MACS);
                assertThat(result.getString("state")).isEqualTo(i % 100 == 0 ? "key" : "delta");
            }
            assertThat(result.next()).isFalse();
        });
    }

    @Test
    void notANumberAndInfinityAreNumbersToTheReader() throws Exception {
        FeatureTable table = Table.of("clip", 4).schema();
        Path target = folder.resolve("features.csv");
        try (FeatureSink sink = OutputFormat.CSV.open(new PendingFile(target), table)) {
            FeatureRow row = new FeatureRow("clip", table);
            // To DuckDB a column of infinities alone is one of dates.
            sink.write(row);
            float[] vector = row.feature(0);
            vector[0] = Float.NaN;
            vector[1] = Float.NEGATIVE_INFINITY;
            vector[2] = Float.POSITIVE_INFINITY;
            vector[3] = Float.MIN_VALUE;
            row.set(1, 1, new FrameCost(), 0);
            sink.write(row);
            sink.commit();
        }
        assertThat(duckdb.query("SELECT column_type FROM (DESCRIBE SELECT COLUMNS('feature_.') FROM '" + target + "')"))
                .containsOnly("DOUBLE");
        duckdb.read("SELECT * FROM '" + target + "' WHERE frame_index = 1", result -> {
            assertThat(result.next()).isTrue();
            assertThat(result.getDouble("feature_0")).isNaN();
            assertThat(result.getDouble("feature_1")).isEqualTo(Double.NEGATIVE_INFINITY);
            assertThat(result.getDouble("feature_2")).isEqualTo(Double.POSITIVE_INFINITY);
            assertThat((float) result.getDouble("feature_3")).isEqualTo(Float.MIN_VALUE);
        });
    }

    private Path write(Table table, int rows) throws IOException {
        Path target = folder.resolve("features.csv");
        try (FeatureSink sink = OutputFormat.CSV.open(new PendingFile(target), table.schema())) {
            table.write(sink, rows);
            sink.commit();
        }
        return target;
    }
}

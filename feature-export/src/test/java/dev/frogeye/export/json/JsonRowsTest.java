package dev.frogeye.export.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.frogeye.engine.FrameCost;
import dev.frogeye.export.DuckDb;
import dev.frogeye.export.FeatureSinks;
import dev.frogeye.export.OutputFormat;
import dev.frogeye.export.Table;
import dev.frogeye.export.table.FeatureRow;
import dev.frogeye.export.table.FeatureSink;
import dev.frogeye.export.table.FeatureTable;
import dev.frogeye.export.table.PendingFile;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonRowsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    @Test
    void everyRowIsOneLineThatReadsBack() throws Exception {
        Table table = Table.of("übung-猫.mp4", 5, 2);
        Path target = folder.resolve("features.jsonl");
        try (FeatureSink sink = OutputFormat.JSONL.open(new PendingFile(target), table.schema())) {
            table.write(sink, 300);
            sink.commit();
        }
        List<String> lines = Files.readAllLines(target, StandardCharsets.UTF_8);
        assertThat(lines).hasSize(300);
        for (int i = 0; i < lines.size(); i++) {
            JsonNode row = JSON.readTree(lines.get(i));
            assertThat(row.get("video_id").asText()).isEqualTo(table.videoId());
            assertThat(row.get("frame_index").asLong()).isEqualTo(i * 2L);
            assertThat(row.get("pts_us").asLong()).isEqualTo(i * 33_333L);
            assertThat(row.get("timestamp_s").asDouble()).isEqualTo(i * 33_333L / 1e6);
            assertThat(JSON.treeToValue(row.get("feature_layer_0"), float[].class))
                    .isEqualTo(table.vector(i, 0));
            assertThat(JSON.treeToValue(row.get("feature_layer_1"), float[].class))
                    .isEqualTo(table.vector(i, 1));
            assertThat(row.get("macs").asLong()).isEqualTo(i * 1_000_000_000L);
            assertThat(row.get("state").asText()).isEqualTo(i % 100 == 0 ? "key" : "delta");
        }
    }

    @Test
    void keysComeInTheOrderOfTheParquetColumns() throws Exception {
        assertThat(line(new float[] {1.5f, -2}))
                .isEqualTo("{\"video_id\":\"clip\",\"frame_index\":7,\"pts_us\":250000,\"timestamp_s\":0.25,"
                        + "\"feature\":[1.5,-2.0],\"change_ratio\":0.5,\"spikes\":3,\"macs\":4,\"macs_dense\":9,"
                        + "\"state\":\"delta\"}\n");
    }

    @Test
    void whatJsonCannotSayIsNull() throws Exception {
        assertThat(line(new float[] {Float.NaN, Float.POSITIVE_INFINITY})).contains("\"feature\":[null,null]");
    }

    @Test
    void aStreamIsWrittenLineByLineAndLeftOpen() throws Exception {
        Table table = Table.of("clip", 1);
        boolean[] closed = new boolean[1];
        ByteArrayOutputStream out = new ByteArrayOutputStream() {
            @Override
            public void close() {
                closed[0] = true;
            }
        };
        try (FeatureSink sink = FeatureSinks.jsonl(out, table.schema())) {
            table.write(sink, 1);
            assertThat(out.toString(StandardCharsets.UTF_8)).endsWith("}\n");
            sink.commit();
        }
        assertThat(closed[0]).isFalse();
    }

    @Test
    void aForeignReaderFindsEveryRow() throws Exception {
        Table table = Table.of("übung, \"猫\".mp4", 5);
        Path target = folder.resolve("features.jsonl");
        try (FeatureSink sink = OutputFormat.JSONL.open(new PendingFile(target), table.schema())) {
            table.write(sink, 300);
            sink.commit();
        }
        try (DuckDb duckdb = DuckDb.open()) {
            duckdb.read("SELECT video_id, frame_index, feature::FLOAT[] AS vector FROM '" + target + "'", result -> {
                for (int i = 0; i < 300; i++) {
                    assertThat(result.next()).isTrue();
                    assertThat(result.getString("video_id")).isEqualTo(table.videoId());
                    assertThat(result.getLong("frame_index")).isEqualTo(i * 2L);
                    assertThat(DuckDb.floats(result.getArray("vector"))).isEqualTo(table.vector(i, 0));
                }
                assertThat(result.next()).isFalse();
            });
        }
    }

    private static String line(float[] vector) throws Exception {
        FeatureTable table = Table.of("clip", vector.length).schema();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (FeatureSink sink = FeatureSinks.jsonl(out, table)) {
            FeatureRow row = new FeatureRow("clip", table);
            System.arraycopy(vector, 0, row.feature(0), 0, vector.length);
            FrameCost cost = new FrameCost();
            cost.begin(false);
            cost.setChangeRatio(0.5);
            cost.addSpikes(3);
            cost.addMacs(4);
            row.set(7, 250_000, cost, 9);
            sink.write(row);
            sink.commit();
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}

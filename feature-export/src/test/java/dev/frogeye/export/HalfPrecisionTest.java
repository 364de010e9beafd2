package dev.frogeye.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.frogeye.export.table.FeatureRow;
import dev.frogeye.export.table.FeatureSink;
import dev.frogeye.export.table.FeatureTable;
import dev.frogeye.export.table.Half;
import dev.frogeye.export.table.OverflowWatch;
import dev.frogeye.export.table.PendingFile;
import dev.frogeye.export.table.VectorType;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.Float2Vector;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What foreign readers make of tables of float16. */
class HalfPrecisionTest {
    private static final int ROWS = 200;
    private static final int SIZE = 48;

    private final Table table = half(Table.of("clip.mp4", SIZE));

    @TempDir
    Path folder;

    private static Table half(Table table) {
        return new Table(table.schema().as(VectorType.FLOAT16), table.videoId());
    }

    @Test
    void duckDbReadsTheNearestHalves() throws Exception {
        Path file = write(OutputFormat.PARQUET);
        try (DuckDb duckdb = DuckDb.open()) {
            assertThat(duckdb.query("SELECT logical_type || type || type_length FROM parquet_schema('" + file
                            + "') WHERE name = 'element'"))
                    .singleElement()
                    .asString()
                    .contains("Float16", "FIXED_LEN_BYTE_ARRAY", "2");
            duckdb.read("SELECT feature FROM '" + file + "'", result -> {
                for (int row = 0; row < ROWS; row++) {
                    assertThat(result.next()).isTrue();
                    assertThat(DuckDb.floats(result.getArray(1))).isEqualTo(rounded(row));
                }
            });
            assertThat(duckdb.query("SELECT count(*) FROM '" + file
                            + "' WHERE array_cosine_similarity(feature::FLOAT[48], feature::FLOAT[48]) > 0.999"))
                    .containsExactly("" + ROWS);
        }
    }

    @Test
    void anArrayOfThemIsHalfAsLarge() throws Exception {
        Path file = write(OutputFormat.NPY);
        assertThat(Files.size(file)).isEqualTo(128 + ROWS * SIZE * 2);
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                .contains("{'descr': '<f2', 'fortran_order': False, 'shape': (200, 48), }");
        INDArray array = Nd4j.createFromNpyFile(file.toFile());
        assertThat(array.dataType()).isEqualTo(DataType.FLOAT16);
        for (int row = 0; row < ROWS; row++) {
            assertThat(array.getRow(row).toFloatVector()).isEqualTo(rounded(row));
        }
    }

    @Test
    void arrowSeesHalfFloats() throws Exception {
        try (BufferAllocator allocator = new RootAllocator();
                FileChannel channel = FileChannel.open(write(OutputFormat.ARROW));
                ArrowFileReader reader = new ArrowFileReader(channel, allocator)) {
            assertThat(reader.loadNextBatch()).isTrue();
            FixedSizeListVector lists =
                    (FixedSizeListVector) reader.getVectorSchemaRoot().getVector("feature");
            Float2Vector elements = (Float2Vector) lists.getDataVector();
            for (int i = 0; i < SIZE; i++) {
                assertThat(elements.getValueAsFloat(3 * SIZE + i)).isEqualTo(rounded(3)[i]);
            }
        }
    }

    @Test
    void textHasTheRoundedNumbers() throws Exception {
        JsonNode line = new ObjectMapper()
                .readTree(Files.readAllLines(write(OutputFormat.JSONL)).get(5));
        String[] fields = Files.readAllLines(write(OutputFormat.CSV)).get(6).split(",", -1);
        for (int i = 0; i < SIZE; i++) {
            assertThat((float) line.get("feature").get(i).asDouble()).isEqualTo(rounded(5)[i]);
            assertThat(Float.parseFloat(fields[4 + i])).isEqualTo(rounded(5)[i]);
        }
    }

    @Test
    void theMetadataSaysIt() throws Exception {
        try (DuckDb duckdb = DuckDb.open()) {
            assertThat(duckdb.pairs("SELECT decode(key), decode(value) FROM parquet_kv_metadata('"
                            + write(OutputFormat.PARQUET) + "')"))
                    .containsEntry("frogeye.dtype", "float16");
        }
    }

    @Test
    void whatIsTooLargeIsInfiniteAndSaidOnce() throws Exception {
        FeatureTable schema = Table.of("clip.mp4", 3).schema().as(VectorType.FLOAT16);
        FeatureRow row = new FeatureRow("clip.mp4", schema);
        row.feature(0)[0] = 70_000;
        row.feature(0)[1] = -1e9f;
        row.feature(0)[2] = Float.NEGATIVE_INFINITY;
        OverflowWatch watch = new OverflowWatch(schema);
        Path target = folder.resolve("large.parquet");
        try (FeatureSink sink = OutputFormat.PARQUET.open(new PendingFile(target), schema)) {
            sink.write(row);
            watch.see(row);
            sink.commit();
        }
        assertThat(watch.warning())
                .get()
                .asString()
                .contains("2 values are beyond", "65504", "in feature, is 1.0E9", "stored as infinite");
        try (DuckDb duckdb = DuckDb.open()) {
            assertThat(duckdb.query("SELECT feature::VARCHAR FROM '" + target + "'"))
                    .containsExactly("[inf, -inf, -inf]");
        }
        OverflowWatch single = new OverflowWatch(schema.as(VectorType.FLOAT32));
        single.see(row);
        assertThat(single.warning()).isEmpty();
    }

    private float[] rounded(int row) {
        float[] values = table.vector(row, 0);
        for (int i = 0; i < values.length; i++) {
            values[i] = Half.round(values[i]);
        }
        return values;
    }

    private Path write(OutputFormat format) throws IOException {
        Path target = folder.resolve("features." + format.extension());
        try (FeatureSink sink = format.open(new PendingFile(target), table.schema())) {
            table.write(sink, ROWS);
            sink.commit();
        }
        return target;
    }
}

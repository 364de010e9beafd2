package dev.frogeye.export.arrow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frogeye.encoder.Shape;
import dev.frogeye.export.OutputFormat;
import dev.frogeye.export.Table;
import dev.frogeye.export.table.FeatureColumn;
import dev.frogeye.export.table.FeatureSink;
import dev.frogeye.export.table.FeatureTable;
import dev.frogeye.export.table.OutputException;
import dev.frogeye.export.table.PendingFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.apache.arrow.vector.ipc.message.ArrowBlock;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Arrow's reader makes of the files; its allocator fails where memory was not given back. */
class ArrowRowsTest {
    @TempDir
    Path folder;

    @Test
    void everyValueIsReadBack() throws Exception {
        Table table = Table.of("clips/übung-猫.mp4", 17, 3);
        int rows = 10_000;
        try (BufferAllocator allocator = new RootAllocator();
                ArrowFileReader reader = read(write(table, rows), allocator)) {
            VectorSchemaRoot root = reader.getVectorSchemaRoot();
            int row = 0;
            while (reader.loadNextBatch()) {
                for (int i = 0; i < root.getRowCount(); i++, row++) {
                    assertThat(text(root, "video_id", i)).isEqualTo(table.videoId());
                    assertThat(integer(root, "frame_index", i)).isEqualTo(row * 2L);
                    assertThat(integer(root, "pts_us", i)).isEqualTo(row * 33_333L);
                    assertThat(((Float8Vector) root.getVector("timestamp_s")).get(i))
                            .isEqualTo(row * 33_333L / 1e6);
                    assertThat(vector(root, "feature_layer_0", i)).isEqualTo(table.vector(row, 0));
                    assertThat(vector(root, "feature_layer_1", i)).isEqualTo(table.vector(row, 1));
                    assertThat(((Float4Vector) root.getVector("change_ratio")).get(i))
                            .isEqualTo((float) Table.changeRatio(row));
                    assertThat(integer(root, "spikes", i)).isEqualTo(row * 3L);
                    assertThat(integer(root, "macs", i)).isEqualTo(row * 1_000_000_000L);
                    assertThat(integer(root, "macs_dense", i)).isEqualTo(Table.DENSE_MACS);
                    assertThat(text(root, "state", i)).isEqualTo(row % 100 == 0 ? "key" : "delta");
                }
            }
            assertThat(row).isEqualTo(rows);
        }
    }

    @Test
    void theSchemaHasVectorsOfFixedSizeAndTheMetadata() throws Exception {
        try (BufferAllocator allocator = new RootAllocator();
                ArrowFileReader reader = read(write(Table.of("clip", 8), 0), allocator)) {
            VectorSchemaRoot root = reader.getVectorSchemaRoot();
            assertThat(root.getSchema().getFields().stream().map(field -> field.getName()))
                    .containsExactly(
                            "video_id",
                            "frame_index",
                            "pts_us",
                            "timestamp_s",
                            "feature",
                            "change_ratio",
                            "spikes",
                            "macs",
                            "macs_dense",
                            "state");
            assertThat(root.getSchema().findField("feature").getType()).isEqualTo(new ArrowType.FixedSizeList(8));
            assertThat(root.getSchema().getCustomMetadata()).containsEntry("frogeye.version", "1.2.3");
            assertThat(reader.getRecordBlocks()).isEmpty();
        }
    }

    @Test
    void batchesAreBoundedHoweverLargeTheVectors() throws Exception {
        FeatureColumn maps = new FeatureColumn("feature", "conv", "conv", new Shape(128, 128, 32)); // 2 MiB a row
        Table table = new Table(new FeatureTable(List.of(maps), Map.of()), "clip");
        try (BufferAllocator allocator = new RootAllocator();
                ArrowFileReader reader = read(write(table, 10), allocator)) {
            assertThat(reader.getRecordBlocks())
                    .hasSize(3)
                    .extracting(ArrowBlock::getBodyLength)
                    .allMatch(bytes -> bytes < 9 << 20);
            assertThat(reader.loadNextBatch()).isTrue();
            assertThat(vector(reader.getVectorSchemaRoot(), "feature", 3)).isEqualTo(table.vector(3, 0));
        }
    }

    @Test
    void withoutAccessToBuffersOneLineSaysWhatToDo() throws Exception {
        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        WithoutAccess.class.getName(),
                        folder.resolve("features.arrow").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(java.waitFor()).isZero();
        assertThat(said.lines()).hasSize(1);
        assertThat(said).contains("features.arrow", "--add-opens=java.base/java.nio=ALL-UNNAMED");
        assertThat(folder).isEmptyDirectory();
    }

    /** Runs in a Java of its own, which has no options. */
    static final class WithoutAccess {
        private WithoutAccess() {}

        public static void main(String[] args) throws IOException {
            PendingFile file = new PendingFile(Path.of(args[0]));
            try (FeatureSink sink =
                    OutputFormat.ARROW.open(file, Table.of("clip", 2).schema())) {
                sink.commit();
            } catch (OutputException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    private Path write(Table table, int rows) throws IOException {
        Path target = folder.resolve("features.arrow");
        try (FeatureSink sink = OutputFormat.ARROW.open(new PendingFile(target), table.schema())) {
            table.write(sink, rows);
            sink.commit();
        }
        return target;
    }

    private static ArrowFileReader read(Path file, BufferAllocator allocator) throws IOException {
        return new ArrowFileReader(FileChannel.open(file), allocator);
    }

    private static String text(VectorSchemaRoot root, String name, int row) {
        return root.getVector(name).getObject(row).toString();
    }

    private static long integer(VectorSchemaRoot root, String name, int row) {
        return ((BigIntVector) root.getVector(name)).get(row);
    }

    private static float[] vector(VectorSchemaRoot root, String name, int row) {
        FixedSizeListVector lists = (FixedSizeListVector) root.getVector(name);
        FieldVector elements = lists.getDataVector();
        float[] values = new float[lists.getListSize()];
        for (int i = 0; i < values.length; i++) {
            values[i] = ((Float4Vector) elements).get(lists.getElementStartIndex(row) + i);
        }
        return values;
    }
}

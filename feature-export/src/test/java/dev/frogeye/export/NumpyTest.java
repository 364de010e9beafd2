package dev.frogeye.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.frogeye.encoder.Shape;
import dev.frogeye.export.table.FeatureColumn;
import dev.frogeye.export.table.FeatureSink;
import dev.frogeye.export.table.FeatureTable;
import dev.frogeye.export.table.PendingFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What a foreign reader, ND4J, makes of the NumPy files. */
class NumpyTest {
    private static final int ROWS = 3000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Table table = Table.of("clips/übung-猫.mp4", 48);

    @TempDir
    Path folder;

    @Test
    void anArrayHasARowOfFloatsForEachFrame() throws Exception {
        Path target = write(OutputFormat.NPY, "clip.npy", table);
        INDArray array = Nd4j.createFromNpyFile(target.toFile());
        assertThat(array.dataType()).isEqualTo(DataType.FLOAT);
        assertThat(array.shape()).containsExactly(ROWS, 48);
        assertThat(array.ordering()).isEqualTo('c');
        for (int row = 0; row < ROWS; row++) {
            assertThat(array.getRow(row).toFloatVector()).isEqualTo(table.vector(row, 0));
        }
    }

    @Test
    void valuesBeginWhereTheyCanBeMapped() throws Exception {
        for (int rows : new int[] {0, 9, 10, 1000}) {
            byte[] bytes = Files.readAllBytes(write(OutputFormat.NPY, "clip.npy", table, rows));
            int header =
                    10 + ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getShort(8);
            assertThat(header % 64).isZero();
            assertThat(bytes.length - header).isEqualTo(rows * 48 * Float.BYTES);
            assertThat(new String(bytes, 10, header - 10, StandardCharsets.US_ASCII))
                    .startsWith("{'descr': '<f4', 'fortran_order': False, 'shape': (" + rows + ", 48), }")
                    .endsWith(" \n");
        }
    }

    @Test
    void aColumnThatIsNotPooledKeepsHeightWidthAndChannels() throws Exception {
        FeatureColumn column = new FeatureColumn("feature", "conv", "conv", new Shape(3, 4, 5));
        Table maps = new Table(new FeatureTable(List.of(column), Map.of()), "clip");
        INDArray array = Nd4j.createFromNpyFile(
                write(OutputFormat.NPY, "clip.npy", maps, 7).toFile());
        assertThat(array.shape()).containsExactly(7, 3, 4, 5);
        float[] vector = maps.vector(6, 0);
        assertThat(array.getFloat(6, 2, 1, 4)).isEqualTo(vector[(2 * 4 + 1) * 5 + 4]);
    }

    @Test
    void theFileBesideAnArrayHasTheTimes() throws Exception {
        write(OutputFormat.NPY, "clip.npy", table);
        JsonNode json = JSON.readTree(folder.resolve("clip.npy.json").toFile());
        assertThat(json.get("video_id").asText()).isEqualTo(table.videoId());
        assertThat(json.get("fps").asDouble()).isEqualTo(29.97);
        assertThat(json.get("frame_index")).hasSize(ROWS);
        assertThat(json.get("frame_index").get(2999).asLong()).isEqualTo(5998);
        assertThat(json.get("timestamps_ms").get(1).asDouble()).isEqualTo(33.333);
        assertThat(json.get("is_key").get(100).asBoolean()).isTrue();
        assertThat(json.get("macs").get(7).asLong()).isEqualTo(7_000_000_000L);
        assertThat(json.get("metadata").get("frogeye.version").asText()).isEqualTo("1.2.3");
        assertThat(json.get("arrays").get(0).get("shape").toString()).isEqualTo("[3000,48]");
    }

    @Test
    void anArchiveHasAnArrayForEverything() throws Exception {
        Map<String, byte[]> entries = entries(write(OutputFormat.NPZ, "clip.npz", table));
        assertThat(entries)
                .containsOnlyKeys(
                        "features.npy",
                        "timestamps_ms.npy",
                        "frame_index.npy",
                        "change_ratio.npy",
                        "spikes.npy",
                        "macs.npy",
                        "macs_dense.npy",
                        "is_key.npy",
                        "fps.npy",
                        "metadata.npy");
        INDArray features = array(entries, "features");
        INDArray timestamps = array(entries, "timestamps_ms");
        INDArray frames = array(entries, "frame_index");
        INDArray macs = array(entries, "macs");
        INDArray ratios = array(entries, "change_ratio");
        INDArray keys = array(entries, "is_key");
        assertThat(timestamps.dataType()).isEqualTo(DataType.DOUBLE);
        assertThat(frames.dataType()).isEqualTo(DataType.INT64);
        assertThat(keys.dataType()).isEqualTo(DataType.BOOL);
        assertThat(features.shape()).containsExactly(ROWS, 48);
        assertThat(timestamps.shape()).containsExactly(ROWS);
        for (int row = 0; row < ROWS; row++) {
            assertThat(features.getRow(row).toFloatVector()).isEqualTo(table.vector(row, 0));
            assertThat(timestamps.getDouble(row)).isEqualTo(row * 33_333L / 1e3);
            assertThat(frames.getLong(row)).isEqualTo(row * 2L);
            assertThat(macs.getLong(row)).isEqualTo(row * 1_000_000_000L);
            assertThat(ratios.getFloat(row)).isEqualTo((float) Table.changeRatio(row));
            assertThat(keys.getInt(row)).isEqualTo(row % 100 == 0 ? 1 : 0);
        }
        assertThat(array(entries, "spikes").getLong(9)).isEqualTo(27);
        assertThat(array(entries, "macs_dense").getLong(9)).isEqualTo(Table.DENSE_MACS);
        INDArray fps = array(entries, "fps");
        assertThat(fps.isScalar()).isTrue();
        assertThat(fps.getDouble()).isEqualTo(29.97);
    }

    @Test
    void theMetadataOfAnArchiveIsTextInJson() throws Exception {
        byte[] bytes = entries(write(OutputFormat.NPZ, "clip.npz", table, 3)).get("metadata.npy");
        int header = 10 + ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getShort(8);
        String text = new String(bytes, header, bytes.length - header, Charset.forName("UTF-32LE"));
        assertThat(new String(bytes, 10, header - 10, StandardCharsets.US_ASCII))
                .startsWith("{'descr': '<U" + text.codePointCount(0, text.length())
                        + "', 'fortran_order': False, 'shape': (), }");
        JsonNode json = JSON.readTree(text);
        assertThat(json.get("video_id").asText()).isEqualTo(table.videoId());
        assertThat(json.get("metadata").get("frogeye.version").asText()).isEqualTo("1.2.3");
        assertThat(json.get("arrays").get(0).get("layer").asText()).isEqualTo("layer/0");
    }

    @Test
    void theArchiveOfSeveralLayersHasAnArrayForEach() throws Exception {
        Table two = Table.of("clip", 16, 3);
        Map<String, byte[]> entries = entries(write(OutputFormat.NPZ, "clip.npz", two, 5));
        assertThat(array(entries, "features_layer_0").getRow(4).toFloatVector()).isEqualTo(two.vector(4, 0));
        assertThat(array(entries, "features_layer_1").getRow(4).toFloatVector()).isEqualTo(two.vector(4, 1));
    }

    @Test
    void rowsOfAnotherVideoAreRefused() throws Exception {
        Table other = Table.of("other.mp4", 48);
        for (OutputFormat format : List.of(OutputFormat.NPY, OutputFormat.NPZ)) {
            try (FeatureSink sink = format.open(new PendingFile(folder.resolve("clip")), table.schema())) {
                table.write(sink, 1);
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> other.write(sink, 1))
                        .withMessageContaining("other.mp4");
            }
        }
    }

    private Path write(OutputFormat format, String name, Table rows) throws IOException {
        return write(format, name, rows, ROWS);
    }

    private Path write(OutputFormat format, String name, Table rows, int count) throws IOException {
        Path target = folder.resolve(name);
        try (FeatureSink sink = format.open(new PendingFile(target), rows.schema())) {
            rows.write(sink, count);
            sink.commit();
        }
        return target;
    }

    /** ND4J's own reader of archives knows neither truth values nor scalars, that of arrays does. */
    private INDArray array(Map<String, byte[]> entries, String name) throws IOException {
        return Nd4j.createFromNpyFile(Files.write(folder.resolve(name + ".npy"), entries.get(name + ".npy"))
                .toFile());
    }

    private static Map<String, byte[]> entries(Path archive) throws IOException {
        Map<String, byte[]> entries = new HashMap<>();
        try (InputStream in = Files.newInputStream(archive);
                ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(entry.getName(), zip.readAllBytes());
            }
        }
        return entries;
    }
}

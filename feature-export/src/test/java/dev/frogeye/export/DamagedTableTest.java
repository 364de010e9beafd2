package dev.frogeye.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.frogeye.export.table.FeatureSink;
import dev.frogeye.export.table.PendingFile;
import dev.frogeye.export.table.TableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A file that is no table, or half of one, is one clear line. */
class DamagedTableTest {
    private static final int ROWS = 30;

    private final Table table = Table.of("clip.mp4", 6);

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CSV")
    void aFileThatIsCutShortIsSaidToBe(OutputFormat format) throws IOException {
        byte[] whole = Files.readAllBytes(write(format));
        Path file = folder.resolve("half." + format.extension());
        for (int length = 0; length < whole.length - 1; length += 1 + whole.length / 80) {
            if (format == OutputFormat.JSONL && length > 0 && "}\n".indexOf(whole[length - 1]) >= 0) {
                continue; // whole lines are a table
            }
            Files.write(file, Arrays.copyOf(whole, length));
            assertThatExceptionOfType(TableException.class)
                    .as("%s bytes of %s", length, whole.length)
                    .isThrownBy(() -> readAll(file))
                    .satisfies(e -> assertThat(e.getMessage())
                            .startsWith(file.toString())
                            .doesNotContain("\n"));
        }
    }

    /** Whatever comes of it, nothing but a table or a clear error. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CSV")
    void aFileWithWrongBytesIsReadOrRefused(OutputFormat format) throws IOException {
        byte[] whole = Files.readAllBytes(write(format));
        Path file = folder.resolve("wrong." + format.extension());
        Random random = new Random(7);
        int refused = 0;
        for (int i = 0; i < 120; i++) {
            byte[] bytes = whole.clone();
            for (int j = 0; j <= i % 3; j++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            Files.write(file, bytes);
            try {
                readAll(file);
            } catch (TableException e) {
                refused++;
                assertThat(e.getMessage()).startsWith(file.toString()).doesNotContain("\n");
            }
        }
        assertThat(refused).isPositive();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hello|is none of Parquet, JSON lines, NPY, NPZ and Arrow",
                "''|is empty",
                "{\"a\":1}|has no 'video_id'",
                "{\"video_id\":[]}|holds no text in 'video_id', line 1"
            })
    void whatIsNoTableIsSaidToBeNone(String content, String message) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), content);
        assertThatExceptionOfType(TableException.class)
                .isThrownBy(() -> readAll(file))
                .withMessageContaining(message);
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatExceptionOfType(TableException.class)
                .isThrownBy(() -> readAll(folder.resolve("none.parquet")))
                .withMessageContaining("none.parquet does not exist");
    }

    @Test
    void aTableOfOthersLacksAColumn() throws Exception {
        Path file = folder.resolve("others.parquet");
        try (DuckDb duckdb = DuckDb.open()) {
            duckdb.execute("COPY (SELECT [1.5::FLOAT] AS feature, 'v' AS video_id) TO '" + file + "' (FORMAT parquet)");
        }
        assertThatExceptionOfType(TableException.class)
                .isThrownBy(() -> readAll(file))
                .withMessageContaining("has no column 'frame_index'; only tables that Frogeye wrote");
    }

    @Test
    void anotherCodecIsNamed() throws Exception {
        Path file = folder.resolve("snappy.parquet");
        try (DuckDb duckdb = DuckDb.open()) {
            duckdb.execute("COPY (SELECT * FROM '" + write(OutputFormat.PARQUET) + "') TO '" + file
                    + "' (FORMAT parquet, COMPRESSION snappy)");
        }
        assertThatExceptionOfType(TableException.class)
                .isThrownBy(() -> readAll(file))
                .withMessageContaining("compressed with SNAPPY");
    }

    @Test
    void anArrayOfDoublesOrInFortranOrderIsRefused() throws IOException {
        Path file = write(OutputFormat.NPY);
        String content = Files.readString(file, StandardCharsets.ISO_8859_1);
        Files.writeString(file, content.replace("<f4", "<i2"), StandardCharsets.ISO_8859_1);
        assertThatExceptionOfType(TableException.class)
                .isThrownBy(() -> readAll(file))
                .withMessageContaining("of the type <i2");
        Files.writeString(file, content.replace("False", "True "), StandardCharsets.ISO_8859_1);
        assertThatExceptionOfType(TableException.class)
                .isThrownBy(() -> readAll(file))
                .withMessageContaining("Fortran order");
    }

    @Test
    void aDescriptionOfAnotherArrayIsNoticed() throws IOException {
        Path file = write(OutputFormat.NPY);
        Path beside = folder.resolve("features.npy.json");
        Files.writeString(beside, Files.readString(beside).replace("\"frame_index\":[0,", "\"frame_index\":["));
        assertThatExceptionOfType(TableException.class)
                .isThrownBy(() -> readAll(file))
                .withMessageContaining("30 vectors and 29 values of frame_index");
    }

    private static void readAll(Path file) throws IOException {
        try (FeatureSource source = FeatureSource.open(file)) {
            while (source.next() != null) {
                // Reading is all.
            }
        }
    }

    private Path write(OutputFormat format) throws IOException {
        Path file = folder.resolve("features." + format.extension());
        try (FeatureSink sink = format.open(new PendingFile(file), table.schema())) {
            table.write(sink, ROWS);
            sink.commit();
        }
        return file;
    }
}

package dev.frogeye.export;

import dev.frogeye.export.arrow.ArrowReading;
import dev.frogeye.export.json.JsonReading;
import dev.frogeye.export.numpy.NumpyReading;
import dev.frogeye.export.parquet.ParquetReading;
import dev.frogeye.export.table.FeatureRow;
import dev.frogeye.export.table.FeatureTable;
import dev.frogeye.export.table.RowReader;
import dev.frogeye.export.table.TableException;
import dev.frogeye.export.table.TableKind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Gives the rows of a feature table that {@link OutputFormat} wrote, in order: Parquet, JSON lines, NumPy arrays and
 * archives, Arrow files, told by their content. Holds a row group or a batch at most, and some 50 bytes a row of NumPy
 * files. Not thread-safe.
 */
public final class FeatureSource implements AutoCloseable {
    private static final int MAGIC_BYTES = 6;

    private final RowReader rows;
    private final FeatureRow row;

    private FeatureSource(RowReader rows) {
        this.rows = rows;
        row = new FeatureRow("", rows.table());
    }

    /**
     * Opens a file.
     *
     * @throws TableException if it is no feature table
     * @throws IOException if it cannot be read
     */
    public static FeatureSource open(Path file) throws IOException {
        return new FeatureSource(reader(file));
    }

    private static RowReader reader(Path file) throws IOException {
        byte[] magic = magic(file);
        if (startsWith(magic, 'P', 'A', 'R', '1')) {
            return new ParquetReading(file);
        }
        if (startsWith(magic, 'A', 'R', 'R', 'O', 'W', '1')) {
            return new ArrowReading(file);
        }
        if (startsWith(magic, 0x93, 'N', 'U', 'M', 'P', 'Y')) {
            return NumpyReading.array(file);
        }
        if (startsWith(magic, 'P', 'K')) {
            return NumpyReading.archive(file);
        }
        if (startsWith(magic, '{')) {
            return new JsonReading(file);
        }
        throw new TableException(
                file,
                magic.length == 0
                        ? "is empty; it holds no table"
                        : "is none of Parquet, JSON lines, NPY, NPZ and Arrow; give a table that Frogeye wrote");
    }

    private static byte[] magic(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(MAGIC_BYTES);
        } catch (NoSuchFileException e) {
            throw new TableException(file, "does not exist; check the path", e);
        } catch (IOException e) {
            throw new TableException(file, "cannot be read (" + e.getMessage() + "); check its permissions", e);
        }
    }

    private static boolean startsWith(byte[] bytes, int... magic) {
        byte[] expected = new byte[magic.length];
        for (int i = 0; i < magic.length; i++) {
            expected[i] = (byte) magic[i];
        }
        return bytes.length >= magic.length && Arrays.equals(bytes, 0, magic.length, expected, 0, magic.length);
    }

    /** The columns and the metadata, as far as the file says. */
    public FeatureTable table() {
        return rows.table();
    }

    /** Which columns the table has. */
    TableKind kind() {
        return rows.kind();
    }

    /** What the file does not say or what is not taken from it, a clause each. */
    public List<String> notes() {
        return rows.notes();
    }

    /**
     * The next row, valid until the one after it; null at the end.
     *
     * @throws TableException if the file is damaged
     */
    public FeatureRow next() throws IOException {
        return rows.next(row) ? row : null;
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}

package dev.frogeye.export;

import dev.frogeye.export.arrow.ArrowRows;
import dev.frogeye.export.csv.CsvRows;
import dev.frogeye.export.json.JsonRows;
import dev.frogeye.export.numpy.NpyRows;
import dev.frogeye.export.numpy.NpzRows;
import dev.frogeye.export.parquet.ParquetRows;
import dev.frogeye.export.table.FeatureSink;
import dev.frogeye.export.table.FeatureTable;
import dev.frogeye.export.table.OutputException;
import dev.frogeye.export.table.PendingFile;
import dev.frogeye.export.table.RowWriter;
import dev.frogeye.export.table.TableKind;
import dev.frogeye.export.table.TableSink;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The file formats of a feature table. */
public enum OutputFormat {
    /** Apache Parquet, zstd; the vectors are lists that Arrow readers see as of fixed size. */
    PARQUET,
    /** One JSON object a line. */
    JSONL,
    /**
     * A NumPy array of the vectors of one column, {@code (rows, n)} or {@code (rows, height, width, channels)}, that can be
     * mapped into memory. What else the rows hold goes to a JSON file whose name is the array's with {@code .json} added.
     */
    NPY,
    /**
     * A NumPy archive: {@code features}, or {@code features_<layer>} each for several columns, {@code timestamps_ms},
     * {@code frame_index}, {@code fps}, {@code change_ratio}, {@code spikes}, {@code macs}, {@code macs_dense},
     * {@code is_key}, and {@code metadata} as JSON.
     */
    NPZ,
    /** Comma-separated values with a header; a vector has a column for each value. */
    CSV,
    /** An Arrow file; the vectors are lists of fixed size. Needs {@code --add-opens=java.base/java.nio=ALL-UNNAMED}. */
    ARROW;

    /** File extension without the dot, which is also how the format is called on the command line. */
    public String extension() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The format that a file's name ends in.
     *
     * @throws IllegalArgumentException if it ends in none
     */
    public static OutputFormat of(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(format -> name.endsWith("." + format.extension()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(file + " ends in none of "
                        + Arrays.stream(values())
                                .map(format -> "." + format.extension())
                                .collect(Collectors.joining(", "))
                        + "; name the table after its format"));
    }

    /** The files that a table of this name consists of, itself first. */
    public List<String> files(String table) {
        return this == NPY ? List.of(table, NpyRows.description(table)) : List.of(table);
    }

    /**
     * Fails where a table of so many vector columns does not fit this format, so that it can be told before a run.
     *
     * @throws IllegalArgumentException with what to do about it
     */
    public void requireFits(int columns) {
        if (this == NPY && columns > 1) {
            throw new IllegalArgumentException("an npy file holds one array, not those of " + columns
                    + " layers; use npz, which holds one for each, or extract one layer");
        }
    }

    /**
     * Opens a sink for a file. The file itself appears, or is replaced, only at {@link FeatureSink#commit()}.
     *
     * @param file to write; the sink discards it where it is not committed
     * @throws IllegalArgumentException if the table does not fit this format, see {@link #requireFits}
     * @throws OutputException if nothing can be written there; no file is left then
     */
    public FeatureSink open(PendingFile file, FeatureTable table) throws OutputException {
        return open(file, table, TableKind.VIDEO);
    }

    /** A sink for rows of this kind, of which Parquet and Arrow files alone keep all. */
    FeatureSink open(PendingFile file, FeatureTable table, TableKind kind) throws OutputException {
        requireFits(table.features().size());
        return TableSink.toFile(table, file, () -> rows(file, table, kind));
    }

    private RowWriter rows(PendingFile file, FeatureTable table, TableKind kind) throws IOException {
        return switch (this) {
            case PARQUET -> new ParquetRows(file.temporary(), table, kind);
            case JSONL -> JsonRows.to(file.temporary(), table);
            case NPY -> new NpyRows(file, table);
            case NPZ -> new NpzRows(file, table);
            case CSV -> new CsvRows(file.temporary(), table);
            case ARROW -> new ArrowRows(file.temporary(), table, kind);
        };
    }
}

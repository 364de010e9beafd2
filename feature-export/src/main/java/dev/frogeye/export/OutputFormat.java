package dev.frogeye.export;

import java.io.IOException;
import java.util.Locale;

/** The file formats of a feature table. */
public enum OutputFormat {
    /** Apache Parquet, zstd; the vectors are lists that Arrow readers see as of fixed size. */
    PARQUET,
    /** One JSON object a line. */
    JSONL;

    /** File extension without the dot, which is also how the format is called on the command line. */
    public String extension() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Opens a sink for a file. The file itself appears, or is replaced, only at {@link FeatureSink#commit()}.
     *
     * @param file to write; the sink discards it where it is not committed
     * @throws IOException if nothing can be written there; no file is left then
     */
    public FeatureSink open(PendingFile file, FeatureTable table) throws IOException {
        return switch (this) {
            case PARQUET -> new ParquetSink(file, table);
            case JSONL -> JsonlSink.to(file, table);
        };
    }
}

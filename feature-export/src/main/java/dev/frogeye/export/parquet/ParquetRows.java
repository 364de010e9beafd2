package dev.frogeye.export.parquet;

import dev.frogeye.export.arrow.ArrowSchema;
import dev.frogeye.export.table.FeatureColumn;
import dev.frogeye.export.table.FeatureRow;
import dev.frogeye.export.table.FeatureTable;
import dev.frogeye.export.table.RowWriter;
import dev.frogeye.export.table.TableColumns;
import dev.frogeye.export.table.TableKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;

/** A table as a Parquet file, holding at most one row group in memory. */
public final class ParquetRows implements RowWriter {
    /** Large enough for readers to scan fast, small enough to hold a few of them at once. */
    private static final long ROW_GROUP_BYTES = 32L << 20;

    private static final int PAGE_BYTES = 1 << 20;

    private final Path path;
    private final ParquetFile file;
    private final ParquetWriter<FeatureRow> writer;

    public ParquetRows(Path path, FeatureTable table, TableKind kind) throws IOException {
        this.path = path;
        file = new ParquetFile(path);
        try {
            writer = new Builder(file, table, kind).build();
        } catch (IOException | RuntimeException e) {
            try (file) {
                throw e;
            }
        }
    }

    @Override
    public void write(FeatureRow row) throws IOException {
        writer.write(row);
    }

    @Override
    public void finish() throws IOException {
        writer.close();
        ParquetFooter.sort(path);
    }

    @Override
    public void close() throws IOException {
        // After a failure Parquet leaves its file open, which keeps the space of the deleted file on a full disk.
        try (file) {
            writer.close();
        }
    }

    private static final class Builder extends ParquetWriter.Builder<FeatureRow, Builder> {
        private final WriteSupport<FeatureRow> rows;

        Builder(OutputFile file, FeatureTable table, TableKind kind) {
            super(file);
            Map<String, String> metadata = new LinkedHashMap<>(table.metadata());
            metadata.put(ArrowSchema.PARQUET_KEY, ArrowSchema.base64(table, kind));
            rows = new RowWriteSupport(
                    ParquetSchema.message(table, kind), table.features().size(), table.elements(), kind, metadata);
            withConf(new PlainParquetConfiguration());
            withCodecFactory(new ZstdCodecs());
            withCompressionCodec(CompressionCodecName.ZSTD);
            withDictionaryEncoding(false);
            withDictionaryEncoding(TableColumns.VIDEO_ID, true);
            withDictionaryEncoding(TableColumns.STATE, true);
            // Parquet looks at how much it holds only every hundred rows or so; vectors can be megabytes each.
            withRowGroupSize(ROW_GROUP_BYTES);
            withRowGroupRowCountLimit(rowsIn(ROW_GROUP_BYTES, table));
            withPageSize(PAGE_BYTES);
            withMinRowCountForPageSizeCheck(
                    Math.min(ParquetProperties.DEFAULT_MINIMUM_RECORD_COUNT_FOR_CHECK, rowsIn(PAGE_BYTES, table)));
            for (FeatureColumn column : table.features()) {
                // Smallest and largest value of a page of vectors help no query.
                withStatisticsEnabled(ParquetSchema.elementPath(column), false);
                withSizeStatisticsEnabled(ParquetSchema.elementPath(column), false);
            }
        }

        private static int rowsIn(long bytes, FeatureTable table) {
            return (int) Math.max(1, bytes / table.rowBytes());
        }

        @Override
        protected Builder self() {
            return this;
        }

        @Override
        @SuppressWarnings("deprecation") // abstract in Parquet, though the other is the one called
        protected WriteSupport<FeatureRow> getWriteSupport(Configuration configuration) {
            return rows;
        }

        @Override
        protected WriteSupport<FeatureRow> getWriteSupport(ParquetConfiguration configuration) {
            return rows;
        }
    }
}

package dev.frogeye.export;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.OutputFile;

/** A table as a Parquet file, holding at most one row group in memory. */
final class ParquetSink implements FeatureSink {
    /** Large enough for readers to scan fast, small enough to hold a few of them at once. */
    private static final long ROW_GROUP_BYTES = 32L << 20;

    private static final int PAGE_BYTES = 1 << 20;

    private final FeatureTable table;
    private final PendingFile file;
    private final ParquetWriter<FeatureRow> writer;
    private boolean open = true;

    ParquetSink(PendingFile file, FeatureTable table) throws IOException {
        this.table = table;
        this.file = file;
        writer = open(file, table);
    }

    private static ParquetWriter<FeatureRow> open(PendingFile file, FeatureTable table) throws IOException {
        try {
            return new Builder(new LocalOutputFile(file.temporary()), table).build();
        } catch (IOException | RuntimeException e) {
            file.discard();
            throw e;
        }
    }

    @Override
    public void write(FeatureRow row) throws IOException {
        requireOpen();
        row.requireOf(table);
        writer.write(row);
    }

    @Override
    public void commit() throws IOException {
        requireOpen();
        open = false;
        try {
            writer.close();
            file.commit();
        } finally {
            file.discard();
        }
    }

    @Override
    public void close() throws IOException {
        if (!open) {
            return;
        }
        open = false;
        try {
            writer.close();
        } finally {
            file.discard();
        }
    }

    private void requireOpen() {
        if (!open) {
            throw new IllegalStateException("the table is already committed or closed");
        }
    }

    private static final class Builder extends ParquetWriter.Builder<FeatureRow, Builder> {
        private final WriteSupport<FeatureRow> rows;

        Builder(OutputFile file, FeatureTable table) {
            super(file);
            Map<String, String> metadata = new LinkedHashMap<>(table.metadata());
            metadata.put(ParquetSchema.ARROW_KEY, ParquetSchema.arrow(table));
            rows = new RowWriteSupport(
                    ParquetSchema.message(table), table.features().size(), metadata);
            withConf(new PlainParquetConfiguration());
            withCodecFactory(new ZstdCodecs());
            withCompressionCodec(CompressionCodecName.ZSTD);
            withDictionaryEncoding(false);
            withDictionaryEncoding(ParquetSchema.VIDEO_ID, true);
            withDictionaryEncoding(ParquetSchema.STATE, true);
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

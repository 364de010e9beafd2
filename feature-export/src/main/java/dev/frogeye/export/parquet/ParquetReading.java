package dev.frogeye.export.parquet;

import dev.frogeye.export.table.ColumnOrigins;
import dev.frogeye.export.table.FeatureRow;
import dev.frogeye.export.table.FeatureTable;
import dev.frogeye.export.table.RowReader;
import dev.frogeye.export.table.RowState;
import dev.frogeye.export.table.TableColumns;
import dev.frogeye.export.table.TableException;
import dev.frogeye.export.table.TableKind;
import dev.frogeye.export.table.VectorType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.schema.MessageType;

/** A table in a Parquet file, one row group in memory. Columns may be in another order, and others among them. */
public final class ParquetReading implements RowReader {
    private static final String VECTORS = "feature";
    private static final List<String> STREAM = List.of("wall_time", "latency_ms");

    private final Path file;
    private final ParquetFileReader reader;
    private final MessageType schema;
    private final Map<String, ColumnDescriptor> leaves = new LinkedHashMap<>();
    private final List<String> vectors = new ArrayList<>();
    private final List<String> leftOut = new ArrayList<>();
    private final TableKind kind;
    private final FeatureTable table;
    private final Map<String, ParquetColumn> columns = new LinkedHashMap<>();
    private long rowsLeft; // of the row group
    private float[][] firstVectors; // of the first row, which was read to know how long they are; null afterwards

    public ParquetReading(Path file) throws IOException {
        this.file = file;
        try {
            reader = ParquetFileReader.open(
                    new LocalInputFile(file),
                    ParquetReadOptions.builder(new PlainParquetConfiguration())
                            .withCodecFactory(new ZstdCodecs())
                            .build());
        } catch (IOException | RuntimeException e) {
            throw TableException.of(file, "Parquet", e);
        }
        try {
            schema = reader.getFileMetaData().getSchema();
            kind = sort();
            table = tableOfFirstRow();
        } catch (IOException | RuntimeException e) {
            try (reader) {
                throw TableException.of(file, "Parquet", e);
            }
        }
    }

    private TableKind sort() throws TableException {
        Set<String> wanted = new LinkedHashSet<>(TableColumns.SCALARS);
        Set<String> names = new LinkedHashSet<>();
        schema.getFields().forEach(field -> names.add(field.getName()));
        boolean isStream = names.containsAll(STREAM);
        if (isStream) {
            wanted.addAll(STREAM);
        }
        for (ColumnDescriptor leaf : schema.getColumns()) {
            String name = leaf.getPath()[0];
            if (leaf.getMaxRepetitionLevel() == 1 && name.startsWith(VECTORS)) {
                vectors.add(name);
                leaves.put(name, leaf);
            } else if (wanted.contains(name) && leaf.getMaxRepetitionLevel() == 0) {
                leaves.put(name, leaf);
            } else if (!name.equals(TableColumns.TIMESTAMP)) {
                leftOut.add(name);
            }
        }
        wanted.removeAll(leaves.keySet());
        if (!wanted.isEmpty() || vectors.isEmpty()) {
            throw new TableException(
                    file,
                    "has no column '"
                            + (wanted.isEmpty() ? VECTORS : wanted.iterator().next())
                            + "'; only tables that Frogeye wrote can be converted");
        }
        return isStream ? TableKind.STREAM : TableKind.VIDEO;
    }

    private FeatureTable tableOfFirstRow() throws IOException {
        ColumnOrigins origins =
                new ColumnOrigins(ColumnOrigins.own(reader.getFileMetaData().getKeyValueMetaData()));
        Map<String, Integer> sizes = new LinkedHashMap<>();
        VectorType elements = VectorType.FLOAT16;
        for (String name : vectors) {
            if (ParquetColumn.elements(file, leaves.get(name)) == VectorType.FLOAT32) {
                elements = VectorType.FLOAT32;
            }
        }
        if (nextGroup()) {
            firstVectors = new float[vectors.size()][];
            for (int i = 0; i < firstVectors.length; i++) {
                firstVectors[i] = columns.get(vectors.get(i)).vector();
                sizes.put(vectors.get(i), firstVectors[i].length);
            }
        } else {
            for (String name : vectors) {
                sizes.put(
                        name,
                        origins.size(name)
                                .orElseThrow(() -> new TableException(
                                        file, "has no row and does not say how long its vectors are")));
            }
        }
        return origins.table(file, sizes, elements);
    }

    private boolean nextGroup() throws IOException {
        PageReadStore pages = reader.readNextRowGroup();
        if (pages == null) {
            return false;
        }
        rowsLeft = pages.getRowCount();
        ColumnReadStoreImpl store = new ColumnReadStoreImpl(
                pages, new NoConverter(), schema, reader.getFileMetaData().getCreatedBy());
        leaves.forEach((name, leaf) -> columns.put(name, new ParquetColumn(file, leaf, store.getColumnReader(leaf))));
        return rowsLeft > 0 || nextGroup();
    }

    @Override
    public FeatureTable table() {
        return table;
    }

    @Override
    public TableKind kind() {
        return kind;
    }

    @Override
    public List<String> notes() {
        return RowReader.leftOut(leftOut);
    }

    @Override
    public boolean next(FeatureRow row) throws IOException {
        try {
            if (rowsLeft == 0 && !nextGroup()) {
                return false;
            }
            rowsLeft--;
            for (int i = 0; i < vectors.size(); i++) {
                read(i, row.feature(i));
            }
            firstVectors = null;
            row.setRead(
                    column(TableColumns.VIDEO_ID).text(),
                    column("frame_index").integer(),
                    column("pts_us").integer(),
                    (float) column("change_ratio").number(),
                    column("spikes").integer(),
                    column("macs").integer(),
                    column("macs_dense").integer(),
                    RowState.parse(column(TableColumns.STATE).text()));
            if (kind == TableKind.STREAM) {
                row.setCapture(
                        column("wall_time").integer(), column("latency_ms").number());
            }
            return true;
        } catch (IOException | RuntimeException e) {
            throw TableException.of(file, "Parquet", e);
        }
    }

    private void read(int vector, float[] values) throws IOException {
        if (firstVectors == null) {
            column(vectors.get(vector)).vector(values);
        } else {
            System.arraycopy(firstVectors[vector], 0, values, 0, values.length);
        }
    }

    private ParquetColumn column(String name) {
        return columns.get(name);
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}

package dev.frogeye.export.arrow;

import dev.frogeye.export.table.ColumnOrigins;
import dev.frogeye.export.table.FeatureRow;
import dev.frogeye.export.table.FeatureTable;
import dev.frogeye.export.table.Half;
import dev.frogeye.export.table.RowReader;
import dev.frogeye.export.table.RowState;
import dev.frogeye.export.table.TableColumns;
import dev.frogeye.export.table.TableException;
import dev.frogeye.export.table.TableKind;
import dev.frogeye.export.table.VectorType;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float2Vector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.TimeStampMicroTZVector;
import org.apache.arrow.vector.ValueVector;
import org.apache.arrow.vector.VariableWidthFieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.apache.arrow.vector.types.pojo.Field;

/** A table in an Arrow file, one batch in memory. Columns may be in another order, and others among them. */
public final class ArrowReading implements RowReader {
    private static final long MEMORY_BESIDE_FILE = 64L << 20;

    private final Path file;
    private final BufferAllocator allocator;
    private final ArrowFileReader reader;
    private final List<String> vectors = new ArrayList<>();
    private final List<String> leftOut = new ArrayList<>();
    private final TableKind kind;
    private final FeatureTable table;
    private int row;
    private int rows;
    private boolean isDamaged;

    public ArrowReading(Path file) throws IOException {
        ArrowRows.requireAccess();
        this.file = file;
        FileChannel channel = FileChannel.open(file);
        // What is not compressed is no larger than its file, whatever a damaged one says; sizes are rounded up.
        allocator = new RootAllocator(2 * channel.size() + MEMORY_BESIDE_FILE);
        reader = new ArrowFileReader(channel, allocator);
        try {
            VectorSchemaRoot root = reader.getVectorSchemaRoot();
            kind = sort(root);
            table = table(root);
        } catch (IOException | RuntimeException e) {
            throw damaged(e);
        }
    }

    private TableException damaged(Exception e) throws IOException {
        isDamaged = true;
        close();
        return TableException.of(file, "Arrow", e);
    }

    private TableKind sort(VectorSchemaRoot root) throws TableException {
        List<String> wanted = new ArrayList<>(TableColumns.SCALARS);
        boolean isStream = root.getVector("wall_time") != null && root.getVector("latency_ms") != null;
        if (isStream) {
            wanted.addAll(List.of("wall_time", "latency_ms"));
        }
        for (FieldVector vector : root.getFieldVectors()) {
            String name = vector.getName();
            if (vector instanceof FixedSizeListVector && name.startsWith("feature")) {
                vectors.add(name);
            } else if (!wanted.remove(name) && !name.equals(TableColumns.TIMESTAMP)) {
                leftOut.add(name);
            }
        }
        if (!wanted.isEmpty() || vectors.isEmpty()) {
            throw new TableException(
                    file,
                    "has no column '" + (wanted.isEmpty() ? "feature" : wanted.get(0))
                            + "' that Frogeye would write; only its tables can be converted");
        }
        return isStream ? TableKind.STREAM : TableKind.VIDEO;
    }

    private FeatureTable table(VectorSchemaRoot root) throws IOException {
        Map<String, Integer> sizes = new LinkedHashMap<>();
        VectorType elements = VectorType.FLOAT16;
        for (String name : vectors) {
            FixedSizeListVector lists = (FixedSizeListVector) root.getVector(name);
            sizes.put(name, lists.getListSize());
            if (!(lists.getDataVector() instanceof Float2Vector)) {
                elements = VectorType.FLOAT32;
            }
        }
        Map<String, String> metadata = root.getSchema().getCustomMetadata();
        return new ColumnOrigins(ColumnOrigins.own(metadata == null ? Map.of() : metadata))
                .table(file, sizes, elements);
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
    public boolean next(FeatureRow target) throws IOException {
        try {
            while (row == rows) {
                if (!reader.loadNextBatch()) {
                    return false;
                }
                rows = reader.getVectorSchemaRoot().getRowCount();
                row = 0;
            }
            for (int i = 0; i < vectors.size(); i++) {
                read((FixedSizeListVector) vector(vectors.get(i)), target.feature(i));
            }
            target.setRead(
                    text(TableColumns.VIDEO_ID),
                    integer("frame_index"),
                    integer("pts_us"),
                    (float) number("change_ratio"),
                    integer("spikes"),
                    integer("macs"),
                    integer("macs_dense"),
                    RowState.parse(text(TableColumns.STATE)));
            if (kind == TableKind.STREAM) {
                target.setCapture(integer("wall_time"), number("latency_ms"));
            }
            row++;
            return true;
        } catch (IOException | RuntimeException e) {
            throw damaged(e);
        }
    }

    private void read(FixedSizeListVector lists, float[] values) throws IOException {
        ValueVector elements = lists.getDataVector();
        int first = lists.getElementStartIndex(row);
        if (elements instanceof Float4Vector floats) {
            for (int i = 0; i < values.length; i++) {
                values[i] = floats.get(first + i);
            }
        } else if (elements instanceof Float2Vector halves) {
            for (int i = 0; i < values.length; i++) {
                values[i] = Half.toFloat(halves.get(first + i));
            }
        } else {
            throw unexpected(lists.getField());
        }
    }

    private FieldVector vector(String name) throws IOException {
        return reader.getVectorSchemaRoot().getVector(name);
    }

    private String text(String name) throws IOException {
        if (vector(name) instanceof VariableWidthFieldVector texts) {
            return new String(texts.get(row), StandardCharsets.UTF_8);
        }
        throw unexpected(vector(name).getField());
    }

    private long integer(String name) throws IOException {
        if (vector(name) instanceof BigIntVector integers) {
            return integers.get(row);
        }
        if (vector(name) instanceof TimeStampMicroTZVector times) {
            return times.get(row);
        }
        throw unexpected(vector(name).getField());
    }

    private double number(String name) throws IOException {
        if (vector(name) instanceof Float4Vector floats) {
            return floats.get(row);
        }
        if (vector(name) instanceof Float8Vector doubles) {
            return doubles.get(row);
        }
        throw unexpected(vector(name).getField());
    }

    private TableException unexpected(Field field) {
        return new TableException(
                file, "holds " + field.getType() + " in '" + field.getName() + "', which is not what Frogeye writes");
    }

    @Override
    public void close() throws IOException {
        reader.close();
        if (!isDamaged) {
            // Arrow forgets a batch that it could not make sense of, and would complain here that it is not given back.
            allocator.close();
        }
    }
}

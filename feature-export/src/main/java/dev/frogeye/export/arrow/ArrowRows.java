package dev.frogeye.export.arrow;

import dev.frogeye.export.table.FeatureRow;
import dev.frogeye.export.table.FeatureTable;
import dev.frogeye.export.table.Half;
import dev.frogeye.export.table.RowWriter;
import dev.frogeye.export.table.TableKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float2Vector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.TimeStampMicroTZVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.ipc.ArrowFileWriter;

/** A table as an Arrow file, not compressed, holding one record batch in memory. */
public final class ArrowRows implements RowWriter {
    /** Large enough for readers to scan fast; a row that is larger is a batch of its own. */
    private static final long BATCH_BYTES = 8L << 20;

    private static final int MOST_ROWS = 4096;

    private final FeatureTable table;
    private final TableKind kind;
    private final int batchRows;
    private final FileChannel channel;
    private final BufferAllocator allocator;
    private final VectorSchemaRoot root;
    private final ArrowFileWriter writer;
    private int rows;

    public ArrowRows(Path file, FeatureTable table, TableKind kind) throws IOException {
        requireAccess();
        this.table = table;
        this.kind = kind;
        batchRows = (int) Math.max(1, Math.min(MOST_ROWS, BATCH_BYTES / table.rowBytes()));
        channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        allocator = new RootAllocator();
        root = VectorSchemaRoot.create(ArrowSchema.of(table, kind, table.metadata()), allocator);
        writer = new ArrowFileWriter(root, null, channel);
        try {
            writer.start();
            begin();
        } catch (IOException | RuntimeException e) {
            ArrowRows opened = this;
            try (opened) {
                throw e;
            }
        }
    }

    /** Arrow would fail while it loads its classes, for good. */
    static void requireAccess() throws IOException {
        if (!ByteBuffer.class.getModule().isOpen("java.nio", BufferAllocator.class.getModule())) {
            throw new IOException(
                    "Arrow needs access to java.nio, start Java with --add-opens=java.base/java.nio=ALL-UNNAMED");
        }
    }

    private void begin() {
        for (FieldVector vector : root.getFieldVectors()) {
            vector.setInitialCapacity(batchRows);
            vector.allocateNew();
        }
        rows = 0;
    }

    @Override
    public void write(FeatureRow row) throws IOException {
        List<FieldVector> vectors = root.getFieldVectors();
        int field = 0;
        set(vectors.get(field++), row.videoId());
        set(vectors.get(field++), row.frameIndex());
        set(vectors.get(field++), row.ptsMicros());
        ((Float8Vector) vectors.get(field++)).set(rows, row.timestampSeconds());
        for (int i = 0; i < table.features().size(); i++) {
            set((FixedSizeListVector) vectors.get(field++), row.feature(i));
        }
        ((Float4Vector) vectors.get(field++)).set(rows, row.changeRatio());
        set(vectors.get(field++), row.spikes());
        set(vectors.get(field++), row.macs());
        set(vectors.get(field++), row.macsDense());
        set(vectors.get(field++), row.state());
        if (kind == TableKind.STREAM) {
            ((TimeStampMicroTZVector) vectors.get(field++)).set(rows, row.wallMicros());
            ((Float8Vector) vectors.get(field)).set(rows, row.latencyMillis());
        }
        rows++;
        if (rows == batchRows) {
            writeBatch();
            begin();
        }
    }

    private void set(FieldVector vector, String text) {
        ((VarCharVector) vector).setSafe(rows, text.getBytes(StandardCharsets.UTF_8));
    }

    private void set(FieldVector vector, long value) {
        ((BigIntVector) vector).set(rows, value);
    }

    private void set(FixedSizeListVector vector, float[] values) {
        int first = vector.startNewValue(rows);
        if (vector.getDataVector() instanceof Float2Vector halves) {
            for (int i = 0; i < values.length; i++) {
                halves.set(first + i, Half.of(values[i]));
            }
        } else {
            Float4Vector elements = (Float4Vector) vector.getDataVector();
            for (int i = 0; i < values.length; i++) {
                elements.set(first + i, values[i]);
            }
        }
    }

    private void writeBatch() throws IOException {
        root.setRowCount(rows);
        writer.writeBatch();
    }

    @Override
    public void finish() throws IOException {
        if (rows > 0) {
            writeBatch();
        }
        writer.end();
    }

    @Override
    public void close() throws IOException {
        // The writer's own close would write the end of the file, also after a failure.
        try (channel) {
            root.close();
            allocator.close();
        }
    }
}

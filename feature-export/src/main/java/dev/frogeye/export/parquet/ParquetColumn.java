package dev.frogeye.export.parquet;

import dev.frogeye.export.table.Half;
import dev.frogeye.export.table.TableException;
import dev.frogeye.export.table.VectorType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.schema.LogicalTypeAnnotation.Float16LogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;

/** The values of one column in a row group, from the first on. */
final class ParquetColumn {
    private static final int FIRST_CAPACITY = 1024;

    private final Path file;
    private final ColumnDescriptor leaf;
    private final ColumnReader reader;

    ParquetColumn(Path file, ColumnDescriptor leaf, ColumnReader reader) {
        this.file = file;
        this.leaf = leaf;
        this.reader = reader;
    }

    /** How the values of a list are stored. */
    static VectorType elements(Path file, ColumnDescriptor leaf) throws TableException {
        PrimitiveType type = leaf.getPrimitiveType();
        if (type.getLogicalTypeAnnotation() instanceof Float16LogicalTypeAnnotation) {
            return VectorType.FLOAT16;
        }
        if (type.getPrimitiveTypeName() == PrimitiveType.PrimitiveTypeName.FLOAT) {
            return VectorType.FLOAT32;
        }
        throw new TableException(
                file, "holds " + type + " in '" + leaf.getPath()[0] + "'; only vectors of float and float16 are read");
    }

    private void requireValue() throws TableException {
        if (reader.getCurrentDefinitionLevel() < leaf.getMaxDefinitionLevel()) {
            throw new TableException(file, "has a missing value in '" + leaf.getPath()[0] + "'; Frogeye writes none");
        }
    }

    private TableException unexpected() {
        return new TableException(
                file,
                "holds " + leaf.getPrimitiveType() + " in '" + leaf.getPath()[0]
                        + "', which is not what Frogeye writes");
    }

    String text() throws TableException {
        requireValue();
        if (leaf.getPrimitiveType().getPrimitiveTypeName() != PrimitiveType.PrimitiveTypeName.BINARY) {
            throw unexpected();
        }
        String value = reader.getBinary().toStringUsingUTF8();
        reader.consume();
        return value;
    }

    long integer() throws TableException {
        requireValue();
        long value =
                switch (leaf.getPrimitiveType().getPrimitiveTypeName()) {
                    case INT64 -> reader.getLong();
                    case INT32 -> reader.getInteger();
                    default -> throw unexpected();
                };
        reader.consume();
        return value;
    }

    double number() throws TableException {
        requireValue();
        double value =
                switch (leaf.getPrimitiveType().getPrimitiveTypeName()) {
                    case FLOAT -> reader.getFloat();
                    case DOUBLE -> reader.getDouble();
                    default -> throw unexpected();
                };
        reader.consume();
        return value;
    }

    /** A list however long it is. */
    float[] vector() throws TableException {
        float[] values = new float[FIRST_CAPACITY];
        int count = 0;
        do {
            if (count == values.length) {
                values = Arrays.copyOf(values, 2 * count);
            }
            values[count++] = element();
        } while (reader.getCurrentRepetitionLevel() > 0);
        return Arrays.copyOf(values, count);
    }

    /** A list of this length. */
    void vector(float[] values) throws TableException {
        int count = 0;
        do {
            float value = element();
            if (count < values.length) {
                values[count] = value;
            }
            count++;
        } while (reader.getCurrentRepetitionLevel() > 0);
        if (count != values.length) {
            throw new TableException(
                    file,
                    "has vectors of " + values.length + " and of " + count + " values in '" + leaf.getPath()[0]
                            + "'; all of a column must be of one length");
        }
    }

    private float element() throws TableException {
        requireValue();
        float value;
        if (leaf.getPrimitiveType().getPrimitiveTypeName() == PrimitiveType.PrimitiveTypeName.FLOAT) {
            value = reader.getFloat();
        } else {
            ByteBuffer half = reader.getBinary().toByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
            value = Half.toFloat(half.getShort(half.position()));
        }
        reader.consume();
        return value;
    }
}

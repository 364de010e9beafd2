package dev.frogeye.export.parquet;

import static org.apache.parquet.schema.LogicalTypeAnnotation.float16Type;
import static org.apache.parquet.schema.LogicalTypeAnnotation.listType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.FLOAT;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import dev.frogeye.export.arrow.ArrowSchema;
import dev.frogeye.export.table.FeatureColumn;
import dev.frogeye.export.table.FeatureTable;
import dev.frogeye.export.table.TableColumns;
import dev.frogeye.export.table.TableKind;
import dev.frogeye.export.table.VectorType;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/**
 * The columns of a feature table as Parquet knows them. It has lists only; that the vectors are of fixed size is what
 * {@link ArrowSchema} says, which is kept in the footer where Arrow readers look for it.
 */
public final class ParquetSchema {
    static final String ELEMENT = "element";

    private ParquetSchema() {}

    /** Path of the values of a vector column. */
    static String elementPath(FeatureColumn column) {
        return column.name() + ".list.element";
    }

    static MessageType message(FeatureTable table, TableKind kind) {
        List<Type> fields = new ArrayList<>();
        fields.add(text(TableColumns.VIDEO_ID));
        fields.add(required(INT64, "frame_index"));
        fields.add(required(INT64, "pts_us"));
        fields.add(required(DOUBLE, TableColumns.TIMESTAMP));
        for (FeatureColumn column : table.features()) {
            fields.add(Types.requiredGroup()
                    .as(listType())
                    .repeatedGroup()
                    .addField(element(table.elements()))
                    .named("list")
                    .named(column.name()));
        }
        fields.add(required(FLOAT, "change_ratio"));
        fields.add(required(INT64, "spikes"));
        fields.add(required(INT64, "macs"));
        fields.add(required(INT64, "macs_dense"));
        fields.add(text(TableColumns.STATE));
        if (kind == TableKind.STREAM) {
            fields.add(Types.required(INT64)
                    .as(timestampType(true, TimeUnit.MICROS))
                    .named("wall_time"));
            fields.add(required(DOUBLE, "latency_ms"));
        }
        return new MessageType("frogeye", fields);
    }

    private static Type element(VectorType elements) {
        return switch (elements) {
            case FLOAT32 -> required(FLOAT, ELEMENT);
            case FLOAT16 ->
                Types.required(FIXED_LEN_BYTE_ARRAY)
                        .length(Short.BYTES)
                        .as(float16Type())
                        .named(ELEMENT);
        };
    }

    private static Type required(PrimitiveTypeName type, String name) {
        return Types.required(type).named(name);
    }

    private static Type text(String name) {
        return Types.required(BINARY).as(stringType()).named(name);
    }
}

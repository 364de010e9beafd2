package dev.frogeye.export;

import static org.apache.parquet.schema.LogicalTypeAnnotation.listType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.FLOAT;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/**
 * The columns of a feature table as Parquet and as Arrow know them. Parquet has lists only; the Arrow schema, kept in the
 * footer where Arrow readers look for it, says that the vectors are of fixed size.
 */
final class ParquetSchema {
    /** Footer key under which Arrow implementations keep their own schema. */
    static final String ARROW_KEY = "ARROW:schema";

    static final String VIDEO_ID = "video_id";
    static final String STATE = "state";

    private ParquetSchema() {}

    /** Path of the values of a vector column. */
    static String elementPath(FeatureColumn column) {
        return column.name() + ".list.element";
    }

    static MessageType message(FeatureTable table) {
        List<Type> fields = new ArrayList<>();
        fields.add(text(VIDEO_ID));
        fields.add(required(INT64, "frame_index"));
        fields.add(required(INT64, "pts_us"));
        fields.add(required(DOUBLE, "timestamp_s"));
        for (FeatureColumn column : table.features()) {
            fields.add(Types.requiredGroup()
                    .as(listType())
                    .repeatedGroup()
                    .addField(required(FLOAT, "element"))
                    .named("list")
                    .named(column.name()));
        }
        fields.add(required(FLOAT, "change_ratio"));
        fields.add(required(INT64, "spikes"));
        fields.add(required(INT64, "macs"));
        fields.add(required(INT64, "macs_dense"));
        fields.add(text(STATE));
        return new MessageType("frogeye", fields);
    }

    /** The Arrow schema as Arrow writers put it into the footer. */
    static String arrow(FeatureTable table) {
        List<Field> fields = new ArrayList<>();
        fields.add(field(VIDEO_ID, new ArrowType.Utf8()));
        fields.add(field("frame_index", int64()));
        fields.add(field("pts_us", int64()));
        fields.add(field("timestamp_s", floating(FloatingPointPrecision.DOUBLE)));
        for (FeatureColumn column : table.features()) {
            fields.add(field(
                    column.name(),
                    new ArrowType.FixedSizeList(column.size()),
                    field("element", floating(FloatingPointPrecision.SINGLE))));
        }
        fields.add(field("change_ratio", floating(FloatingPointPrecision.SINGLE)));
        fields.add(field("spikes", int64()));
        fields.add(field("macs", int64()));
        fields.add(field("macs_dense", int64()));
        fields.add(field(STATE, new ArrowType.Utf8()));
        return Base64.getEncoder().encodeToString(new Schema(fields).serializeAsMessage());
    }

    private static Type required(PrimitiveTypeName type, String name) {
        return Types.required(type).named(name);
    }

    private static Type text(String name) {
        return Types.required(BINARY).as(stringType()).named(name);
    }

    private static Field field(String name, ArrowType type, Field... children) {
        return new Field(name, FieldType.notNullable(type), List.of(children));
    }

    private static ArrowType int64() {
        return new ArrowType.Int(Long.SIZE, true);
    }

    private static ArrowType floating(FloatingPointPrecision precision) {
        return new ArrowType.FloatingPoint(precision);
    }
}

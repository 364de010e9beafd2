package dev.frogeye.export.arrow;

import dev.frogeye.export.table.FeatureColumn;
import dev.frogeye.export.table.FeatureTable;
import dev.frogeye.export.table.TableKind;
import dev.frogeye.export.table.VectorType;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/** The columns of a feature table as Arrow knows them: nothing is null, the vectors are lists of fixed size. */
public final class ArrowSchema {
    /** Key of a Parquet footer under which Arrow implementations keep their own schema. */
    public static final String PARQUET_KEY = "ARROW:schema";

    private ArrowSchema() {}

    static Schema of(FeatureTable table, TableKind kind, Map<String, String> metadata) {
        List<Field> fields = new ArrayList<>();
        fields.add(field("video_id", new ArrowType.Utf8()));
        fields.add(field("frame_index", int64()));
        fields.add(field("pts_us", int64()));
        fields.add(field("timestamp_s", floating(FloatingPointPrecision.DOUBLE)));
        for (FeatureColumn column : table.features()) {
            fields.add(field(
                    column.name(),
                    new ArrowType.FixedSizeList(column.size()),
                    field("element", floating(precision(table.elements())))));
        }
        fields.add(field("change_ratio", floating(FloatingPointPrecision.SINGLE)));
        fields.add(field("spikes", int64()));
        fields.add(field("macs", int64()));
        fields.add(field("macs_dense", int64()));
        fields.add(field("state", new ArrowType.Utf8()));
        if (kind == TableKind.STREAM) {
            fields.add(field("wall_time", new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC")));
            fields.add(field("latency_ms", floating(FloatingPointPrecision.DOUBLE)));
        }
        return new Schema(fields, metadata);
    }

    /** As Arrow writers put it into a Parquet footer, which has a place of its own for the metadata. */
    public static String base64(FeatureTable table, TableKind kind) {
        return Base64.getEncoder().encodeToString(of(table, kind, Map.of()).serializeAsMessage());
    }

    private static FloatingPointPrecision precision(VectorType elements) {
        return switch (elements) {
            case FLOAT32 -> FloatingPointPrecision.SINGLE;
            case FLOAT16 -> FloatingPointPrecision.HALF;
        };
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

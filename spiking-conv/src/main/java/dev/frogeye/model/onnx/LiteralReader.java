package dev.frogeye.model.onnx;

import dev.frogeye.model.ModelText;
import dev.frogeye.model.UnsupportedModelException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorProto.DataType;

/** Reads the tensors of an ONNX file; what the extents claim must be in the file before anything is allocated. */
final class LiteralReader {
    private final String owner;
    private final TensorProto proto;
    private final List<Integer> dims;
    private final int size;

    private LiteralReader(String owner, TensorProto proto) {
        this.owner = owner;
        this.proto = proto;
        dims = dims();
        size = size();
    }

    /** @param owner model and tensor, or the node it belongs to, as they start a message */
    static Literal read(String owner, TensorProto proto) {
        return new LiteralReader(owner, proto).read();
    }

    static String typeName(int dataType) {
        DataType type = DataType.forNumber(dataType);
        return type == null ? "number " + dataType : type.name();
    }

    private Literal read() {
        if (proto.getDataLocation() == TensorProto.DataLocation.EXTERNAL || proto.getExternalDataCount() > 0) {
            throw error("is stored in another file, which is not supported; export the model as a single file");
        }
        DataType type = DataType.forNumber(proto.getDataType());
        if (type == null) {
            throw unsupportedType();
        }
        return switch (type) {
            case FLOAT, DOUBLE, FLOAT16 -> new Literal.Floats(dims, floats(type));
            case INT64, INT32, UINT32, INT16, UINT16, INT8, UINT8, BOOL -> new Literal.Integers(dims, integers(type), type);
            default -> throw unsupportedType();
        };
    }

    private List<Integer> dims() {
        if (proto.getDimsCount() > Limits.RANK) {
            throw error("has rank " + proto.getDimsCount() + ", more than " + Limits.RANK);
        }
        List<Integer> extents = new ArrayList<>();
        for (long dim : proto.getDimsList()) {
            if (dim < 0 || dim > Limits.TENSOR_VALUES) {
                throw error("has an extent of " + dim);
            }
            extents.add((int) dim);
        }
        return List.copyOf(extents);
    }

    private int size() {
        long values = Dims.size(dims);
        if (values > Limits.TENSOR_VALUES) {
            throw error("is too large: " + ModelText.dims(dims));
        }
        return (int) values;
    }

    private float[] floats(DataType type) {
        boolean raw = !proto.getRawData().isEmpty();
        ByteBuffer bytes = raw ? rawBytes(type == DataType.DOUBLE ? 8 : type == DataType.FLOAT ? 4 : 2) : null;
        if (!raw) {
            requireCount(
                    switch (type) {
                        case DOUBLE -> proto.getDoubleDataCount();
                        case FLOAT -> proto.getFloatDataCount();
                        default -> proto.getInt32DataCount();
                    });
        }
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = switch (type) {
                case DOUBLE -> (float) (raw ? bytes.getDouble() : proto.getDoubleData(i));
                case FLOAT -> raw ? bytes.getFloat() : proto.getFloatData(i);
                default -> half(raw ? bytes.getShort() : (short) proto.getInt32Data(i));
            };
        }
        return values;
    }

    private long[] integers(DataType type) {
        if (size > Limits.INTEGER_VALUES) {
            throw error("holds more than " + Limits.INTEGER_VALUES + " integers");
        }
        boolean raw = !proto.getRawData().isEmpty();
        ByteBuffer bytes = raw ? rawBytes(integerBytes(type)) : null;
        if (!raw) {
            requireCount(
                    switch (type) {
                        case INT64 -> proto.getInt64DataCount();
                        case UINT32 -> proto.getUint64DataCount();
                        default -> proto.getInt32DataCount();
                    });
        }
        long[] values = new long[size];
        for (int i = 0; i < size; i++) {
            values[i] = raw ? rawInteger(type, bytes) : typedInteger(type, i);
        }
        return values;
    }

    private static int integerBytes(DataType type) {
        return switch (type) {
            case INT64 -> 8;
            case INT32, UINT32 -> 4;
            case INT16, UINT16 -> 2;
            default -> 1;
        };
    }

    private static long rawInteger(DataType type, ByteBuffer bytes) {
        return switch (type) {
            case INT64 -> bytes.getLong();
            case INT32 -> bytes.getInt();
            case UINT32 -> Integer.toUnsignedLong(bytes.getInt());
            case INT16 -> bytes.getShort();
            case UINT16 -> Short.toUnsignedLong(bytes.getShort());
            case INT8 -> bytes.get();
            default -> Byte.toUnsignedLong(bytes.get());
        };
    }

    private long typedInteger(DataType type, int i) {
        return switch (type) {
            case INT64 -> proto.getInt64Data(i);
            case UINT32 -> proto.getUint64Data(i);
            default -> proto.getInt32Data(i);
        };
    }

    private ByteBuffer rawBytes(int bytesPerValue) {
        long needed = (long) size * bytesPerValue;
        if (proto.getRawData().size() != needed) {
            throw error(
                    "holds " + proto.getRawData().size() + " bytes where " + ModelText.dims(dims) + " needs " + needed);
        }
        return proto.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    private void requireCount(int count) {
        if (count != size) {
            throw error("holds " + count + " values where " + ModelText.dims(dims) + " needs " + size);
        }
    }

    /** IEEE 754 half precision; {@code Float.float16ToFloat} came after Java 17. */
    static float half(short bits) {
        int sign = bits < 0 ? -1 : 1;
        int exponent = (bits >> 10) & 0x1f;
        int fraction = bits & 0x3ff;
        if (exponent == 0x1f) {
            return fraction == 0 ? sign * Float.POSITIVE_INFINITY : Float.NaN;
        }
        return exponent == 0
                ? sign * Math.scalb((float) fraction, -24)
                : sign * Math.scalb((float) (fraction | 0x400), exponent - 25);
    }

    private UnsupportedModelException unsupportedType() {
        return error("is of type " + typeName(proto.getDataType()) + ", which is not supported");
    }

    private UnsupportedModelException error(String problem) {
        String tensor = proto.getName().isEmpty() ? "a constant" : "constant " + ModelText.quote(proto.getName());
        return new UnsupportedModelException(owner + ": " + tensor + " " + problem);
    }
}

package dev.frogeye.model.onnx.constant;

import dev.frogeye.model.ModelText;
import dev.frogeye.model.UnsupportedModelException;
import dev.frogeye.model.onnx.file.ElementType;
import dev.frogeye.model.onnx.file.Limits;
import dev.frogeye.model.onnx.proto.Onnx.TensorProto;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Reads the tensors of an ONNX file; what the extents claim must be in the file before anything is allocated. */
public final class LiteralReader {
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
    public static Literal read(String owner, TensorProto proto) {
        return new LiteralReader(owner, proto).read();
    }

    private Literal read() {
        if (proto.getDataLocation() == TensorProto.DataLocation.EXTERNAL || proto.getExternalDataCount() > 0) {
            throw error("is stored in another file, which was not read with it; open the model from its folder");
        }
        ElementType type = ElementType.of(proto.getDataType()).orElseThrow(() -> unsupportedType("export it as FLOAT"));
        if (type.isFloat()) {
            return new Literal.Floats(dims, floats(type));
        }
        if (type.isInteger()) {
            return new Literal.Integers(dims, integers(type), type);
        }
        throw unsupportedType(
                type.name().startsWith("FLOAT") ? "export it as FLOAT or FLOAT16" : "it holds no numbers");
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

    private float[] floats(ElementType type) {
        boolean raw = !proto.getRawData().isEmpty();
        ByteBuffer bytes = raw ? rawBytes(type) : null;
        if (!raw) {
            requireCount(
                    switch (type) {
                        case DOUBLE -> proto.getDoubleDataCount();
                        case FLOAT -> proto.getFloatDataCount();
                        default -> proto.getInt32DataCount();
                    },
                    size);
        }
        float[] values = new float[size];
        if (raw && type == ElementType.FLOAT) {
            bytes.asFloatBuffer().get(values);
            return values;
        }
        for (int i = 0; i < size; i++) {
            values[i] = switch (type) {
                case DOUBLE -> (float) (raw ? bytes.getDouble() : proto.getDoubleData(i));
                case FLOAT -> proto.getFloatData(i);
                case BFLOAT16 -> Float.intBitsToFloat((raw ? bytes.getShort() : proto.getInt32Data(i)) << 16);
                default -> half(raw ? bytes.getShort() : (short) proto.getInt32Data(i));
            };
        }
        return values;
    }

    private long[] integers(ElementType type) {
        if (size > Limits.INTEGER_VALUES) {
            throw error("holds more than " + Limits.INTEGER_VALUES + " integers");
        }
        boolean raw = !proto.getRawData().isEmpty();
        ByteBuffer bytes = raw ? rawBytes(type) : null;
        if (!raw) {
            requireCount(
                    switch (type) {
                        case INT64 -> proto.getInt64DataCount();
                        case UINT32, UINT64 -> proto.getUint64DataCount();
                        default -> proto.getInt32DataCount();
                    },
                    type.bits() < Byte.SIZE ? type.bytes(size) : size);
        }
        long[] values = new long[size];
        for (int i = 0; i < size; i++) {
            values[i] = type.wrapped(raw ? rawInteger(type, bytes, i) : typedInteger(type, i));
        }
        return values;
    }

    private static long rawInteger(ElementType type, ByteBuffer bytes, int i) {
        return switch (type.bits()) {
            case Long.SIZE -> bytes.getLong();
            case Integer.SIZE -> bytes.getInt();
            case Short.SIZE -> bytes.getShort();
            case Byte.SIZE -> bytes.get();
            default -> narrow(type, i, bytes.get(i * type.bits() / Byte.SIZE));
        };
    }

    private long typedInteger(ElementType type, int i) {
        return switch (type) {
            case INT64 -> proto.getInt64Data(i);
            case UINT32, UINT64 -> proto.getUint64Data(i);
            case UINT4, INT4, UINT2, INT2 -> narrow(type, i, proto.getInt32Data(i * type.bits() / Byte.SIZE));
            default -> proto.getInt32Data(i);
        };
    }

    /** A value that shares its byte with others, the first in the lowest bits. */
    private static long narrow(ElementType type, int i, int shared) {
        return shared >> i * type.bits() % Byte.SIZE;
    }

    private ByteBuffer rawBytes(ElementType type) {
        long needed = type.bytes(size);
        if (proto.getRawData().size() != needed) {
            throw error(
                    "holds " + proto.getRawData().size() + " bytes where " + ModelText.dims(dims) + " needs " + needed);
        }
        return proto.getRawData().asReadOnlyByteBuffer().slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    private void requireCount(int count, long needed) {
        if (count != needed) {
            throw error("holds " + count + " values where " + ModelText.dims(dims) + " needs " + needed);
        }
    }

    /** IEEE 754 half precision; {@code Float.float16ToFloat} came after Java 17. */
    public static float half(short bits) {
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

    private UnsupportedModelException unsupportedType(String remedy) {
        return error("is of type " + ElementType.name(proto.getDataType()) + ", which is not supported; " + remedy);
    }

    private UnsupportedModelException error(String problem) {
        String tensor = proto.getName().isEmpty() ? "a constant" : "constant " + ModelText.quote(proto.getName());
        return new UnsupportedModelException(owner + ": " + tensor + " " + problem);
    }
}

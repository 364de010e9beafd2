package dev.frogeye.model.onnx.file;

import java.util.Arrays;
import java.util.Optional;

/** The element types of ONNX tensors by their numbers, those included that the protobuf classes at hand do not know. */
public enum ElementType {
    FLOAT(1, Kind.FLOAT, 32),
    UINT8(2, Kind.UNSIGNED, 8),
    INT8(3, Kind.SIGNED, 8),
    UINT16(4, Kind.UNSIGNED, 16),
    INT16(5, Kind.SIGNED, 16),
    INT32(6, Kind.SIGNED, 32),
    INT64(7, Kind.SIGNED, 64),
    STRING(8, Kind.OTHER, 0),
    BOOL(9, Kind.UNSIGNED, 8),
    FLOAT16(10, Kind.FLOAT, 16),
    DOUBLE(11, Kind.FLOAT, 64),
    UINT32(12, Kind.UNSIGNED, 32),
    UINT64(13, Kind.UNSIGNED, 64),
    COMPLEX64(14, Kind.OTHER, 64),
    COMPLEX128(15, Kind.OTHER, 128),
    BFLOAT16(16, Kind.FLOAT, 16),
    FLOAT8E4M3FN(17, Kind.OTHER, 8),
    FLOAT8E4M3FNUZ(18, Kind.OTHER, 8),
    FLOAT8E5M2(19, Kind.OTHER, 8),
    FLOAT8E5M2FNUZ(20, Kind.OTHER, 8),
    UINT4(21, Kind.UNSIGNED, 4),
    INT4(22, Kind.SIGNED, 4),
    FLOAT4E2M1(23, Kind.OTHER, 4),
    FLOAT8E8M0(24, Kind.OTHER, 8),
    UINT2(25, Kind.UNSIGNED, 2),
    INT2(26, Kind.SIGNED, 2);

    private enum Kind {
        FLOAT,
        SIGNED,
        UNSIGNED,
        OTHER
    }

    private final int number;
    private final Kind kind;
    private final int bits;

    ElementType(int number, Kind kind, int bits) {
        this.number = number;
        this.kind = kind;
        this.bits = bits;
    }

    public static Optional<ElementType> of(long number) {
        return Arrays.stream(values()).filter(type -> type.number == number).findFirst();
    }

    /** As messages call the type of this number. */
    public static String name(long number) {
        return of(number).map(ElementType::name).orElse("number " + number);
    }

    public int number() {
        return number;
    }

    /** Of one value; 0 where values differ. */
    public int bits() {
        return bits;
    }

    /** Bytes that values take in {@code raw_data} or a file of their own; narrow ones share bytes. */
    public long bytes(long values) {
        return (values * bits + 7) / 8;
    }

    /** Floats that are computed with: as float32, whatever their width. */
    public boolean isFloat() {
        return kind == Kind.FLOAT;
    }

    public boolean isSigned() {
        return kind == Kind.SIGNED;
    }

    public boolean isInteger() {
        return kind == Kind.SIGNED || kind == Kind.UNSIGNED;
    }

    /** An integer as this type holds it: wrapped to its bits, or 0 and 1 for {@link #BOOL}. */
    public long wrapped(long value) {
        if (this == BOOL) {
            return value == 0 ? 0 : 1;
        }
        int unused = Long.SIZE - bits;
        return kind == Kind.SIGNED ? value << unused >> unused : value << unused >>> unused;
    }
}

package dev.frogeye.export.table;

import java.nio.ByteBuffer;
import java.util.Locale;

/** How the values of the vectors are stored. In a row they are floats all the same; a file gets them rounded. */
public enum VectorType {
    /** IEEE 754 single precision. */
    FLOAT32(Float.BYTES, "<f4") {
        @Override
        public float stored(float value) {
            return value;
        }

        @Override
        public void put(ByteBuffer out, float value) {
            out.putFloat(value);
        }

        @Override
        public float get(ByteBuffer in) {
            return in.getFloat();
        }
    },
    /**
     * IEEE 754 half precision: half the space, three significant digits, nothing beyond 65504. The nearest value is
     * taken, the even one of two; what is beyond becomes infinite, see {@link OverflowWatch}.
     */
    FLOAT16(Short.BYTES, "<f2") {
        @Override
        public float stored(float value) {
            return Half.round(value);
        }

        @Override
        public void put(ByteBuffer out, float value) {
            out.putShort(Half.of(value));
        }

        @Override
        public float get(ByteBuffer in) {
            return Half.toFloat(in.getShort());
        }
    };

    private final int bytes;
    private final String numpy;

    VectorType(int bytes, String numpy) {
        this.bytes = bytes;
        this.numpy = numpy;
    }

    /** Bytes of a value. */
    public int bytes() {
        return bytes;
    }

    /** As the command line and the metadata have it: {@code float32}, {@code float16}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** As NumPy calls it. */
    public String numpy() {
        return numpy;
    }

    /** What becomes of a value when it is stored. */
    public abstract float stored(float value);

    /** Stores a value in the byte order of the buffer. */
    public abstract void put(ByteBuffer out, float value);

    /** Reads a value in the byte order of the buffer. */
    public abstract float get(ByteBuffer in);
}

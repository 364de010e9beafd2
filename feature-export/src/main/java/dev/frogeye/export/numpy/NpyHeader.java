package dev.frogeye.export.numpy;

import dev.frogeye.export.table.FeatureColumn;
import dev.frogeye.export.table.VectorType;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The header of a NumPy array, format 1.0: what precedes the values, which are little-endian and in C order. Its length
 * is a multiple of 64 bytes and does not depend on how many rows there are.
 */
final class NpyHeader {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    private static final int LENGTH_BYTES = 2;
    private static final int ALIGNMENT = 64;

    /** Digits of the largest number of rows, as NumPy itself leaves room for. */
    private static final int ROW_DIGITS = 21;

    private NpyHeader() {}

    /**
     * Encodes a header.
     *
     * @param type as NumPy spells it, such as {@code <f4}
     * @param shape empty for a scalar; rows first
     */
    static byte[] of(String type, long... shape) {
        StringBuilder text = new StringBuilder("{'descr': '")
                .append(type)
                .append("', 'fortran_order': False, 'shape': ")
                .append(tuple(shape))
                .append(", }");
        if (shape.length > 0) {
            text.append(" ".repeat(ROW_DIGITS - Long.toString(shape[0]).length()));
        }
        int length = MAGIC.length + LENGTH_BYTES + text.length() + 1;
        text.append(" ".repeat(ALIGNMENT - length % ALIGNMENT)).append('\n');
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        header.writeBytes(MAGIC);
        header.write(text.length());
        header.write(text.length() >> Byte.SIZE);
        header.writeBytes(text.toString().getBytes(StandardCharsets.US_ASCII));
        return header.toByteArray();
    }

    /** Header of the array of a column's vectors: {@code (rows, n)}, or {@code (rows, height, width, channels)}. */
    static byte[] of(FeatureColumn column, VectorType elements, long rows) {
        return of(elements.numpy(), shape(column, rows));
    }

    static long[] shape(FeatureColumn column, long rows) {
        return column.shape().pixels() == 1
                ? new long[] {rows, column.size()}
                : new long[] {
                    rows,
                    column.shape().height(),
                    column.shape().width(),
                    column.shape().channels()
                };
    }

    private static String tuple(long[] shape) {
        String values = Arrays.stream(shape).mapToObj(Long::toString).collect(Collectors.joining(", "));
        return shape.length == 1 ? "(" + values + ",)" : "(" + values + ")";
    }
}

package dev.frogeye.export.numpy;

import dev.frogeye.export.table.TableException;
import dev.frogeye.export.table.VectorType;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A NumPy array, from its header to its last value. */
final class NpyInput implements Closeable {
    private static final int PREFIX_BYTES = 8;
    private static final int LONGEST_HEADER = 1 << 16;
    private static final Pattern TYPE = Pattern.compile("'descr':\\s*'([^']*)'");
    private static final Pattern FORTRAN = Pattern.compile("'fortran_order':\\s*True");
    private static final Pattern SHAPE = Pattern.compile("'shape':\\s*\\(([0-9, ]*)\\)");

    private final Path file;
    private final String name;
    private final InputStream in;
    private final String type;
    private final long[] shape;
    private byte[] buffer = new byte[0];

    /**
     * Reads the header.
     *
     * @param name of the array, for messages
     * @param in closed with this
     * @param bytes that the array has with its header
     */
    NpyInput(Path file, String name, InputStream in, long bytes) throws IOException {
        this.file = file;
        this.name = name;
        this.in = in;
        byte[] prefix = in.readNBytes(PREFIX_BYTES);
        if (prefix.length < PREFIX_BYTES || prefix[1] != 'N') {
            throw wrong("is no NumPy array");
        }
        int lengthBytes = prefix[6] == 1 ? Short.BYTES : Integer.BYTES;
        ByteBuffer length = ByteBuffer.wrap(Arrays.copyOf(in.readNBytes(lengthBytes), Integer.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        int headerBytes = length.getInt();
        if (headerBytes < 0 || headerBytes > LONGEST_HEADER) {
            throw wrong("has no header that NumPy would write");
        }
        String header = new String(in.readNBytes(headerBytes), StandardCharsets.ISO_8859_1);
        Matcher typeFound = TYPE.matcher(header);
        Matcher shapeFound = SHAPE.matcher(header);
        if (!typeFound.find() || !shapeFound.find()) {
            throw wrong("has no plain type and shape");
        }
        if (FORTRAN.matcher(header).find()) {
            throw wrong("is in Fortran order; save numpy.ascontiguousarray of it");
        }
        type = typeFound.group(1);
        shape = shape(shapeFound.group(1));
        long declared = bytes(bytes);
        long held = bytes - PREFIX_BYTES - lengthBytes - headerBytes;
        if (declared > held) {
            throw wrong("is cut short: it has " + held + " bytes of values where " + declared + " are declared");
        }
    }

    private long[] shape(String text) throws TableException {
        try {
            return Arrays.stream(text.split(","))
                    .map(String::strip)
                    .filter(extent -> !extent.isEmpty())
                    .mapToLong(Long::parseLong)
                    .toArray();
        } catch (NumberFormatException e) {
            throw new TableException(file, "has an array '" + name + "' of the shape (" + text + ")", e);
        }
    }

    private long bytes(long most) throws TableException {
        int size = valueBytes();
        try {
            return Math.multiplyExact(count(), size);
        } catch (ArithmeticException e) {
            throw new TableException(
                    file, "declares more values in '" + name + "' than its " + most + " bytes hold", e);
        }
    }

    private long count() {
        return Arrays.stream(shape).reduce(1, Math::multiplyExact);
    }

    private int valueBytes() throws TableException {
        return switch (type) {
            case "<f8", "<i8" -> Long.BYTES;
            case "<f4", "<i4" -> Integer.BYTES;
            case "<f2" -> Short.BYTES;
            case "|b1" -> Byte.BYTES;
            default -> {
                if (!type.matches("<U[0-9]{1,8}")) {
                    throw wrong("is of the type " + type + ", which Frogeye does not write; save float32 or float16");
                }
                yield Integer.parseInt(type.substring(2)) * Integer.BYTES;
            }
        };
    }

    private TableException wrong(String problem) {
        return new TableException(file, "cannot be read: the array '" + name + "' " + problem);
    }

    /** Rows first; empty for a single value. */
    long[] shape() {
        return shape.clone();
    }

    /** How vectors are stored. */
    VectorType elements() throws TableException {
        for (VectorType elements : VectorType.values()) {
            if (elements.numpy().equals(type)) {
                return elements;
            }
        }
        throw wrong("is of the type " + type + "; vectors are float32 or float16");
    }

    /** The next values, as many as there is room for. */
    void read(VectorType elements, float[] values) throws IOException {
        ByteBuffer bytes = next(values.length * elements.bytes());
        for (int i = 0; i < values.length; i++) {
            values[i] = elements.get(bytes);
        }
    }

    private ByteBuffer next(int count) throws IOException {
        if (buffer.length < count) {
            buffer = new byte[count];
        }
        if (in.readNBytes(buffer, 0, count) < count) {
            throw new EOFException("the array '" + name + "' ends early");
        }
        return ByteBuffer.wrap(buffer, 0, count).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** All values of an array of one dimension, or the single one. */
    double[] numbers() throws IOException {
        double[] values = new double[Math.toIntExact(count())];
        for (int i = 0; i < values.length; i++) {
            ByteBuffer bytes = next(valueBytes());
            values[i] = switch (type) {
                case "<f8" -> bytes.getDouble();
                case "<f4" -> bytes.getFloat();
                case "<i8" -> bytes.getLong();
                case "<i4" -> bytes.getInt();
                case "|b1" -> bytes.get();
                default -> throw wrong("is of the type " + type + ", not numbers");
            };
        }
        return values;
    }

    /** All values of an array of integers, exactly. */
    long[] integers() throws IOException {
        if (!type.equals("<i8")) {
            return Arrays.stream(numbers()).mapToLong(value -> (long) value).toArray();
        }
        long[] values = new long[Math.toIntExact(count())];
        for (int i = 0; i < values.length; i++) {
            values[i] = next(Long.BYTES).getLong();
        }
        return values;
    }

    /** The text that this is. */
    String text() throws IOException {
        int size = valueBytes();
        if (!type.startsWith("<U")) {
            throw wrong("is of the type " + type + ", not text");
        }
        ByteBuffer bytes = next(size);
        return new String(bytes.array(), 0, size, Charset.forName("UTF-32LE")).replace("\0", "");
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}

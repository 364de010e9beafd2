package dev.frogeye.export.numpy;

import dev.frogeye.export.table.FeatureColumn;
import dev.frogeye.export.table.VectorType;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A NumPy archive in the making: a zip file of arrays, not compressed, in the order in which they are added. Equal arrays
 * make equal files.
 */
final class NpzFile implements Closeable {
    private static final int CHUNK_BYTES = 1 << 16;

    /** Any that a zip file can hold without naming a time zone. */
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

    /** Puts one value into a buffer. */
    @FunctionalInterface
    interface Values {
        void put(ByteBuffer out, int i);
    }

    /** Writes the content of an entry; done twice, since its checksum goes before it. */
    @FunctionalInterface
    private interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    private final ZipOutputStream zip;

    NpzFile(Path file) throws IOException {
        zip = new ZipOutputStream(
                new BufferedOutputStream(Files.newOutputStream(file, StandardOpenOption.CREATE_NEW), CHUNK_BYTES));
        zip.setMethod(ZipOutputStream.STORED);
    }

    /** Adds an array of one dimension. */
    void add(String name, String type, int valueBytes, int count, Values values) throws IOException {
        array(name, NpyHeader.of(type, count), (long) count * valueBytes, out -> writeTo(out, count, values));
    }

    /** Adds an array without a dimension. */
    void addScalar(String name, double value) throws IOException {
        array(name, NpyHeader.of("<f8"), Double.BYTES, out -> writeTo(out, 1, (bytes, i) -> bytes.putDouble(value)));
    }

    /** Adds an array without a dimension, of text. */
    void addScalar(String name, String text) throws IOException {
        byte[] value = text.getBytes(Charset.forName("UTF-32LE"));
        byte[] header = NpyHeader.of("<U" + value.length / Integer.BYTES);
        array(name, header, value.length, out -> out.write(value));
    }

    /** Adds the array of a column whose values are all of a file. */
    void add(String name, FeatureColumn column, VectorType elements, long rows, FileChannel values) throws IOException {
        array(name, NpyHeader.of(column, elements, rows), values.size(), out -> {
            values.position(0);
            Channels.newInputStream(values).transferTo(out);
        });
    }

    private void array(String name, byte[] header, long valueBytes, Content values) throws IOException {
        Content content = out -> {
            out.write(header);
            values.writeTo(out);
        };
        CRC32 checksum = new CRC32();
        content.writeTo(new CheckedOutputStream(OutputStream.nullOutputStream(), checksum));
        ZipEntry entry = new ZipEntry(name + ".npy");
        entry.setTimeLocal(TIME);
        entry.setSize(header.length + valueBytes);
        entry.setCrc(checksum.getValue());
        zip.putNextEntry(entry);
        content.writeTo(zip);
        zip.closeEntry();
    }

    private static void writeTo(OutputStream out, int count, Values values) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(CHUNK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            if (bytes.remaining() < Long.BYTES) {
                out.write(bytes.array(), 0, bytes.position());
                bytes.clear();
            }
            values.put(bytes, i);
        }
        out.write(bytes.array(), 0, bytes.position());
    }

    /** Completes the archive. */
    @Override
    public void close() throws IOException {
        zip.close();
    }
}

package dev.frogeye.export.parquet;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Comparator;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.KeyValue;
import org.apache.parquet.format.PageEncodingStats;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;

/**
 * Puts the footer of a Parquet file in order. Parquet collects the encodings of a column in sets of objects whose order
 * differs from one process to the next; equal tables are to be equal files.
 */
final class ParquetFooter {
    /** At the end of the file: the length of the footer, and these. */
    private static final int MAGIC_BYTES = 4;

    private static final int TAIL_BYTES = Integer.BYTES + MAGIC_BYTES;

    private ParquetFooter() {}

    static void sort(Path path) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            byte[] tail = read(file, file.length() - TAIL_BYTES, TAIL_BYTES);
            int length = ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN).getInt();
            long start = file.length() - TAIL_BYTES - length;
            byte[] sorted = sorted(read(file, start, length));
            ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN).putInt(sorted.length);
            file.seek(start);
            file.write(sorted);
            file.write(tail);
            file.setLength(file.getFilePointer());
        }
    }

    private static byte[] read(RandomAccessFile file, long position, int length) throws IOException {
        byte[] bytes = new byte[length];
        file.seek(position);
        file.readFully(bytes);
        return bytes;
    }

    private static byte[] sorted(byte[] footer) throws IOException {
        FileMetaData metadata = Util.readFileMetaData(new ByteArrayInputStream(footer));
        metadata.getKey_value_metadata().sort(Comparator.comparing(KeyValue::getKey));
        for (RowGroup group : metadata.getRow_groups()) {
            group.getColumns().forEach(column -> sort(column.getMeta_data()));
        }
        ByteArrayOutputStream sorted = new ByteArrayOutputStream(footer.length);
        Util.writeFileMetaData(metadata, sorted);
        return sorted.toByteArray();
    }

    private static void sort(ColumnMetaData column) {
        column.getEncodings().sort(Comparator.naturalOrder());
        if (column.isSetEncoding_stats()) {
            column.getEncoding_stats()
                    .sort(Comparator.comparing(PageEncodingStats::getPage_type)
                            .thenComparing(PageEncodingStats::getEncoding));
        }
    }
}

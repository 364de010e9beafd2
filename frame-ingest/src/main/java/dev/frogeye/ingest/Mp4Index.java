package dev.frogeye.ingest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The box of an MP4 or MOV file that describes its pictures ({@code moov}; ISO/IEC 14496-12, 4.2). */
final class Mp4Index {
    private static final String INDEX = "moov";
    private static final int SHORT_HEADER = 8;
    private static final int LONG_HEADER = 16;

    private Mp4Index() {}

    /** Whether a file ends within the index, be it before or behind the pictures. */
    static boolean isCutOff(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer header = ByteBuffer.allocate(LONG_HEADER);
            long end = channel.size();
            long at = 0;
            while (end - at >= SHORT_HEADER) {
                header.clear();
                while (header.hasRemaining() && channel.read(header, at + header.position()) > 0) {
                    continue;
                }
                String type = new String(header.array(), 4, 4, StandardCharsets.ISO_8859_1);
                long size = header.getInt(0) & 0xffff_ffffL;
                boolean isLong = size == 1 && header.position() == LONG_HEADER;
                size = isLong ? header.getLong(SHORT_HEADER) : size;
                if (type.equals(INDEX)) {
                    return size > end - at;
                }
                // Size 0 reaches to the end of the file, and less than the header is no box.
                if (size < (isLong ? LONG_HEADER : SHORT_HEADER) || size > end - at) {
                    return false;
                }
                at += size;
            }
            return false;
        }
    }
}

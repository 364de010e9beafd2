package dev.frogeye.export.parquet;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * Compression of Parquet pages, Zstandard straight from zstd-jni. Parquet's own factory would first build a Hadoop configuration,
 * for which 30 MB of Hadoop's run-time libraries would have to come along.
 */
final class ZstdCodecs implements CompressionCodecFactory {
    /** Parquet's own default; higher levels cost several times the time for a few percent. */
    private static final int LEVEL = 3;

    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName codec) {
        return new Compressor();
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
        return switch (codec) {
            case ZSTD -> new Decompressor();
            case GZIP -> new GzipDecompressor();
            default ->
                throw new UnsupportedOperationException(
                        "its pages are compressed with " + codec + "; write it with zstd");
        };
    }

    @Override
    public void release() {}

    private static byte[] bytes(BytesInput page) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(Math.toIntExact(page.size()));
        page.writeAllTo(bytes);
        return bytes.toByteArray();
    }

    /** What decompressors of any kind have in common. */
    private abstract static class PageDecompressor implements BytesInputDecompressor {
        abstract byte[] decompress(byte[] page, int size) throws IOException;

        @Override
        public BytesInput decompress(BytesInput page, int size) throws IOException {
            return BytesInput.from(decompress(bytes(page), size));
        }

        @Override
        public void decompress(ByteBuffer in, int compressed, ByteBuffer out, int size) throws IOException {
            byte[] page = new byte[compressed];
            in.get(page);
            out.put(decompress(page, size));
        }

        @Override
        public void release() {}
    }

    private static final class Decompressor extends PageDecompressor {
        @Override
        byte[] decompress(byte[] page, int size) {
            return Zstd.decompress(page, size);
        }
    }

    /** For files of other programs. */
    private static final class GzipDecompressor extends PageDecompressor {
        @Override
        byte[] decompress(byte[] page, int size) throws IOException {
            try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(page))) {
                return in.readNBytes(size);
            }
        }
    }

    private static final class Compressor implements BytesInputCompressor {
        @Override
        public BytesInput compress(BytesInput page) throws IOException {
            return BytesInput.from(Zstd.compress(bytes(page), LEVEL));
        }

        @Override
        public CompressionCodecName getCodecName() {
            return CompressionCodecName.ZSTD;
        }

        @Override
        public void release() {}
    }
}

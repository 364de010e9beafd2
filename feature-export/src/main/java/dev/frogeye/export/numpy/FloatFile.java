package dev.frogeye.export.numpy;

import dev.frogeye.export.table.VectorType;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/** Appends vectors to a file as little-endian values, through a buffer. */
final class FloatFile implements Closeable {
    private static final int BUFFER_BYTES = 1 << 18;

    private final FileChannel channel;
    private final ByteBuffer bytes = ByteBuffer.allocateDirect(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private final VectorType elements;

    /** Appends from where the channel is, and closes it in the end. */
    FloatFile(FileChannel channel, VectorType elements) {
        this.channel = channel;
        this.elements = elements;
    }

    void write(float[] values) throws IOException {
        for (float value : values) {
            elements.put(bytes, value);
            if (!bytes.hasRemaining()) {
                flush();
            }
        }
    }

    void flush() throws IOException {
        bytes.flip();
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        bytes.clear();
    }

    FileChannel channel() {
        return channel;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

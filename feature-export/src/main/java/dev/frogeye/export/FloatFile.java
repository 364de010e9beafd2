package dev.frogeye.export;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;

/** Appends vectors to a file as little-endian floats, through a buffer. */
final class FloatFile implements Closeable {
    private static final int BUFFER_BYTES = 1 << 18;

    private final FileChannel channel;
    private final ByteBuffer bytes = ByteBuffer.allocateDirect(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private final FloatBuffer floats = bytes.asFloatBuffer();

    /** Appends from where the channel is, and closes it in the end. */
    FloatFile(FileChannel channel) {
        this.channel = channel;
    }

    void write(float[] values) throws IOException {
        int done = 0;
        while (done < values.length) {
            int count = Math.min(values.length - done, floats.remaining());
            floats.put(values, done, count);
            done += count;
            if (!floats.hasRemaining()) {
                flush();
            }
        }
    }

    void flush() throws IOException {
        bytes.clear().limit(floats.position() * Float.BYTES);
        floats.clear();
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    FileChannel channel() {
        return channel;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

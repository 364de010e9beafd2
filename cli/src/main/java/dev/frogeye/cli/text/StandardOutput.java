package dev.frogeye.cli.text;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Where data goes; remembers that it could not be written, which a {@link PrintStream} alone does not say. */
public final class StandardOutput extends PrintStream {
    private final Monitor monitor;

    private StandardOutput(Monitor monitor) {
        super(monitor, true, StandardCharsets.UTF_8);
        this.monitor = monitor;
    }

    /**
     * Data for a target.
     *
     * @param onFailure runs once, when a write fails for the first time: nothing that is still to come can be delivered
     */
    static StandardOutput to(OutputStream target, Runnable onFailure) {
        return new StandardOutput(new Monitor(target, onFailure));
    }

    /** Whether everything arrived so far. */
    public boolean delivered() {
        return monitor.failure == null && !checkError();
    }

    /** Another way to the same place, past the lock of this one, whose failures are remembered here as well. */
    WritableByteChannel watch(WritableByteChannel channel) {
        return new WritableByteChannel() {
            @Override
            public int write(ByteBuffer source) throws IOException {
                try {
                    return channel.write(source);
                } catch (ClosedChannelException e) {
                    throw e; // closed here, because a reader did not read
                } catch (IOException e) {
                    monitor.note(e);
                    throw e;
                }
            }

            @Override
            public boolean isOpen() {
                return channel.isOpen();
            }

            @Override
            public void close() throws IOException {
                channel.close();
            }
        };
    }

    /** Whether it was closed by the program that read it, such as {@code head}. */
    public boolean closedByReader() {
        return monitor.failure != null
                && String.valueOf(monitor.failure.getMessage())
                        .toLowerCase(Locale.ROOT)
                        .contains("pipe");
    }

    /** Why it could not be written, in a few words. */
    public String reason() {
        return monitor.failure == null ? "stream closed" : String.valueOf(monitor.failure.getMessage());
    }

    private static final class Monitor extends FilterOutputStream {
        private final Runnable onFailure;
        private volatile IOException failure;

        Monitor(OutputStream target, Runnable onFailure) {
            super(target);
            this.onFailure = onFailure;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                out.write(bytes, offset, length);
                if (out instanceof PrintStream stream && stream.checkError()) {
                    throw new IOException("stream closed");
                }
            } catch (IOException e) {
                note(e);
                throw e;
            }
        }

        private void note(IOException e) {
            if (failure == null) {
                failure = e;
                onFailure.run();
            }
        }
    }
}

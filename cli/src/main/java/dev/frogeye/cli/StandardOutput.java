package dev.frogeye.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Where data goes; remembers that it could not be written, which a {@link PrintStream} alone does not say. */
final class StandardOutput extends PrintStream {
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
    boolean delivered() {
        return !checkError();
    }

    /** Whether it was closed by the program that read it, such as {@code head}. */
    boolean closedByReader() {
        return monitor.failure != null
                && String.valueOf(monitor.failure.getMessage())
                        .toLowerCase(Locale.ROOT)
                        .contains("pipe");
    }

    /** Why it could not be written, in a few words. */
    String reason() {
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
                if (failure == null) {
                    failure = e;
                    onFailure.run();
                }
                throw e;
            }
        }
    }
}

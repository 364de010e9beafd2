package dev.frogeye.cli.text;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Stderr with a last line that stays below whatever else is printed: it is wiped before every write, and drawn again
 * once a line is complete. Threads may write at the same time.
 */
public final class StatusLine extends OutputStream {
    private static final System.Logger LOGGER = System.getLogger(StatusLine.class.getName());

    private final OutputStream target;
    private final int columns;
    private String text = "";
    private int drawn;
    private boolean atLineStart = true;

    /**
     * Without a status line at first.
     *
     * @param columns of the terminal that {@code target} is, 0 if it is none
     */
    StatusLine(OutputStream target, int columns) {
        this.target = target;
        this.columns = columns;
    }

    public boolean isTerminal() {
        return columns > 0;
    }

    /** Width of the terminal, 0 if there is none. */
    public int columns() {
        return columns;
    }

    /** Replaces the line. What cannot be shown is no reason to stop working: nothing is thrown. */
    public synchronized void show(String line) {
        text = line;
        if (atLineStart) {
            try {
                // In one piece, so that it does not flicker.
                send(wiping() + line);
                drawn = Printable.columns(line);
                target.flush();
            } catch (IOException e) {
                LOGGER.log(System.Logger.Level.DEBUG, "stderr is gone", e);
                text = "";
            }
        }
    }

    /** Removes the line. */
    public void hide() {
        show("");
    }

    @Override
    public synchronized void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return;
        }
        send(wiping());
        drawn = 0;
        target.write(bytes, offset, length);
        atLineStart = bytes[offset + length - 1] == '\n';
    }

    @Override
    public synchronized void flush() throws IOException {
        if (atLineStart && drawn == 0 && !text.isEmpty()) {
            send(text);
            drawn = Printable.columns(text);
        }
        target.flush();
    }

    /** Blanks over the line; terminals of every kind know them. */
    private String wiping() {
        return drawn == 0 ? "" : "\r" + " ".repeat(drawn) + "\r";
    }

    private void send(String characters) throws IOException {
        target.write(characters.getBytes(StandardCharsets.UTF_8));
    }
}

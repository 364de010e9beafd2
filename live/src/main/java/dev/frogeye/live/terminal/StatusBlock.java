package dev.frogeye.live.terminal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A terminal whose last lines are a status that is drawn in place; whatever else is written appears above it. Threads may
 * write at the same time.
 */
public final class StatusBlock extends OutputStream {
    private static final System.Logger LOGGER = System.getLogger(StatusBlock.class.getName());

    private static final String ERASE_LINE = "\u001b[K";
    private static final String ERASE_BELOW = "\u001b[J";
    // Should the window have become narrower, lines are cut off there and stay one line each.
    private static final String NO_WRAP = "\u001b[?7l";
    private static final String WRAP = "\u001b[?7h";

    private final OutputStream target;
    private List<String> lines = List.of();
    private int drawn;
    private boolean isAtLineStart = true;

    /**
     * Without a status at first.
     *
     * @param target a terminal that knows ANSI sequences and UTF-8; not closed
     */
    public StatusBlock(OutputStream target) {
        this.target = target;
    }

    /**
     * Replaces the status. What cannot be shown is no reason to stop working: nothing is thrown.
     *
     * @param newLines without line ends; none to remove it
     */
    public synchronized void show(List<String> newLines) {
        lines = List.copyOf(newLines);
        if (isAtLineStart) {
            try {
                draw();
                target.flush();
            } catch (IOException e) {
                LOGGER.log(System.Logger.Level.DEBUG, "the terminal is gone", e);
                lines = List.of();
            }
        }
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
        if (drawn > 0) {
            send(toTop() + ERASE_BELOW);
            drawn = 0;
        }
        target.write(bytes, offset, length);
        isAtLineStart = bytes[offset + length - 1] == '\n';
    }

    @Override
    public synchronized void flush() throws IOException {
        if (isAtLineStart && drawn == 0 && !lines.isEmpty()) {
            draw();
        }
        target.flush();
    }

    /** In one piece and each line over the old one, so that it does not flicker. */
    private void draw() throws IOException {
        if (drawn == 0 && lines.isEmpty()) {
            return;
        }
        StringBuilder text = new StringBuilder(NO_WRAP).append(toTop());
        for (int i = 0; i < lines.size(); i++) {
            text.append(i == 0 ? "" : "\n").append(lines.get(i)).append(ERASE_LINE);
        }
        // What a longer status left below.
        send(text.append(ERASE_BELOW).append(WRAP).toString());
        drawn = lines.size();
    }

    private String toTop() {
        return drawn > 1 ? "\r\u001b[" + (drawn - 1) + "A" : "\r";
    }

    private void send(String characters) throws IOException {
        target.write(characters.getBytes(StandardCharsets.UTF_8));
    }
}

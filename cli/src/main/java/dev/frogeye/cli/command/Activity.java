package dev.frogeye.cli.command;

import dev.frogeye.cli.text.Printable;
import dev.frogeye.cli.text.StatusLine;

/** What a command that works for long is doing: on a terminal its last line, elsewhere a line now and then. */
final class Activity implements AutoCloseable {
    private static final long TERMINAL_INTERVAL = 250_000_000L;
    private static final long PLAIN_INTERVAL = 10_000_000_000L;

    private final FrogeyeSubcommand command;
    private final StatusLine line;
    private long last = System.nanoTime();
    private long lastSaid = last;

    Activity(FrogeyeSubcommand command) {
        this.command = command;
        line = command.session().statusLine();
    }

    /** Says so, unless something was said a moment ago. */
    void is(String text) {
        if (command.options().quiet()) {
            return;
        }
        long now = System.nanoTime();
        if (line.isTerminal()) {
            if (now - last >= TERMINAL_INTERVAL) {
                last = now;
                line.show(Printable.line(text));
            }
        } else if (now - lastSaid >= PLAIN_INTERVAL) {
            lastSaid = now;
            command.session().err().println(Printable.line(text));
        }
    }

    @Override
    public void close() {
        line.hide();
    }
}

package dev.frogeye.cli;

import dev.frogeye.cli.text.Interruption;
import dev.frogeye.cli.text.Session;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A session whose stderr is kept, as it is sent and as a terminal shows it. */
public final class TerminalSession {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Session session;

    /** On a terminal of this width, 0 for none. */
    public TerminalSession(int columns) {
        session = Session.on(out, err, columns, new Interruption(), Map.of());
    }

    public Session session() {
        return session;
    }

    public String sent() {
        return err.toString(StandardCharsets.UTF_8);
    }

    /** The lines as they look once everything is drawn. */
    public List<String> screen() {
        return Arrays.stream(sent().split("\n")).map(TerminalSession::drawn).toList();
    }

    private static String drawn(String line) {
        StringBuilder shown = new StringBuilder();
        for (String part : line.split("\r")) {
            shown.replace(0, Math.min(part.length(), shown.length()), part);
        }
        return shown.toString().stripTrailing();
    }
}

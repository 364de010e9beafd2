package dev.frogeye.cli;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Where a command writes, what surrounds it, and how it learns that it is to stop.
 *
 * @param in data, where a command reads any
 * @param out data
 * @param err everything else; may be written to while a status line is shown
 * @param statusLine the last line of {@code err}
 * @param logging messages of Frogeye and its libraries
 * @param environment variables of the process
 */
record Session(
        InputStream in,
        StandardOutput out,
        PrintStream err,
        StatusLine statusLine,
        Logging logging,
        Interruption interruption,
        Map<String, String> environment) {
    /** A session on the given streams that has nothing to read, see {@link #on(InputStream, OutputStream, OutputStream, int, Interruption, Map)}. */
    static Session on(
            OutputStream out,
            OutputStream err,
            int columns,
            Interruption interruption,
            Map<String, String> environment) {
        return on(InputStream.nullInputStream(), out, err, columns, interruption, environment);
    }

    /**
     * A session on the given streams.
     *
     * @param in data
     * @param columns of the terminal that {@code err} is, 0 if it is none
     */
    static Session on(
            InputStream in,
            OutputStream out,
            OutputStream err,
            int columns,
            Interruption interruption,
            Map<String, String> environment) {
        StatusLine statusLine = new StatusLine(err, columns);
        PrintStream printed = new PrintStream(statusLine, true, StandardCharsets.UTF_8);
        return new Session(
                in,
                StandardOutput.to(out, interruption::request),
                printed,
                statusLine,
                new Logging(printed),
                interruption,
                Map.copyOf(environment));
    }
}

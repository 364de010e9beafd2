package dev.frogeye.cli.text;

import dev.frogeye.live.terminal.StatusBlock;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Where a command writes, what surrounds it, and how it learns that it is to stop.
 *
 * @param in data, where a command reads any
 * @param out data
 * @param err everything else; may be written to while a status line is shown
 * @param statusLine the last line of {@code err}
 * @param statusBlock its last lines; a command shows one of the two
 * @param columns of the terminal that {@code err} is, 0 if it is none
 * @param channel data, for those who must not be held up by a reader that does not read
 * @param logging messages of Frogeye and its libraries
 * @param environment variables of the process
 */
public record Session(
        InputStream in,
        StandardOutput out,
        PrintStream err,
        StatusLine statusLine,
        StatusBlock statusBlock,
        int columns,
        Supplier<WritableByteChannel> channel,
        Logging logging,
        Interruption interruption,
        Map<String, String> environment) {
    /** A session on the given streams that has nothing to read, see {@link #on(InputStream, OutputStream, OutputStream, int, Interruption, Map)}. */
    public static Session on(
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
    public static Session on(
            InputStream in,
            OutputStream out,
            OutputStream err,
            int columns,
            Interruption interruption,
            Map<String, String> environment) {
        StatusBlock statusBlock = new StatusBlock(err);
        StatusLine statusLine = new StatusLine(statusBlock, columns);
        PrintStream printed = new PrintStream(statusLine, true, StandardCharsets.UTF_8);
        StandardOutput data = StandardOutput.to(out, interruption::request);
        return new Session(
                in,
                data,
                printed,
                statusLine,
                statusBlock,
                columns,
                () -> Channels.newChannel(data),
                new Logging(printed),
                interruption,
                Map.copyOf(environment));
    }

    /** The same with another way to the standard output of the process. */
    public Session withChannel(Supplier<WritableByteChannel> other) {
        return new Session(
                in,
                out,
                err,
                statusLine,
                statusBlock,
                columns,
                () -> out.watch(other.get()),
                logging,
                interruption,
                environment);
    }
}

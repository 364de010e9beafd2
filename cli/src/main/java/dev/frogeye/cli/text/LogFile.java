package dev.frogeye.cli.text;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.temporal.ChronoUnit;
import java.util.logging.ErrorManager;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;

/** Messages of level {@link Level#FINE} and above in a file, with their time; each is in the file when it was logged. */
final class LogFile extends Handler {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SimpleFormatter FORMATTER = new SimpleFormatter();

    private final Writer file;
    private final LogFormat format;

    private LogFile(Writer file, LogFormat format) {
        this.file = file;
        this.format = format;
        setLevel(Level.FINE);
    }

    /** Adds to the file at {@code path}, in UTF-8. */
    static LogFile append(Path path, LogFormat format) throws IOException {
        return new LogFile(
                Files.newBufferedWriter(
                        path, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                format);
    }

    @Override
    public synchronized void publish(LogRecord message) {
        if (!isLoggable(message)) {
            return;
        }
        try {
            file.write(format == LogFormat.JSON ? json(message) : text(message));
            file.write('\n');
            file.flush();
        } catch (IOException e) {
            reportError("cannot write to the log file", e, ErrorManager.WRITE_FAILURE);
        }
    }

    private static String text(LogRecord message) {
        String line = String.format(
                "%s %s %s [%d]: %s",
                time(message),
                message.getLevel().getName(),
                message.getLoggerName(),
                message.getLongThreadID(),
                Printable.line(FORMATTER.formatMessage(message)));
        return message.getThrown() == null ? line : line + "\n" + Logging.trace(message.getThrown());
    }

    private static String json(LogRecord message) {
        ObjectNode line = JSON.createObjectNode()
                .put("time", time(message))
                .put("level", message.getLevel().getName())
                .put("logger", message.getLoggerName())
                .put("thread", message.getLongThreadID())
                .put("message", FORMATTER.formatMessage(message));
        if (message.getThrown() != null) {
            line.put("thrown", Logging.trace(message.getThrown()));
        }
        return line.toString();
    }

    /** In UTC, to the millisecond. */
    private static String time(LogRecord message) {
        return message.getInstant().truncatedTo(ChronoUnit.MILLIS).toString();
    }

    @Override
    public synchronized void flush() {
        // Every message is flushed as it is written.
    }

    @Override
    public synchronized void close() {
        try {
            file.close();
        } catch (IOException e) {
            reportError("cannot close the log file", e, ErrorManager.CLOSE_FAILURE);
        }
    }
}

package dev.frogeye.cli.text;

import dev.frogeye.ingest.DecodeReport;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** Log messages of Frogeye and its libraries: one line each on stderr, and all of them in a file. */
public final class Logging implements AutoCloseable {
    /** Below warnings, these tell of every value written. Held here, because levels go when loggers are collected. */
    private static final List<Logger> TALKATIVE = Stream.of(
                    "org.apache.parquet", "org.apache.hadoop", "org.nd4j", "org.bytedeco", "org.eclipse.jetty")
            .map(Logger::getLogger)
            .toList();

    private static final String OWN = "dev.frogeye.";

    /** What a user is to be told of a video whatever the verbosity. Held here for the same reason. */
    private static final Logger NOTES = Logger.getLogger(DecodeReport.NOTES_LOGGER);

    private final PrintStream err;
    private LogFile file;

    /** Sends severe messages to {@code err} from now on, and nothing else. */
    Logging(PrintStream err) {
        this.err = err;
        setUp(Level.SEVERE, null);
    }

    /**
     * Sends messages to stderr.
     *
     * @param verbosity 0 for none but severe ones, 1 for warnings and information, more for everything
     */
    public void show(int verbosity) {
        setUp(verbosity == 0 ? Level.SEVERE : verbosity == 1 ? Level.INFO : Level.FINE, file);
    }

    /**
     * Appends all messages to a file too, until this is closed.
     *
     * @throws IOException if it cannot be written
     */
    public void appendTo(Path path, LogFormat format) throws IOException {
        Level shown = Logger.getLogger("").getHandlers()[0].getLevel();
        close();
        setUp(shown, LogFile.append(path, format));
    }

    /** Notes in the file, if there is one, what the user is told otherwise. */
    public void note(Level level, String message, Throwable thrown) {
        if (file != null) {
            LogRecord line = new LogRecord(level, message);
            line.setLoggerName("frogeye");
            line.setThrown(thrown);
            file.publish(line);
        }
    }

    private void setUp(Level shown, LogFile newFile) {
        file = newFile;
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        root.addHandler(new LineHandler(err, shown));
        if (file != null) {
            root.addHandler(file);
        }
        root.setLevel(file == null ? shown : Level.FINE);
        NOTES.setLevel(Level.WARNING);
        TALKATIVE.forEach(logger -> logger.setLevel(Level.WARNING));
    }

    /** Ends the file. */
    @Override
    public void close() {
        if (file != null) {
            Logger.getLogger("").removeHandler(file);
            file.close();
            file = null;
        }
    }

    private static final class LineHandler extends Handler {
        private final PrintStream err;
        private final Formatter formatter;
        /** A video may be opened several times. */
        private final Set<String> notes = ConcurrentHashMap.newKeySet();

        LineHandler(PrintStream err, Level level) {
            this.err = err;
            formatter = new LineFormatter(level.intValue() <= Level.FINE.intValue());
            setLevel(level);
        }

        @Override
        public void publish(LogRecord message) {
            boolean isNote = DecodeReport.NOTES_LOGGER.equals(message.getLoggerName());
            if (isNote ? notes.add(message.getMessage()) : isLoggable(message)) {
                err.println(formatter.format(message));
            }
        }

        @Override
        public void flush() {
            err.flush();
        }

        /** The stream is not ours to close. */
        @Override
        public void close() {}
    }

    private static final class LineFormatter extends Formatter {
        private final boolean withTraces;

        LineFormatter(boolean withTraces) {
            this.withTraces = withTraces;
        }

        @Override
        public String format(LogRecord message) {
            String name = String.valueOf(message.getLoggerName());
            // Which of our classes it is tells a user nothing; which library, it does.
            String source = name.startsWith(OWN) ? "" : " " + name.substring(name.lastIndexOf('.') + 1);
            String line = level(message.getLevel()) + source + ": " + Printable.line(formatMessage(message));
            return message.getThrown() == null || !withTraces
                    ? line
                    : line + System.lineSeparator() + trace(message.getThrown());
        }

        private static String level(Level level) {
            if (level.intValue() >= Level.SEVERE.intValue()) {
                return "error";
            }
            return level.intValue() >= Level.INFO.intValue() ? level.getName().toLowerCase(Locale.ROOT) : "debug";
        }
    }

    /** The stack trace, without the line break at its end. */
    public static String trace(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString().stripTrailing();
    }
}

package dev.frogeye.cli;

import java.io.PrintStream;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Log messages of Frogeye and its libraries, one line each. */
final class Logging {
    private Logging() {}

    /**
     * Sends messages to {@code err}.
     *
     * @param verbosity 0 for none but severe ones, 1 for warnings and information, more for everything
     */
    static void configure(PrintStream err, int verbosity) {
        Level level = verbosity == 0 ? Level.SEVERE : verbosity == 1 ? Level.INFO : Level.FINE;
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        Handler handler = new LineHandler(err);
        handler.setLevel(level);
        root.addHandler(handler);
        root.setLevel(level);
    }

    private static final class LineHandler extends Handler {
        private final PrintStream err;
        private final Formatter formatter = new LineFormatter();

        LineHandler(PrintStream err) {
            this.err = err;
        }

        @Override
        public void publish(LogRecord message) {
            if (isLoggable(message)) {
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
        @Override
        public String format(LogRecord message) {
            String name = String.valueOf(message.getLoggerName());
            String source = name.substring(name.lastIndexOf('.') + 1);
            return message.getLevel().getName().toLowerCase(java.util.Locale.ROOT) + " " + source + ": "
                    + formatMessage(message);
        }
    }
}

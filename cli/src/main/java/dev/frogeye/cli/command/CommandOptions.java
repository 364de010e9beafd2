package dev.frogeye.cli.command;

import dev.frogeye.cli.text.LogFormat;
import dev.frogeye.cli.text.Logging;
import dev.frogeye.cli.text.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options of every command: where further ones are, and how much it says. */
final class CommandOptions {
    /** Read by Picocli alone. */
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    boolean help;

    /** Read before the command line is, see {@link ConfiguredOptions}. */
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "YAML file of options, by their long names without dashes: \"threads: 2\", \"layer: [a, b]\";"
                    + " below a command's name for that one alone. Flags win against variables of the environment"
                    + " (FROGEYE_THREADS; FROGEYE_CONFIG names a file), and these against the file.")
    Path config;

    /** Read by {@code Main}. */
    @Option(
            names = "--print-config",
            description = "Print the options as such a file, each with where it comes from, and do nothing else.")
    boolean printConfig;

    @Option(
            names = {"-v", "--verbose"},
            description = "Show messages of FFmpeg and the engines; -vv more, and stack traces of errors.")
    private boolean[] verbose = {};

    @Option(
            names = {"-q", "--quiet"},
            description = "Show errors and warnings only.")
    private boolean quiet;

    @Option(
            names = "--log-file",
            paramLabel = "FILE",
            description = "Append all messages, those of -vv too, to this file.")
    private Path logFile;

    @Option(
            names = "--log-format",
            paramLabel = "text|json",
            description = "How a message is written to the log file (default: text).")
    private LogFormat logFormat = LogFormat.TEXT;

    /** Sends log messages where they were asked for. */
    void configure(Logging logging) {
        logging.show(verbose.length);
        if (logFile != null) {
            try {
                logging.appendTo(logFile, logFormat);
            } catch (IOException e) {
                throw new UsageException("--log-file: cannot write to " + logFile + " (" + e + ")", e);
            }
        }
    }

    boolean quiet() {
        return quiet;
    }

    /** Whether errors come with stack traces. */
    boolean stackTraces() {
        return verbose.length >= 2;
    }
}

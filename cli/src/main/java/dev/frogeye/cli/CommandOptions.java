package dev.frogeye.cli;

import java.io.PrintStream;
import picocli.CommandLine.Option;

/** The options of every command: how much it says. */
final class CommandOptions {
    /** Read by Picocli alone. */
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    boolean help;

    @Option(
            names = {"-v", "--verbose"},
            description = "Show messages of FFmpeg and the engines; -vv more, and stack traces of errors.")
    private boolean[] verbose = {};

    @Option(
            names = {"-q", "--quiet"},
            description = "Show errors only.")
    private boolean quiet;

    /** Sends log messages to {@code err}, as far as they were asked for. */
    void configureLogging(PrintStream err) {
        Logging.configure(err, verbose.length);
    }

    boolean quiet() {
        return quiet;
    }

    /** Whether errors come with stack traces. */
    boolean stackTraces() {
        return verbose.length >= 2;
    }
}

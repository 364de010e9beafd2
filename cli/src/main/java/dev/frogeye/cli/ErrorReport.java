package dev.frogeye.cli;

import dev.frogeye.model.UnsupportedModelException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.CancellationException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Turns what a command throws into one line on stderr and an exit code. */
final class ErrorReport implements IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(Exception e, CommandLine commandLine, ParseResult parsed) {
        PrintWriter err = commandLine.getErr();
        int exitCode = exitCode(e);
        switch (exitCode) {
            case ExitCode.INTERNAL_ERROR ->
                line(err, "internal error: " + e + "; run again with -vv for the stack trace, and report it");
            case ExitCode.USAGE -> line(err, e.getMessage() + UsageReport.seeHelp(commandLine));
            default -> line(err, e.getMessage());
        }
        if (commandLine.getCommand() instanceof FrogeyeSubcommand command
                && command.options().stackTraces()) {
            e.printStackTrace(err);
        }
        return exitCode;
    }

    private static int exitCode(Exception e) {
        if (e instanceof UsageException) {
            return ExitCode.USAGE;
        }
        if (e instanceof UnsupportedModelException) {
            return ExitCode.MODEL;
        }
        if (e instanceof IOException) {
            return ExitCode.NOTHING_PROCESSED;
        }
        if (e instanceof CancellationException) {
            return ExitCode.INTERRUPTED;
        }
        return ExitCode.INTERNAL_ERROR;
    }

    /** Line breaks within a message would make it several lines. */
    static void line(PrintWriter err, String message) {
        err.println("frogeye: " + message.strip().replaceAll("\\s*\\R\\s*", " "));
    }
}

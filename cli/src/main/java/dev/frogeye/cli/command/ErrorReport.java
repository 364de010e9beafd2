package dev.frogeye.cli.command;

import dev.frogeye.catalogue.WrongModelException;
import dev.frogeye.cli.option.OptionOrigins;
import dev.frogeye.cli.text.ExitCode;
import dev.frogeye.cli.text.Failures;
import dev.frogeye.cli.text.Logging;
import dev.frogeye.cli.text.Printable;
import dev.frogeye.cli.text.Session;
import dev.frogeye.cli.text.UsageException;
import dev.frogeye.model.UnsupportedModelException;
import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.CancellationException;
import java.util.logging.Level;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Turns what a command throws into one line on stderr and an exit code. */
public final class ErrorReport implements IExecutionExceptionHandler {
    private final Session session;
    private final OptionOrigins origins;

    public ErrorReport(Session session, OptionOrigins origins) {
        this.session = session;
        this.origins = origins;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine commandLine, ParseResult parsed) {
        return report(e, commandLine);
    }

    /**
     * Says what happened.
     *
     * @param commandLine of the command that was run, null if none could be made
     */
    public int report(Throwable e, CommandLine commandLine) {
        if (session.interruption().requested() && !session.out().delivered()) {
            // It was stopped because nobody gets its data; that is told at the end.
            return ExitCode.INTERRUPTED;
        }
        if (session.interruption().requested()) {
            // Whatever it is: things end in many ways when the process is ending.
            line(session.err(), "interrupted");
            session.logging().note(Level.FINE, "interrupted", e);
            return ExitCode.INTERRUPTED;
        }
        int exitCode = exitCode(e);
        String message = e.getMessage() == null ? e.toString() : e.getMessage();
        switch (exitCode) {
            case ExitCode.INTERNAL_ERROR -> message = Failures.explain(e);
            case ExitCode.USAGE -> message += origins.note(message) + UsageReport.seeHelp(commandLine);
            default -> {}
        }
        line(session.err(), message);
        session.logging().note(Level.SEVERE, message, e);
        if (commandLine != null
                && commandLine.getCommand() instanceof FrogeyeSubcommand command
                && command.options().stackTraces()) {
            session.err().println(Logging.trace(e));
        }
        return exitCode;
    }

    private static int exitCode(Throwable e) {
        if (e instanceof UsageException) {
            return ExitCode.USAGE;
        }
        if (e instanceof UnsupportedModelException || e instanceof WrongModelException) {
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

    /** A message of this program. */
    public static void line(PrintStream err, String message) {
        err.println("frogeye: " + Printable.line(message));
    }
}

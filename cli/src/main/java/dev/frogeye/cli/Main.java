package dev.frogeye.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import picocli.CommandLine;

/** The command line: {@code frogeye COMMAND [OPTIONS]}. */
public final class Main {
    private Main() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] args) {
        Interruption interruption = new Interruption();
        interruption.install();
        int exitCode;
        try {
            exitCode = run(new Session(System.out, System.err, interruption), args);
        } finally {
            interruption.finished();
        }
        System.exit(exitCode);
    }

    /** Runs one command in this process, with its data on {@code out} and everything else on {@code err}. */
    public static int run(PrintStream out, PrintStream err, String... args) {
        return run(new Session(out, err, new Interruption()), args);
    }

    private static int run(Session session, String... args) {
        CommandLine commandLine = new CommandLine(new FrogeyeCommand())
                .addSubcommand(new ExtractCommand(session))
                .addSubcommand(new InspectCommand(session))
                .addSubcommand(new DemoCommand(session))
                .setOut(new PrintWriter(session.out(), true, session.out().charset()))
                .setErr(new PrintWriter(session.err(), true, session.err().charset()))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setAbbreviatedOptionsAllowed(false)
                .setUsageHelpAutoWidth(true)
                .setExecutionExceptionHandler(new ErrorReport())
                .setParameterExceptionHandler(new UsageReport());
        return commandLine.execute(args);
    }
}

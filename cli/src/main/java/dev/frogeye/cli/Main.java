package dev.frogeye.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
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
            exitCode = run(new Session(utf8(System.out), utf8(System.err), interruption), args);
        } finally {
            interruption.finished();
        }
        System.exit(exitCode);
    }

    private static PrintStream utf8(PrintStream stream) {
        return new PrintStream(stream, true, StandardCharsets.UTF_8);
    }

    /**
     * Runs one command in this process.
     *
     * @param out gets the data
     * @param err gets everything else
     * @return the exit code
     */
    public static int run(PrintStream out, PrintStream err, String... args) {
        return run(new Session(out, err, new Interruption()), args);
    }

    private static int run(Session session, String... args) {
        Logging.configure(session.err(), 0);
        CommandLine commandLine = new CommandLine(new FrogeyeCommand())
                .addSubcommand(new ExtractCommand(session))
                .addSubcommand(new InspectCommand(session))
                .addSubcommand(new ProbeCommand(session))
                .addSubcommand(new DemoCommand(session))
                .setOut(new PrintWriter(session.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(session.err(), true, StandardCharsets.UTF_8))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setAbbreviatedOptionsAllowed(false)
                .setUsageHelpAutoWidth(true)
                .setExecutionExceptionHandler(new ErrorReport())
                .setParameterExceptionHandler(new UsageReport());
        return commandLine.execute(args);
    }
}

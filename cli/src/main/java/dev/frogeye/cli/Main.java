package dev.frogeye.cli;

import dev.frogeye.cli.command.CalibrateCommand;
import dev.frogeye.cli.command.CompareCommand;
import dev.frogeye.cli.command.ConfiguredOptions;
import dev.frogeye.cli.command.ConvertCommand;
import dev.frogeye.cli.command.DemoCommand;
import dev.frogeye.cli.command.DevicesCommand;
import dev.frogeye.cli.command.EffectiveConfig;
import dev.frogeye.cli.command.ErrorReport;
import dev.frogeye.cli.command.ExtractCommand;
import dev.frogeye.cli.command.FrogeyeCommand;
import dev.frogeye.cli.command.FrogeyeSubcommand;
import dev.frogeye.cli.command.InspectCommand;
import dev.frogeye.cli.command.ModelsCommand;
import dev.frogeye.cli.command.ProbeCommand;
import dev.frogeye.cli.command.StreamCommand;
import dev.frogeye.cli.command.UsageReport;
import dev.frogeye.cli.option.OptionOrigins;
import dev.frogeye.cli.text.ExitCode;
import dev.frogeye.cli.text.Failures;
import dev.frogeye.cli.text.Interruption;
import dev.frogeye.cli.text.Session;
import dev.frogeye.cli.text.StandardOutput;
import dev.frogeye.live.sink.LiveSinks;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;

/** The command line: {@code frogeye COMMAND [OPTIONS]}. */
public final class Main {
    /** Says the width of the terminal that stderr is; set by the launcher, because Java cannot know. */
    private static final String COLUMNS = "frogeye.terminal.columns";

    private Main() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] args) {
        Interruption interruption = new Interruption();
        interruption.install();
        // Of other threads; what a command throws is reported with it.
        Thread.setDefaultUncaughtExceptionHandler((thread, e) -> ErrorReport.line(System.err, Failures.explain(e)));
        int exitCode = ExitCode.INTERNAL_ERROR;
        try {
            exitCode = run(
                    Session.on(
                                    System.in,
                                    // System.out would hide why something could not be written.
                                    new FileOutputStream(FileDescriptor.out),
                                    System.err,
                                    Integer.getInteger(COLUMNS, 0),
                                    interruption,
                                    System.getenv())
                            .withChannel(LiveSinks::standardOutput),
                    args);
        } finally {
            interruption.finished();
        }
        System.exit(exitCode);
    }

    /**
     * Runs one command in this process, without regard to the environment.
     *
     * @param out gets the data
     * @param err gets everything else
     * @return the exit code
     */
    public static int run(PrintStream out, PrintStream err, String... args) {
        return run(out, err, Map.of(), args);
    }

    /**
     * Runs one command in this process.
     *
     * @param out gets the data
     * @param err gets everything else
     * @param environment variables, of which those are read that are named after options
     * @return the exit code
     */
    public static int run(PrintStream out, PrintStream err, Map<String, String> environment, String... args) {
        return run(Session.on(out, err, 0, new Interruption(), environment), args);
    }

    /** Runs one command; its log file is closed afterwards. */
    public static int run(Session session, String... args) {
        try {
            int exitCode = execute(session, args);
            StandardOutput out = session.out();
            if (out.delivered()) {
                return exitCode;
            }
            if (out.closedByReader()) {
                return ExitCode.BROKEN_PIPE;
            }
            ErrorReport.line(session.err(), "cannot write to standard output (" + out.reason() + ")");
            return ExitCode.NOTHING_PROCESSED;
        } finally {
            session.logging().close();
        }
    }

    private static int execute(Session session, String... args) {
        OptionOrigins origins = OptionOrigins.NONE;
        CommandLine commandLine = null;
        try {
            commandLine = commandLine(session);
            ConfiguredOptions.Complete complete =
                    ConfiguredOptions.complete(commandLine(session), session.environment(), args);
            origins = complete.origins();
            for (CommandLine command : commandLine.getSubcommands().values()) {
                if (command.getCommand() instanceof FrogeyeSubcommand subcommand) {
                    subcommand.setOrigins(origins);
                }
            }
            UsageReport usageReport = new UsageReport(session, origins);
            commandLine
                    .setExpandAtFiles(false)
                    .setExecutionExceptionHandler(new ErrorReport(session, origins))
                    .setParameterExceptionHandler(usageReport);
            String[] all = complete.args().toArray(String[]::new);
            return complete.printed() ? print(commandLine, session, origins, all) : commandLine.execute(all);
        } catch (RuntimeException | Error e) {
            // Errors too: a missing native library or too little memory is for the user to mend.
            return new ErrorReport(session, origins).report(e, running(commandLine));
        }
    }

    private static int print(CommandLine commandLine, Session session, OptionOrigins origins, String... args) {
        try {
            ParseResult parsed = ConfiguredOptions.lenient(commandLine).parseArgs(args);
            EffectiveConfig.lines(parsed.subcommand(), origins).forEach(session.out()::println);
            return ExitCode.OK;
        } catch (ParameterException e) {
            return new UsageReport(session, origins).handleParseException(e, args);
        }
    }

    /** The command that was called, as far as that is known. */
    private static CommandLine running(CommandLine commandLine) {
        ParseResult parsed = commandLine == null ? null : commandLine.getParseResult();
        return parsed != null && parsed.hasSubcommand()
                ? parsed.subcommand().commandSpec().commandLine()
                : commandLine;
    }

    /** All commands, ready to be run once. */
    static CommandLine commandLine(Session session) {
        CommandLine commandLine = new CommandLine(new FrogeyeCommand())
                .addSubcommand(new ExtractCommand(session))
                .addSubcommand(new StreamCommand(session))
                .addSubcommand(new DevicesCommand(session))
                .addSubcommand(new CompareCommand(session))
                .addSubcommand(new CalibrateCommand(session))
                .addSubcommand(new InspectCommand(session))
                .addSubcommand(new ModelsCommand(session))
                .addSubcommand(new ProbeCommand(session))
                .addSubcommand(new ConvertCommand(session))
                .addSubcommand(new DemoCommand(session))
                .addSubcommand(new HelpCommand())
                .addSubcommand(new GenerateCompletion())
                .registerConverter(Path.class, Main::path)
                .setOut(new PrintWriter(session.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(session.err(), true, StandardCharsets.UTF_8))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setAbbreviatedOptionsAllowed(false)
                .setUsageHelpAutoWidth(true);
        // For package builders; the distribution has its output.
        commandLine
                .getSubcommands()
                .get("generate-completion")
                .getCommandSpec()
                .usageMessage()
                .hidden(true);
        return commandLine;
    }

    /** An empty name would be the current folder. */
    private static Path path(String name) {
        if (name.isBlank()) {
            throw new TypeConversionException("a path must not be empty");
        }
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new TypeConversionException("not a path: " + e.getMessage());
        }
    }
}

package dev.frogeye.cli.command;

import dev.frogeye.cli.option.OptionOrigins;
import dev.frogeye.cli.text.ExitCode;
import dev.frogeye.cli.text.Session;
import dev.frogeye.cli.text.Similar;
import dev.frogeye.ingest.VideoLocation;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with a command line, in one line, and where to look. */
public final class UsageReport implements IParameterExceptionHandler {
    private final Session session;
    private final OptionOrigins origins;

    public UsageReport(Session session, OptionOrigins origins) {
        this.session = session;
        this.origins = origins;
    }

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        CommandLine commandLine = e.getCommandLine();
        String message = e instanceof UnmatchedArgumentException unmatched ? unknown(unmatched) : message(e);
        message = VideoLocation.withoutSecrets(message);
        ErrorReport.line(session.err(), message + origins.note(message) + seeHelp(commandLine));
        return ExitCode.USAGE;
    }

    private static String unknown(UnmatchedArgumentException e) {
        CommandLine commandLine = e.getCommandLine();
        String argument = e.getUnmatched().get(0);
        if (argument.startsWith("-")) {
            List<String> names = commandLine.getCommandSpec().options().stream()
                    .flatMap(option -> Arrays.stream(option.names()))
                    .toList();
            String name = argument.contains("=") ? argument.substring(0, argument.indexOf('=')) : argument;
            return "unknown option " + argument + Similar.hint(name, names);
        }
        if (!commandLine.getSubcommands().isEmpty()) {
            return "unknown command " + argument
                    + Similar.hint(argument, commandLine.getSubcommands().keySet());
        }
        return "unexpected argument " + argument;
    }

    private static String message(ParameterException e) {
        ArgSpec argument = e.getArgSpec();
        if (argument != null && !(e instanceof MissingParameterException)) {
            Class<?> type = argument.auxiliaryTypes()[0];
            if (type.isEnum() && e.getMessage().contains("expected one of")) {
                String given = e.getValue() == null ? "" : ", was " + e.getValue();
                String name = argument instanceof OptionSpec option ? option.longestName() + ": " : "";
                return name + "expected one of " + names(type) + given;
            }
        }
        return e.getMessage();
    }

    /** As users write them. */
    private static String names(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }

    /** Where to read on. */
    static String seeHelp(CommandLine commandLine) {
        return " (see " + commandLine.getCommandSpec().qualifiedName() + " --help)";
    }
}

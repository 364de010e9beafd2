package dev.frogeye.cli;

import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with a command line, in one line, and where to look. */
final class UsageReport implements IParameterExceptionHandler {
    @Override
    public int handleParseException(ParameterException e, String[] args) {
        CommandLine commandLine = e.getCommandLine();
        String message = e.getMessage();
        if (e instanceof UnmatchedArgumentException unmatched
                && !unmatched.getSuggestions().isEmpty()) {
            message += "; did you mean " + String.join(" or ", unmatched.getSuggestions()) + "?";
        }
        ErrorReport.line(commandLine.getErr(), message + seeHelp(commandLine));
        return ExitCode.USAGE;
    }

    /** Where to read on. */
    static String seeHelp(CommandLine commandLine) {
        return " (see " + commandLine.getCommandSpec().qualifiedName() + " --help)";
    }
}

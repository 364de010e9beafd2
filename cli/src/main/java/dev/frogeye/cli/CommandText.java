package dev.frogeye.cli;

import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/** A command as one would type it again. */
final class CommandText {
    private CommandText() {}

    /** What was typed, with what came from the environment and from files. */
    static String of(CommandSpec spec) {
        List<String> args = spec.root().commandLine().getParseResult().originalArgs();
        return spec.root().name() + args.stream().map(arg -> " " + quoted(arg)).collect(Collectors.joining());
    }

    /** For POSIX shells. */
    private static String quoted(String arg) {
        return arg.matches("[\\w@%+=:,./-]+") ? arg : "'" + arg.replace("'", "'\\''") + "'";
    }
}

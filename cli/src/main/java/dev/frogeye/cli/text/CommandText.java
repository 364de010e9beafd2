package dev.frogeye.cli.text;

import dev.frogeye.ingest.VideoLocation;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/** A command as one would type it again, but for passwords: reports are passed on. */
public final class CommandText {
    /** A URL, perhaps behind the name of an option. */
    private static final Pattern URL = Pattern.compile("(--?[\\w-]+=)?([A-Za-z][A-Za-z0-9+.-]+://.*)");

    private CommandText() {}

    /** What was typed, with what came from the environment and from files. */
    public static String of(CommandSpec spec) {
        List<String> args = spec.root().commandLine().getParseResult().originalArgs();
        return spec.root().name() + text(args);
    }

    static String text(List<String> args) {
        return args.stream().map(arg -> " " + quoted(withoutSecrets(arg))).collect(Collectors.joining());
    }

    private static String withoutSecrets(String arg) {
        Matcher url = URL.matcher(arg);
        if (!url.matches()) {
            return arg;
        }
        return (url.group(1) == null ? "" : url.group(1)) + VideoLocation.parse(url.group(2));
    }

    /** For POSIX shells. */
    public static String quoted(String arg) {
        return arg.matches("[\\w@%+=:,./-]+") ? arg : "'" + arg.replace("'", "'\\''") + "'";
    }
}

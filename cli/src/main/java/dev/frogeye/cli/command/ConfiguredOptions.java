package dev.frogeye.cli.command;

import dev.frogeye.cli.option.OptionOrigins;
import dev.frogeye.cli.option.OptionOrigins.Origin;
import dev.frogeye.cli.option.OptionOrigins.Source;
import dev.frogeye.cli.text.Similar;
import dev.frogeye.cli.text.UsageException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * The options that the environment and a configuration file add to those of the command line.
 *
 * <p>They are turned into flags in front of the given ones, so that they are read, converted and refused exactly as if
 * they had been typed; what is already there as a flag is left out.
 */
public final class ConfiguredOptions {
    private static final String PREFIX = "FROGEYE_";
    private static final String CONFIG = "--config";
    private static final String PRINT = "--print-config";
    /** Asked of one run; in a file or in the environment they would be asked of all. */
    private static final Set<String> FLAGS_ONLY = Set.of(CONFIG, PRINT, "--help", "--version");

    private static final Set<String> TRUE = Set.of("true", "yes", "on", "1");
    private static final Set<String> FALSE = Set.of("false", "no", "off", "0");

    private final CommandLine root;
    private final Map<String, String> environment;
    private final Map<String, Origin> origins = new HashMap<>();
    private final List<String> added = new ArrayList<>();

    private ConfiguredOptions(CommandLine root, Map<String, String> environment) {
        this.root = root;
        this.environment = environment;
    }

    /**
     * A command line with everything in it.
     *
     * @param args to be read without expanding files named by {@code @}
     * @param printed whether the options are to be shown, and the command not run
     */
    public record Complete(List<String> args, OptionOrigins origins, boolean printed) {}

    /**
     * Adds what the environment and the file say.
     *
     * @param root a command line for trying out; it is not executed
     * @throws UsageException if the file cannot be read, or has something in it that cannot be understood
     */
    public static Complete complete(CommandLine root, Map<String, String> environment, String... args) {
        ParseResult parsed = lenient(root).parseArgs(args);
        List<String> given = parsed.expandedArgs();
        if (!parsed.hasSubcommand()) {
            return new Complete(given, OptionOrigins.NONE, false);
        }
        ParseResult command = parsed.subcommand();
        if (command.isUsageHelpRequested() || !(command.commandSpec().userObject() instanceof FrogeyeSubcommand)) {
            return new Complete(given, OptionOrigins.NONE, false);
        }
        return new ConfiguredOptions(root, environment).complete(command, given);
    }

    private Complete complete(ParseResult command, List<String> given) {
        CommandSpec spec = command.commandSpec();
        Optional<ConfigFile> file = file(command).map(ConfigFile::read);
        file.ifPresent(this::check);
        for (OptionSpec option : spec.options()) {
            String name = option.longestName();
            if (command.hasMatchedOption(option)) {
                origins.put(name, Origin.FLAG);
            } else if (isConfigurable(option)) {
                String variable = variable(name);
                String value = environment.getOrDefault(variable, "");
                if (!value.isEmpty()) {
                    set(option, split(option, value), new Origin(Source.ENVIRONMENT, variable));
                } else {
                    file.ifPresent(config -> entry(config, spec.name(), name)
                            .ifPresent(entry ->
                                    set(option, entry.values(), new Origin(Source.FILE, config.where(entry)))));
                }
            }
        }
        List<String> args = new ArrayList<>(given);
        args.addAll(args.indexOf(spec.name()) + 1, added);
        return new Complete(args, new OptionOrigins(origins), command.hasMatchedOption(PRINT));
    }

    private Optional<Path> file(ParseResult command) {
        if (command.hasMatchedOption(CONFIG)) {
            return Optional.ofNullable(command.matchedOptionValue(CONFIG, null));
        }
        return Optional.ofNullable(environment.get(PREFIX + "CONFIG"))
                .filter(name -> !name.isEmpty())
                .map(name -> UsageException.unlessValid(PREFIX + "CONFIG: ", () -> Path.of(name)));
    }

    /** What is written below the command's name goes before what is said for all of them. */
    private static Optional<ConfigFile.Entry> entry(ConfigFile config, String command, String option) {
        return Stream.of(command, "")
                .flatMap(section -> config.entries().stream()
                        .filter(entry -> entry.section().equals(section)
                                && !entry.isSection()
                                && option.equals("--" + entry.key())))
                .findFirst();
    }

    private void set(OptionSpec option, List<String> values, Origin origin) {
        String name = option.longestName();
        origins.put(name, origin);
        if (option.arity().max() == 0) {
            if (isOn(option, values, origin)) {
                added.add(name);
            } else if (option.negatable()) {
                added.add(name.startsWith("--no-") ? "--" + name.substring(5) : "--no-" + name.substring(2));
            }
            return;
        }
        if (values.size() != 1 && !option.isMultiValue()) {
            throw new UsageException(origin.where() + ": " + key(name) + " takes one value");
        }
        values.forEach(value -> added.add(name + "=" + value));
    }

    private static boolean isOn(OptionSpec option, List<String> values, Origin origin) {
        String value = String.join(",", values).toLowerCase(Locale.ROOT);
        if (!TRUE.contains(value) && !FALSE.contains(value)) {
            throw new UsageException(
                    origin.where() + ": " + key(option.longestName()) + " is true or false, was " + value);
        }
        return TRUE.contains(value);
    }

    private static List<String> split(OptionSpec option, String value) {
        return option.isMultiValue() && option.arity().max() > 0
                ? Arrays.stream(value.split(",")).map(String::strip).toList()
                : List.of(value);
    }

    /** Refuses keys that no command has, and those below a command that it does not have. */
    private void check(ConfigFile config) {
        for (ConfigFile.Entry entry : config.entries()) {
            Map<String, CommandLine> commands = root.getSubcommands();
            if (entry.isSection()) {
                if (keys(commands.get(entry.key())).isEmpty()) {
                    throw unknown(config, entry, "is not a command", commands.keySet());
                }
            } else if (entry.section().isEmpty()) {
                Set<String> keys = new TreeSet<>();
                commands.values().forEach(command -> keys.addAll(keys(command)));
                if (!keys.contains(entry.key())) {
                    throw unknown(config, entry, "is not an option of any command", keys);
                }
            } else {
                Set<String> keys = keys(commands.get(entry.section()));
                if (!keys.contains(entry.key())) {
                    throw unknown(config, entry, "is not an option of " + entry.section(), keys);
                }
            }
        }
    }

    private static UsageException unknown(
            ConfigFile config, ConfigFile.Entry entry, String problem, Set<String> candidates) {
        String key = entry.key();
        String remedy = FLAGS_ONLY.contains("--" + key) ? "; give it as a flag" : Similar.hint(key, candidates);
        return new UsageException(config.where(entry) + ": " + key + " " + problem + remedy);
    }

    /** What a file may say for a command; nothing if there is no such command. */
    private static Set<String> keys(CommandLine command) {
        Set<String> keys = new TreeSet<>();
        if (command != null) {
            command.getCommandSpec().options().stream()
                    .filter(ConfiguredOptions::isConfigurable)
                    .forEach(option -> keys.add(key(option.longestName())));
        }
        return keys;
    }

    static boolean isConfigurable(OptionSpec option) {
        return option.longestName().startsWith("--") && !FLAGS_ONLY.contains(option.longestName());
    }

    /** The name of an option in a file. */
    static String key(String option) {
        return option.substring(2);
    }

    private static String variable(String option) {
        return PREFIX + key(option).replace('-', '_').toUpperCase(Locale.ROOT);
    }

    /** Reads on after an error. */
    public static CommandLine lenient(CommandLine root) {
        Stream.concat(Stream.of(root), root.getSubcommands().values().stream())
                .forEach(each -> each.getCommandSpec().parser().collectErrors(true));
        return root;
    }
}

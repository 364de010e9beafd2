package dev.frogeye.cli.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import dev.frogeye.cli.option.OptionOrigins;
import dev.frogeye.cli.option.SamplingOptions;
import dev.frogeye.cli.text.Printable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** What {@code --print-config} prints: a configuration file with the value of every option, and where it comes from. */
public final class EffectiveConfig {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES));

    private EffectiveConfig() {}

    /**
     * The lines of the file.
     *
     * @param command was parsed with its errors collected
     * @throws ParameterException the first of the errors, except for parameters that are missing
     */
    public static List<String> lines(ParseResult command, OptionOrigins origins) {
        for (Exception error : command.errors()) {
            if (error instanceof ParameterException wrong && !(error instanceof MissingParameterException)) {
                throw wrong;
            }
        }
        List<String> lines = new ArrayList<>();
        lines.add("# frogeye " + command.commandSpec().name());
        command.commandSpec().options().stream()
                .filter(ConfiguredOptions::isConfigurable)
                .filter(option -> !isOverruled(option.longestName(), origins))
                .sorted((a, b) -> a.longestName().compareTo(b.longestName()))
                .map(option -> line(option, origins.of(option.longestName()).where()))
                .forEach(lines::add);
        return lines;
    }

    /** Whether another option that excludes this one is stronger: the two could not be read back together. */
    private static boolean isOverruled(String option, OptionOrigins origins) {
        OptionOrigins.Source source = origins.of(option).source();
        return source != OptionOrigins.Source.DEFAULT
                && SamplingOptions.EXCLUSIVE.contains(option)
                && SamplingOptions.EXCLUSIVE.stream()
                        .map(other -> origins.of(other).source())
                        .anyMatch(other -> other.compareTo(source) < 0);
    }

    private static String line(OptionSpec option, String origin) {
        String key = ConfiguredOptions.key(option.longestName());
        return value(option)
                .map(text -> key + ": " + text + "  # " + Printable.line(origin))
                .orElse("# " + key + ": not set");
    }

    private static Optional<String> value(OptionSpec option) {
        if (option.arity().max() == 0) {
            return Optional.of(String.valueOf(isOn(option.getValue())));
        }
        // As it was written, where it was: not every type of value is shown as it is read.
        boolean written = !option.stringValues().isEmpty();
        Object value = !written
                ? option.getValue()
                : option.isMultiValue()
                        ? option.stringValues()
                        : option.stringValues().get(option.stringValues().size() - 1);
        if (value instanceof Object[] array) {
            value = Arrays.asList(array);
        }
        if (value instanceof Optional<?> optional) {
            value = optional.orElse(null);
        }
        if (value instanceof Collection<?> list) {
            return list.isEmpty()
                    ? Optional.empty()
                    : Optional.of("["
                            + String.join(
                                    ", ",
                                    list.stream().map(EffectiveConfig::quoted).toList()) + "]");
        }
        return Optional.ofNullable(value).map(EffectiveConfig::scalar);
    }

    /** Flags that count, such as -vv, are on when they were given once. */
    private static boolean isOn(Object flag) {
        if (flag instanceof boolean[] counted) {
            return counted.length > 0;
        }
        return Boolean.TRUE.equals(flag);
    }

    private static String scalar(Object value) {
        if (value instanceof Number || value instanceof Boolean) {
            return value.toString();
        }
        if (value instanceof Enum<?> constant) {
            return constant.toString().toLowerCase(Locale.ROOT);
        }
        try {
            return YAML.writeValueAsString(value.toString()).strip();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write " + value, e);
        }
    }

    /** Within a list more characters mean something than on a line of their own. */
    private static String quoted(Object value) {
        String text = scalar(value);
        return text.matches("[\\w@./-]+") || text.startsWith("\"")
                ? text
                : "\"" + value.toString().replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}

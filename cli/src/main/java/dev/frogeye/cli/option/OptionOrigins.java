package dev.frogeye.cli.option;

import dev.frogeye.cli.text.UsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the values of a command's options come from.
 *
 * <p>Options are named as in messages, by their long names with dashes.
 */
public final class OptionOrigins {
    /** Nothing is known: everything counts as default. */
    public static final OptionOrigins NONE = new OptionOrigins(Map.of());

    private static final Pattern OPTION = Pattern.compile("--[a-z][a-z0-9-]*");

    private final Map<String, Origin> origins;

    public OptionOrigins(Map<String, Origin> origins) {
        this.origins = Map.copyOf(origins);
    }

    /** What gave an option a value, from the strongest to the weakest. */
    public enum Source {
        FLAG,
        ENVIRONMENT,
        FILE,
        DEFAULT
    }

    /**
     * Where one value comes from.
     *
     * @param where for people: the name of the variable, the file and its line
     */
    public record Origin(Source source, String where) {
        public static final Origin FLAG = new Origin(Source.FLAG, "command line");
        public static final Origin DEFAULT = new Origin(Source.DEFAULT, "default");
    }

    /** Where the value of an option comes from. */
    public Origin of(String option) {
        return origins.getOrDefault(option, Origin.DEFAULT);
    }

    /**
     * Of options that exclude one another, the one that counts: a flag wins against the environment, and that against
     * the file. Empty if none of them was set.
     *
     * @throws UsageException if two of the same strength were set
     */
    Optional<String> choose(String... exclusive) {
        List<String> strongest = new ArrayList<>();
        Source best = Source.DEFAULT;
        for (String option : exclusive) {
            Source source = of(option).source();
            if (source == Source.DEFAULT) {
                continue;
            }
            if (source.compareTo(best) < 0) {
                strongest.clear();
                best = source;
            }
            if (source == best) {
                strongest.add(option);
            }
        }
        if (strongest.size() > 1) {
            throw new UsageException(
                    strongest.get(0) + " and " + strongest.get(1) + " exclude each other; give one of them");
        }
        return strongest.stream().findFirst();
    }

    /** Where the options that a message names were set, to append to it; empty if all of them are flags or defaults. */
    public String note(String message) {
        List<String> notes = new ArrayList<>();
        Matcher named = OPTION.matcher(message);
        while (named.find()) {
            Origin origin = of(named.group());
            String note = named.group() + " is from " + origin.where();
            if ((origin.source() == Source.ENVIRONMENT || origin.source() == Source.FILE) && !notes.contains(note)) {
                notes.add(note);
            }
        }
        return notes.isEmpty() ? "" : "; " + String.join(", ", notes);
    }
}

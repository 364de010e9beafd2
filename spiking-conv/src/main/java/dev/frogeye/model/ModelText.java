package dev.frogeye.model;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Names from a file that is not trusted, made fit for a message of one line. */
public final class ModelText {
    private static final int LONGEST_NAME = 120;
    private static final int LONGEST_MESSAGE = 2000;
    private static final int LONGEST_LIST = 10;

    private static final Pattern NOT_PRINTED = Pattern.compile("[\\p{Cntrl}\\u0080-\\u009f\\u2028\\u2029]+");

    private ModelText() {}

    /** A model, quoted. */
    public static String model(String name) {
        return "model " + quote(name);
    }

    /** A name in quotes, cut where it is very long. */
    public static String quote(String name) {
        return "'" + name(name) + "'";
    }

    /** A name without quotes, cut where it is very long. */
    public static String name(String name) {
        return cut(name, LONGEST_NAME);
    }

    /** A message of one line, cut where what it quotes makes it very long. */
    public static String message(String text) {
        return cut(text, LONGEST_MESSAGE);
    }

    /** The first of some items, and how many more there are. */
    public static String some(List<String> items) {
        String listed = items.stream().limit(LONGEST_LIST).collect(Collectors.joining(", "));
        return items.size() > LONGEST_LIST ? listed + " and " + (items.size() - LONGEST_LIST) + " more" : listed;
    }

    /** Control characters and line ends become blanks. */
    public static String line(String text) {
        return NOT_PRINTED.matcher(String.valueOf(text)).replaceAll(" ");
    }

    private static String cut(String text, int longest) {
        // Cut before it is cleaned: cleaning makes it no longer, and a name can be as long as the file.
        String all = String.valueOf(text);
        return all.length() > longest ? line(all.substring(0, longest)) + "..." : line(all);
    }

    /** Extents as {@code 1x3x224x224}. */
    public static String dims(List<Integer> dims) {
        return dims.isEmpty() ? "a scalar" : dims.stream().map(String::valueOf).collect(Collectors.joining("x"));
    }
}

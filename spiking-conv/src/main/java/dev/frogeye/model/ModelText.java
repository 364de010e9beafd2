package dev.frogeye.model;

import java.util.List;
import java.util.stream.Collectors;

/** Names from a file that is not trusted, made fit for a message of one line. */
public final class ModelText {
    private static final int LONGEST_NAME = 120;

    private ModelText() {}

    /** A model, quoted. */
    public static String model(String name) {
        return "model " + quote(name);
    }

    /** A name in quotes, cut where it is very long. */
    public static String quote(String name) {
        String clean = line(name);
        return "'" + (clean.length() > LONGEST_NAME ? clean.substring(0, LONGEST_NAME) + "..." : clean) + "'";
    }

    /** Control characters and line ends become blanks. */
    public static String line(String text) {
        return String.valueOf(text).replaceAll("[\\p{Cntrl}\\u0085\\u2028\\u2029]+", " ");
    }

    /** Extents as {@code 1x3x224x224}. */
    public static String dims(List<Integer> dims) {
        return dims.isEmpty() ? "a scalar" : dims.stream().map(String::valueOf).collect(Collectors.joining("x"));
    }
}

package dev.frogeye.model;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern of names as shells have it: {@code *} stands for any characters, slashes and dots too, {@code ?} for one,
 * {@code [a-c]} for one of these and {@code [!a-c]} for one of the others.
 */
final class NamePattern {
    private static final Pattern WILDCARD = Pattern.compile("[*?\\[]");

    private final Pattern regex;

    private NamePattern(Pattern regex) {
        this.regex = regex;
    }

    static boolean hasWildcard(String text) {
        return WILDCARD.matcher(text).find();
    }

    /**
     * Reads a pattern; a bracket that is not closed stands for itself.
     *
     * @throws IllegalArgumentException if what is in brackets is no set of characters
     */
    static NamePattern of(String glob) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            // A closing bracket right behind the opening one, or the !, is one of the set.
            int close = c == '[' ? glob.indexOf(']', i + (glob.startsWith("!", i + 1) ? 3 : 2)) : -1;
            if (c == '*') {
                regex.append(".*");
            } else if (c == '?') {
                regex.append('.');
            } else if (close > 0) {
                regex.append(set(glob.substring(i + 1, close)));
                i = close;
            } else {
                regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        try {
            return new NamePattern(Pattern.compile(regex.toString(), Pattern.DOTALL));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    ModelText.quote(glob) + " is no pattern: brackets hold characters and ranges, as in [a-c]", e);
        }
    }

    private static String set(String characters) {
        boolean negated = characters.startsWith("!");
        String plain = negated ? characters.substring(1) : characters;
        return "[" + (negated ? "^" : "") + plain.replaceAll("[\\\\\\[\\]&^]", "\\\\$0") + "]";
    }

    boolean matches(String name) {
        return regex.matcher(name).matches();
    }
}

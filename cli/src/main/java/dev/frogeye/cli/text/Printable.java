package dev.frogeye.cli.text;

/** Text from outside, such as names and messages, as a terminal may get it: one line, without control sequences. */
public final class Printable {
    private Printable() {}

    /** Without line breaks, which would make a message several ones, and with control characters made visible. */
    public static String line(String text) {
        StringBuilder line = new StringBuilder();
        text.strip().replaceAll("\\s*\\R\\s*", " ").codePoints().forEach(c -> {
            if (c == '\t') {
                line.append(' ');
            } else if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
                line.append(String.format("\\u%04x", c));
            } else {
                line.appendCodePoint(c);
            }
        });
        return line.toString();
    }

    /** Columns that a line takes in a terminal, at most. */
    public static int columns(String line) {
        return line.codePoints().map(Printable::columns).sum();
    }

    /** As much of a line as fits into some columns. */
    static String cut(String line, int columns) {
        int used = 0;
        for (int i = 0; i < line.length(); i += Character.charCount(line.codePointAt(i))) {
            used += columns(line.codePointAt(i));
            if (used > columns) {
                return line.substring(0, i);
            }
        }
        return line;
    }

    /** From Hangul on characters may be wide; that some are not does no harm. */
    private static int columns(int character) {
        return character < 0x1100 ? 1 : 2;
    }
}

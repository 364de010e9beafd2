package dev.frogeye.ingest.preset;

/** A preset is unknown, or a file cannot be read as preprocessing, or asks for what cannot be done; in one line. */
public final class PresetException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private static final int LONGEST_QUOTE = 60;

    PresetException(String message) {
        super(message);
    }

    PresetException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The same of a file. */
    PresetException in(String file) {
        boolean hasSubject = !getMessage().matches("(?:is|has|asks|cannot) .*");
        return new PresetException(file + (hasSubject ? ": " : " ") + getMessage(), this);
    }

    private static boolean isShown(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    /** Something from a file, fit to stand in a message: on one line and short. */
    static String quoted(String text) {
        StringBuilder line = new StringBuilder("'");
        text.codePoints().limit(LONGEST_QUOTE).map(c -> isShown(c) ? c : '?').forEach(line::appendCodePoint);
        return line.append(text.codePointCount(0, text.length()) > LONGEST_QUOTE ? "...'" : "'")
                .toString();
    }
}

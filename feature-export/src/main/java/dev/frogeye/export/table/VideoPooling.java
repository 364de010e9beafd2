package dev.frogeye.export.table;

import java.util.Locale;

/** How the vectors of all frames of a video become one. */
public enum VideoPooling {
    /** Mean of each value over all frames. */
    MEAN,
    /** Largest of each value over all frames. */
    MAX;

    /** As {@link #parse} reads it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads {@code mean} or {@code max}.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static VideoPooling parse(String text) {
        return switch (text) {
            case "mean" -> MEAN;
            case "max" -> MAX;
            default -> throw new IllegalArgumentException("'" + text + "' is neither mean nor max");
        };
    }
}

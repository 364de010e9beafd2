package dev.frogeye.export.table;

import java.util.Locale;

/** How the features of a row came about. */
public enum RowState {
    KEY,
    DELTA,
    VIDEO;

    private final String text = name().toLowerCase(Locale.ROOT);

    /**
     * Reads what the tables have.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static RowState parse(String text) {
        for (RowState state : values()) {
            if (state.text.equals(text)) {
                return state;
            }
        }
        throw new IllegalArgumentException("'" + text + "' is none of key, delta and video");
    }

    /** As the tables have it. */
    public String text() {
        return text;
    }
}

package dev.frogeye.export;

import java.util.Locale;

/** How the features of a row came about. */
enum RowState {
    KEY,
    DELTA,
    VIDEO;

    private final String text = name().toLowerCase(Locale.ROOT);

    /**
     * Reads what the tables have.
     *
     * @throws IllegalArgumentException for anything else
     */
    static RowState parse(String text) {
        for (RowState state : values()) {
            if (state.text.equals(text)) {
                return state;
            }
        }
        throw new IllegalArgumentException("'" + text + "' is none of key, delta and video");
    }

    /** As the tables have it. */
    String text() {
        return text;
    }
}

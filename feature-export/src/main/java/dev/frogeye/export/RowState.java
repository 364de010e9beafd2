package dev.frogeye.export;

import java.util.Locale;

/** How the features of a row came about. */
enum RowState {
    KEY,
    DELTA,
    VIDEO;

    private final String text = name().toLowerCase(Locale.ROOT);

    /** As the tables have it. */
    String text() {
        return text;
    }
}

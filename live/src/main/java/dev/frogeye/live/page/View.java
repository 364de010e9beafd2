package dev.frogeye.live.page;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a picture shows. */
enum View {
    /** What the camera saw. */
    INPUT,
    /** Increases and decreases on dark ground. */
    SPIKES,
    /** Increases and decreases on the picture. */
    OVERLAY,
    /** Where change accumulated. */
    HEAT;

    /** The view of this name, lower case. */
    static Optional<View> of(String name) {
        return Stream.of(values()).filter(view -> view.text().equals(name)).findFirst();
    }

    /** All names. */
    static String names() {
        return Stream.of(values()).map(View::text).collect(Collectors.joining(", "));
    }

    private String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package dev.frogeye.ingest.live;

import java.util.Locale;
import java.util.Objects;

/**
 * A camera or screen of this machine.
 *
 * @param kind which of them
 * @param id what it is opened by: a path, a number or a name, as the platform has it
 * @param name for people
 */
public record Device(Kind kind, String id, String name) {
    /** What a device shows. */
    public enum Kind {
        /** The world. */
        CAMERA,
        /** What is on a screen. */
        SCREEN;

        /** As written for people and programs: {@code camera}, {@code screen}. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Device {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
    }

    /** One line: {@code camera  /dev/video0  Integrated Camera}. */
    @Override
    public String toString() {
        return kind.id() + "  " + id + (name.isEmpty() || name.equals(id) ? "" : "  " + name);
    }
}

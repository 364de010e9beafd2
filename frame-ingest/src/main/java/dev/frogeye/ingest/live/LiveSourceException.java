package dev.frogeye.ingest.live;

import java.io.IOException;
import java.util.List;

/** A live source that cannot be read any further. The message is one line, without password, that says what to do. */
public final class LiveSourceException extends IOException {
    /** What is wrong. */
    public enum Kind {
        /** It could not be opened in the first place. */
        UNAVAILABLE,
        /** It was lost, and all attempts to get it back failed. */
        LOST,
        /** Frames came faster than they were taken, under {@link Policy#FAIL}. */
        BEHIND
    }

    private final Kind kind;
    private final transient List<String> hints;

    LiveSourceException(Kind kind, String message, List<String> hints, IOException cause) {
        super(message, cause);
        this.kind = kind;
        this.hints = List.copyOf(hints);
    }

    /** What is wrong. */
    public Kind kind() {
        return kind;
    }

    /** Lines that help: the devices there are, and the command that has FFmpeg itself open the same. */
    public List<String> hints() {
        return hints == null ? List.of() : hints;
    }
}

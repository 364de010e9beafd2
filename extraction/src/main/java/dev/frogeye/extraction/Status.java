package dev.frogeye.extraction;

import java.util.Locale;

/** How an attempt at a video ended. */
public enum Status {
    /** Read whole, without a complaint. */
    OK,
    /** Read to its end, with decoding errors on the way. */
    OK_WITH_ERRORS,
    /** The video ends before it says it does; what there is was processed. */
    TRUNCATED,
    /** There is no output. */
    FAILED,
    /** Not attempted: an earlier output still stands. */
    SKIPPED;

    /** As written to the status file: {@code ok_with_errors}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}

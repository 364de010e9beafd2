package dev.frogeye.pipeline;

import dev.frogeye.ingest.DecodeReport;
import dev.frogeye.ingest.VideoInfo;
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

    /** Containers round durations, and the last frames' times may be rough. */
    private static final double SHORTEST_SHARE = 0.9;

    /** Judges a source that has been read. */
    public static Status of(VideoInfo info, DecodeReport report) {
        boolean isShort = info.durationMicros().isPresent()
                && report.complete()
                && report.endMicros() < SHORTEST_SHARE * info.durationMicros().getAsLong();
        if (isShort) {
            return TRUNCATED;
        }
        return report.decodeErrors() > 0 ? OK_WITH_ERRORS : OK;
    }

    /** As written to the status file: {@code ok_with_errors}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}

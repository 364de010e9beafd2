package dev.frogeye.batch;

import dev.frogeye.extraction.Status;

/**
 * How a run ended, in numbers of videos.
 *
 * @param ok read whole
 * @param okWithErrors read to the end, with decoding errors
 * @param truncated cut short; what there was is in the output
 * @param failed without an output
 * @param skipped done by an earlier run
 */
public record Outcome(int ok, int okWithErrors, int truncated, int failed, int skipped) {
    /** Nothing yet. */
    public static final Outcome NONE = new Outcome(0, 0, 0, 0, 0);

    /** One more video. */
    public Outcome plus(Status status) {
        return switch (status) {
            case OK -> new Outcome(ok + 1, okWithErrors, truncated, failed, skipped);
            case OK_WITH_ERRORS -> new Outcome(ok, okWithErrors + 1, truncated, failed, skipped);
            case TRUNCATED -> new Outcome(ok, okWithErrors, truncated + 1, failed, skipped);
            case FAILED -> new Outcome(ok, okWithErrors, truncated, failed + 1, skipped);
            case SKIPPED -> new Outcome(ok, okWithErrors, truncated, failed, skipped + 1);
        };
    }

    /** All videos. */
    public int total() {
        return ok + okWithErrors + truncated + failed + skipped;
    }

    /** Whether there is not one output, old or new. */
    public boolean hasNoOutput() {
        return failed == total();
    }

    /** Whether a video failed or ended early. */
    public boolean hasFailures() {
        return failed + truncated > 0;
    }
}

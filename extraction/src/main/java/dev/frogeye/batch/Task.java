package dev.frogeye.batch;

import dev.frogeye.ingest.VideoOptions;
import java.util.Optional;

/**
 * A video of a plan.
 *
 * @param options how it is to be read
 * @param output its table, as a path below the run's folder
 * @param pooledOutput the table of its one vector, in the same way; empty where none is wanted
 * @param config hash of what decides the tables
 * @param source what the video looks like now
 * @param last what came of it in an earlier run
 * @param decision whether to extract it
 * @param reason why, for people
 */
public record Task(
        Input input,
        VideoOptions options,
        String output,
        String pooledOutput,
        String config,
        SourceStamp source,
        Optional<StatusEntry> last,
        Decision decision,
        String reason) {
    /** What is to be done with a video. */
    public enum Decision {
        /** It is extracted. */
        EXTRACT,
        /** Its table stays as it is. */
        SKIP,
        /** Its table holds something else, which must not be lost; the run cannot start. */
        CONFLICT
    }

    static final String NEW = "new";

    /** Whether no earlier run knew of it. */
    public boolean isNew() {
        return reason.equals(NEW);
    }
}

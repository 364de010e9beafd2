package dev.frogeye.batch;

import dev.frogeye.extraction.Attempt;
import dev.frogeye.extraction.Status;
import java.time.Instant;

/**
 * A line of the status file.
 *
 * @param output the table below the run's folder, empty where there is none
 * @param outputBytes its size
 * @param config hash of what decided its content, see {@link RunConfiguration#hash}
 * @param source what the video looked like then
 * @param finishedAt when the attempt was over
 */
record StatusEntry(
        Attempt attempt, String output, long outputBytes, String config, SourceStamp source, Instant finishedAt) {
    boolean isOk() {
        return attempt.status() == Status.OK;
    }
}

package dev.frogeye.batch;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What earlier runs did with each video. */
final class History {
    private final Map<String, StatusEntry> last = new HashMap<>();
    /** For each table the attempt that it is of. */
    private final Map<String, StatusEntry> owners = new HashMap<>();

    /** One more attempt, made after those before it. */
    void add(StatusEntry entry) {
        last.put(entry.attempt().videoId(), entry);
        if (!entry.output().isEmpty()) {
            owners.put(entry.output(), entry);
        }
    }

    /** Adds the record of another machine; where both know a video, or a table, the later attempt counts. */
    void merge(History other) {
        other.last.forEach((id, entry) -> last.merge(id, entry, History::later));
        other.owners.forEach((output, entry) -> owners.merge(output, entry, History::later));
    }

    private static StatusEntry later(StatusEntry a, StatusEntry b) {
        return b.finishedAt().isBefore(a.finishedAt()) ? a : b;
    }

    /** The last attempt at a video that was not skipped. */
    Optional<StatusEntry> last(String videoId) {
        return Optional.ofNullable(last.get(videoId));
    }

    /** Which video a table is of. */
    Optional<String> owner(String output) {
        return Optional.ofNullable(owners.get(output))
                .map(entry -> entry.attempt().videoId());
    }

    /** The last attempts at all videos by their ids. */
    Map<String, StatusEntry> last() {
        return Map.copyOf(last);
    }
}

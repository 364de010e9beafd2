package dev.frogeye.ingest.live;

import java.util.Optional;

/**
 * What a live source has done up to one moment. {@code captured = taken + dropped + waiting} in every one.
 *
 * @param captured frames decoded
 * @param taken frames handed out
 * @param dropped frames left out because newer ones came, or by {@code maxFps}
 * @param waiting frames that can be taken
 * @param decodeErrors complaints of demuxer and decoder, which may have damaged the pictures that were delivered
 * @param reconnects how often the source was lost and sent frames again
 * @param state whether frames are coming
 * @param lastError what last went wrong, one line without password
 */
public record LiveCounters(
        long captured,
        long taken,
        long dropped,
        int waiting,
        long decodeErrors,
        int reconnects,
        ConnectionState state,
        Optional<String> lastError) {}

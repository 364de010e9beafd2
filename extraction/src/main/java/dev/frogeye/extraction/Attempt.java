package dev.frogeye.extraction;

import java.util.List;

/**
 * One attempt at one video: a line of the status file.
 *
 * @param videoId which video
 * @param path where it was read from
 * @param errorCode what is wrong in a word, such as {@code missing}; empty where nothing is
 * @param message what is wrong in a sentence, with the remedy; empty where nothing is
 * @param decodeErrors complaints of the decoder
 * @param summary what was done
 * @param notes what is worth knowing although nothing is broken, one line each
 */
public record Attempt(
        String videoId,
        String path,
        Status status,
        String errorCode,
        String message,
        long decodeErrors,
        Summary summary,
        List<String> notes) {
    public Attempt {
        notes = List.copyOf(notes);
    }

    /** Without notes. */
    public Attempt(
            String videoId,
            String path,
            Status status,
            String errorCode,
            String message,
            long decodeErrors,
            Summary summary) {
        this(videoId, path, status, errorCode, message, decodeErrors, summary, List.of());
    }
}

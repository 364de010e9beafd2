package dev.frogeye.pipeline;

/**
 * One attempt at one video: a line of the status file.
 *
 * @param videoId which video
 * @param path where it was read from
 * @param errorCode what is wrong in a word, such as {@code missing}; empty where nothing is
 * @param message what is wrong in a sentence, with the remedy; empty where nothing is
 * @param decodeErrors complaints of the decoder
 * @param summary what was done
 */
public record Attempt(
        String videoId,
        String path,
        Status status,
        String errorCode,
        String message,
        long decodeErrors,
        Summary summary) {}

package dev.frogeye.ingest;

import static org.bytedeco.ffmpeg.global.avutil.av_strerror;

import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** FFmpeg's negative return codes in words. */
final class FfmpegError {
    private static final int MAX_LENGTH = 128;

    private FfmpegError() {}

    /** Throws what {@code exception} makes of the error's text if {@code code} is an error. */
    static <E extends Exception> void check(int code, Function<String, E> exception) throws E {
        if (code < 0) {
            throw exception.apply(text(code));
        }
    }

    static String text(int code) {
        byte[] buffer = new byte[MAX_LENGTH];
        av_strerror(code, buffer, buffer.length);
        int length = 0;
        while (length < buffer.length && buffer[length] != 0) {
            length++;
        }
        return new String(buffer, 0, length, StandardCharsets.UTF_8);
    }
}

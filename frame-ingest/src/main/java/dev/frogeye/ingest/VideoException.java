package dev.frogeye.ingest;

import java.io.IOException;
import java.util.Locale;

/** A source that cannot be read at all. The message is one line that names the source and what to do. */
public final class VideoException extends IOException {
    /** What is wrong with the source. */
    public enum Code {
        /** There is no such file. */
        MISSING,
        /** A directory, a pipe or device, no permission, or an error of the operating system. */
        UNREADABLE,
        /** A file without a single byte. */
        EMPTY,
        /** Text, rubbish, or anything else that does not begin as a video does. */
        NOT_A_VIDEO,
        /** Begins as a video, and is cut off (or damaged) before the part that describes it: nothing can be read. */
        TRUNCATED,
        /** Sound, subtitles or cover pictures only. */
        NO_VIDEO_STREAM,
        /** A server that does not answer, refuses, or has no such video. */
        UNREACHABLE,
        /** Evenly spread frames were asked of a source that does not say how long it is. */
        NO_DURATION,
        /** A mask that is no still picture, that masks everything, or of another shape than the frames. */
        MASK_MISMATCH,
        /** This FFmpeg build cannot decode it. */
        UNSUPPORTED_CODEC,
        /** A video stream without a single decodable frame, or none in the range asked for. */
        NO_FRAMES;

        /** The code as written to status files: {@code missing}, {@code not_a_video}, ... */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Code code;

    /** For a fault found by Frogeye itself. */
    public VideoException(Code code, String message) {
        super(message);
        this.code = code;
    }

    /** For a fault that another exception reported. */
    public VideoException(Code code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** What is wrong. */
    public Code code() {
        return code;
    }
}

package dev.frogeye.export.table;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Output could not be written. The message is one line: what could not be written, why, and what helps. Told apart from
 * other {@link IOException}s because every further output is likely to meet the same end.
 */
public final class OutputException extends IOException {
    private static final List<String> FULL =
            List.of("no space left", "not enough space", "disk full", "disk is full", "quota");
    private static final List<String> PIPE = List.of("pipe", "reader is gone");
    private static final List<String> FORBIDDEN = List.of("permission denied", "read-only", "not permitted");

    /** A disk with less to give is full; the message may be in any language. */
    private static final long NO_SPACE_BYTES = 64 << 10;

    private enum Reason {
        FULL,
        FORBIDDEN,
        NO_FOLDER,
        STREAM,
        OTHER
    }

    private final Reason reason;

    private OutputException(String message, Reason reason, IOException cause) {
        super(message, cause);
        this.reason = reason;
    }

    /**
     * Says of an error that it happened while this file was written.
     *
     * @return the error itself where that was said of it already
     */
    public static OutputException of(Path target, IOException cause) {
        if (cause instanceof OutputException known) {
            return known;
        }
        Reason reason = reason(target, cause);
        Path folder = folder(target);
        String remedy =
                switch (reason) {
                    case FULL -> "free space in " + folder + " or write to another disk";
                    case FORBIDDEN -> "make " + folder + " writable or write to another folder";
                    case NO_FOLDER -> "create the folder " + folder + " first or write to another one";
                    case STREAM, OTHER -> "check " + folder + " or write to another folder";
                };
        return new OutputException("cannot write " + target + " (" + text(cause) + "); " + remedy, reason, cause);
    }

    /** Says of an error that it happened while rows were written to a stream. */
    public static OutputException ofStream(IOException cause) {
        if (cause instanceof OutputException known) {
            return known;
        }
        Reason reason = mentions(cause, FULL) ? Reason.FULL : Reason.STREAM;
        String remedy = reason == Reason.FULL
                ? "free space where it leads to"
                : "keep the program that reads it running, or check the disk it leads to";
        return new OutputException("cannot write to the output stream (" + text(cause) + "); " + remedy, reason, cause);
    }

    /** Whether the program that read the stream is gone, such as {@code head} after its last line. */
    public boolean isClosedByReader() {
        return reason == Reason.STREAM && mentions((IOException) getCause(), PIPE);
    }

    /** Whether there was no space left, be it the disk's or what the user may have of it. */
    public boolean isDiskFull() {
        return reason == Reason.FULL;
    }

    private static Reason reason(Path target, IOException cause) {
        if (mentions(cause, FULL)) {
            return Reason.FULL;
        }
        if (cause instanceof AccessDeniedException || mentions(cause, FORBIDDEN)) {
            return Reason.FORBIDDEN;
        }
        if (!Files.isDirectory(folder(target))) {
            return Reason.NO_FOLDER;
        }
        return hasSpace(target) ? Reason.OTHER : Reason.FULL;
    }

    private static Path folder(Path target) {
        Path folder = target.toAbsolutePath().getParent();
        return folder == null ? target : folder;
    }

    private static boolean hasSpace(Path target) {
        try {
            return Files.getFileStore(folder(target)).getUsableSpace() >= NO_SPACE_BYTES;
        } catch (IOException e) {
            return true; // not known; the error is then told as it is
        }
    }

    private static boolean mentions(IOException cause, List<String> phrases) {
        String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        return phrases.stream().anyMatch(message::contains);
    }

    /** The reason alone: what exceptions of files say besides it is a name, often a temporary one. */
    private static String text(IOException cause) {
        if (cause instanceof FileSystemException file && file.getReason() != null) {
            return file.getReason();
        }
        if (cause instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (cause instanceof NotDirectoryException || cause instanceof NoSuchFileException) {
            return "there is no " + ((FileSystemException) cause).getFile();
        }
        String message = cause.getMessage();
        return message == null || message.isBlank()
                ? cause.getClass().getSimpleName()
                : message.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}

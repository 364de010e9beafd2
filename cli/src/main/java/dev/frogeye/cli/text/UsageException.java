package dev.frogeye.cli.text;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.Supplier;

/** The command was called in a way that cannot work; the message says what to change. */
public final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UsageException(String message) {
        super(message);
    }

    public UsageException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Reads something a user wrote; what the parser finds wrong with it is a usage error. */
    public static <T> T unlessValid(String prefix, Supplier<T> parser) {
        try {
            return parser.get();
        } catch (IllegalArgumentException e) {
            throw new UsageException(prefix + e.getMessage(), e);
        }
    }

    /** A path that an option gives; one that this system cannot have is a usage error. */
    public static Path path(String option, String name) {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new UsageException(option + ": '" + name + "' is no path here (" + e.getReason() + ")", e);
        }
    }
}

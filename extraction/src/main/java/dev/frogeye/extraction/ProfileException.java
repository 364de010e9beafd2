package dev.frogeye.extraction;

/** A profile cannot be used. The message is one line: what is wrong and what helps. */
public final class ProfileException extends Exception {
    private static final long serialVersionUID = 1;

    ProfileException(String message) {
        super(message);
    }

    ProfileException(String message, Throwable cause) {
        super(message, cause);
    }
}

package dev.frogeye.catalogue;

import java.io.IOException;

/** A model could not be had; the message says why and what to do, in one line. */
public final class PullException extends IOException {
    private static final long serialVersionUID = 1L;

    PullException(String message) {
        super(message);
    }

    PullException(String message, Throwable cause) {
        super(message, cause);
    }
}

package dev.frogeye.catalogue;

import java.io.IOException;

/** What is there, or was downloaded, is not the model that the catalogue describes. */
public final class WrongModelException extends IOException {
    private static final long serialVersionUID = 1L;

    /**
     * An exception.
     *
     * @param message what was expected, what was found, and what to do, in one line
     */
    public WrongModelException(String message) {
        super(message);
    }
}

package dev.frogeye.catalogue;

import java.io.IOException;

/** One source could not deliver. */
final class TransferException extends IOException {
    private static final long serialVersionUID = 1L;

    /** What is to be concluded from it. */
    enum Kind {
        /** The same source may do better in a moment. */
        PASSING,
        /** It will not. */
        FINAL,
        /** It has something else than the model. */
        WRONG
    }

    private final Kind kind;

    /**
     * An exception.
     *
     * @param message to be continued from the name of the source: "answered 404"
     */
    TransferException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    TransferException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }
}

package dev.frogeye.model;

/** A model file that cannot be run: not ONNX, broken, hostile, or using what is not supported. The message says what. */
public final class UnsupportedModelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnsupportedModelException(String message) {
        super(message);
    }

    public UnsupportedModelException(String message, Throwable cause) {
        super(message, cause);
    }
}

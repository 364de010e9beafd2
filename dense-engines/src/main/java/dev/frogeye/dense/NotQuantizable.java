package dev.frogeye.dense;

/** Why an operator stays in floats. */
final class NotQuantizable extends Exception {
    private static final long serialVersionUID = 1;

    NotQuantizable(String reason) {
        super(reason, null, false, false);
    }
}

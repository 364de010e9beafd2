package dev.frogeye.live.page;

/**
 * Why a request is not answered as asked.
 *
 * @param status of HTTP
 * @param message one line
 * @param isDelayed whether the answer waits a little, against guessing
 */
record Refusal(int status, String message, boolean isDelayed) {
    Refusal(int status, String message) {
        this(status, message, false);
    }
}

package dev.frogeye.calibration;

/** No thresholds do what was asked for. The message is one line: why, and what helps. */
public final class CalibrationException extends Exception {
    private static final long serialVersionUID = 1;

    CalibrationException(String message) {
        super(message);
    }
}

package dev.frogeye.calibration;

/** A candidate and what it does. */
record Measured(Candidate candidate, Evaluation evaluation) {
    boolean doesLessThan(Measured other) {
        return evaluation.macs() < other.evaluation.macs();
    }
}

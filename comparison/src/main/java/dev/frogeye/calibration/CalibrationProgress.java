package dev.frogeye.calibration;

/**
 * How far a search is.
 *
 * @param runs of the network over all clips that are done, those of an earlier search that was cut off among them
 * @param expectedRuns about how many there will be; never fewer than {@code runs}
 * @param macsPerFrame of the least work seen at an error that is small enough; NaN before there is one
 * @param relativeL2 its error
 */
public record CalibrationProgress(int runs, int expectedRuns, double macsPerFrame, double relativeL2) {}

package dev.frogeye.comparison;

/**
 * Whether the maxima of a map's channels (key points, detections) are where the dense ones are.
 *
 * @param level only maxima of the dense map above it are looked at
 * @param peaks how many there were in all frames
 * @param movedShare share of them that lie more than one cell away, in either direction; NaN if there were none
 * @param meanCells mean distance of all of them in cells; NaN if there were none
 */
public record PeakAgreement(double level, long peaks, double movedShare, double meanCells) {}

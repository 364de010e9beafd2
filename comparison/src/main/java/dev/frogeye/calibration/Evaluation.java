package dev.frogeye.calibration;

/**
 * What thresholds do on the calibration clips.
 *
 * @param relativeL2 mean over all frames, of the requested tensor with the largest
 * @param cosine mean over all frames, of the requested tensor with the smallest
 * @param macs multiply-adds of all frames, key frames included
 * @param overhead other operations of all frames
 */
record Evaluation(double relativeL2, double cosine, long macs, long overhead) {}

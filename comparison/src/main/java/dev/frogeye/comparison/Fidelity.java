package dev.frogeye.comparison;

import java.util.OptionalDouble;

/**
 * What the delta engine's features are worth.
 *
 * @param agreement with the reference's features of the same frames
 * @param denseJitterCosine mean cosine of the reference's features of neighbouring frames, over the quarter of the
 *     neighbours between which least moved: noise that the frame-by-frame network shows too
 * @param knn10Overlap mean share of a frame's ten nearest neighbours in the clip (by cosine) that are the same with both
 *     kinds of features; NaN for clips of fewer than 12 frames
 * @param top1Agreement share of frames with the same best class; empty unless the features are class scores
 * @param top5Agreement share of frames whose reference's best class is among the five best
 * @param exactRelativeL2 largest distance of the features at threshold 0 to the reference's: both are the same network
 */
public record Fidelity(
        Agreement agreement,
        double denseJitterCosine,
        double knn10Overlap,
        OptionalDouble top1Agreement,
        OptionalDouble top5Agreement,
        double exactRelativeL2) {}

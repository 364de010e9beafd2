package dev.frogeye.comparison;

import java.util.Optional;

/**
 * How well features agree with the dense ones over the frames of a clip; {@code docs/compare.md} has the formulas.
 *
 * @param r2Centred share of what happens in the clip that the features keep: 1 if equal, 0 if they are worth no more than
 *     the clip's mean, negative if less; NaN where the dense features do not vary
 * @param changeCorrelation correlation of the features' changes from frame to frame with the dense ones'; NaN where
 *     either do not change
 * @param cosineMean mean over the frames
 * @param cosineMin smallest of a frame
 * @param relativeL2Mean mean over the frames
 * @param relativeL2Max largest of a frame
 * @param maxAbs largest difference of a value
 * @param peaks where the channels' maxima are; empty unless the features are maps
 */
public record Agreement(
        double r2Centred,
        double changeCorrelation,
        double cosineMean,
        double cosineMin,
        double relativeL2Mean,
        double relativeL2Max,
        double maxAbs,
        Optional<PeakAgreement> peaks) {
    /** Share of the clip's own variation that the features lose, {@code 1 - R2}; NaN where it does not vary. */
    public double error() {
        return 1 - r2Centred;
    }
}

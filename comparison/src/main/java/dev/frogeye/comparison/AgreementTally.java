package dev.frogeye.comparison;

import java.util.Optional;

/** Adds up how well features agree with the reference's, frame after frame, in one pass. */
final class AgreementTally {
    private final Optional<Peaks> peaks;
    private final Correlation changes = new Correlation();
    private final float[] previous;
    private final float[] previousReference;
    private long frames;
    private double differenceSquares;
    private double cosineSum;
    private double cosineMin = Double.POSITIVE_INFINITY;
    private double relativeL2Sum;
    private double relativeL2Max;
    private double maxAbs;

    /**
     * For vectors of one size.
     *
     * @param peaks where the features are maps
     */
    AgreementTally(int size, Optional<Peaks> peaks) {
        this.peaks = peaks;
        previous = new float[size];
        previousReference = new float[size];
    }

    /**
     * Adds the next frame.
     *
     * @return how far its features are from the reference's
     */
    Distance add(float[] features, float[] reference) {
        Distance distance = Distance.between(features, reference);
        if (frames > 0) {
            changes.addChanges(features, previous, reference, previousReference);
        }
        System.arraycopy(features, 0, previous, 0, previous.length);
        System.arraycopy(reference, 0, previousReference, 0, previousReference.length);
        peaks.ifPresent(maxima -> maxima.add(features, reference));
        frames++;
        differenceSquares += distance.squares();
        cosineSum += distance.cosine();
        cosineMin = Math.min(cosineMin, distance.cosine());
        relativeL2Sum += distance.relativeL2();
        relativeL2Max = Math.max(relativeL2Max, distance.relativeL2());
        maxAbs = Math.max(maxAbs, distance.maxAbs());
        return distance;
    }

    long frames() {
        return frames;
    }

    /**
     * Of at least one frame.
     *
     * @param variation of the reference's features over the same frames
     */
    Agreement agreement(Variation variation) {
        if (frames == 0) {
            throw new IllegalStateException("no frames to summarise");
        }
        double r2 = variation.squares() == 0 ? Double.NaN : 1 - differenceSquares / variation.squares();
        return new Agreement(
                r2,
                changes.value(),
                cosineSum / frames,
                cosineMin,
                relativeL2Sum / frames,
                relativeL2Max,
                maxAbs,
                peaks.map(Peaks::result));
    }
}

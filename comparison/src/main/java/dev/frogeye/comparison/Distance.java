package dev.frogeye.comparison;

/**
 * How far a feature vector is from the one it should be.
 *
 * @param cosine of the angle between the two; 1 if both are zero
 * @param relativeL2 {@code |actual - expected| / |expected|}; 0 if both are zero
 * @param squares {@code |actual - expected|^2}
 * @param maxAbs largest difference of a value
 */
public record Distance(double cosine, double relativeL2, double squares, double maxAbs) {
    /** Compares two vectors of equal length. */
    public static Distance between(float[] actual, float[] expected) {
        if (actual.length != expected.length) {
            throw new IllegalArgumentException(actual.length + " values against " + expected.length);
        }
        double product = 0;
        double actualSquares = 0;
        double expectedSquares = 0;
        double differenceSquares = 0;
        double maxAbs = 0;
        for (int i = 0; i < actual.length; i++) {
            double difference = (double) actual[i] - expected[i];
            product += (double) actual[i] * expected[i];
            actualSquares += (double) actual[i] * actual[i];
            expectedSquares += (double) expected[i] * expected[i];
            differenceSquares += difference * difference;
            maxAbs = Math.max(maxAbs, Math.abs(difference));
        }
        if (differenceSquares == 0) {
            return new Distance(1, 0, 0, 0);
        }
        return new Distance(
                product / Math.sqrt(actualSquares * expectedSquares),
                Math.sqrt(differenceSquares / expectedSquares),
                differenceSquares,
                maxAbs);
    }
}

package dev.frogeye.comparison;

/**
 * How much features vary over a clip: the sum of squared distances of all values to the mean of their place in the
 * vector. One pass, after Welford (1962): a sum of squares minus a square of sums would lose everything where features
 * hardly move.
 */
final class Variation {
    private final double[] mean;
    private double squares;
    private long frames;

    /** @param size length of the vectors */
    Variation(int size) {
        mean = new double[size];
    }

    /** Adds the features of the next frame. */
    void add(float[] features) {
        frames++;
        double sum = 0;
        for (int i = 0; i < mean.length; i++) {
            double difference = features[i] - mean[i];
            mean[i] += difference / frames;
            sum += difference * (features[i] - mean[i]);
        }
        squares += sum;
    }

    /** The sum over all frames and values; 0 if all frames are the same. */
    double squares() {
        return squares;
    }
}

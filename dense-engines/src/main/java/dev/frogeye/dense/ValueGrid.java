package dev.frogeye.dense;

import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;

/**
 * Evenly spaced values that are all a tensor takes: the levels of pixels, normalised. Bytes of the same spacing keep them
 * exactly. Rounding instead costs most where 0 lies halfway between two levels, as with values from -1 to 1: then every
 * pixel is half a level off.
 *
 * @param step between neighbours, above 0
 * @param shift what to subtract from the values to have multiples of the step; at most half of one
 */
record ValueGrid(float step, float shift) {
    /** How many values a byte has. */
    static final int MOST_VALUES = 256;

    private static final int FEWEST_VALUES = 16;
    /** Of a step: float32 rounds what normalisation makes of levels. */
    private static final double TOLERANCE = 0.01;

    /** Through all of these values, and 0, if there is one that bytes can have. */
    static Optional<ValueGrid> through(Collection<Float> values) {
        double[] sorted = values.stream()
                .mapToDouble(Float::doubleValue)
                .distinct()
                .sorted()
                .toArray();
        if (sorted.length < FEWEST_VALUES) {
            return Optional.empty();
        }
        double low = sorted[0];
        double high = sorted[sorted.length - 1];
        double gap = high - low;
        for (int i = 1; i < sorted.length; i++) {
            gap = Math.min(gap, sorted[i] - sorted[i - 1]);
        }
        double step = (high - low) / Math.rint((high - low) / gap);
        double shift = low - step * Math.rint(low / step);
        boolean isRegular = Arrays.stream(sorted)
                .map(value -> (value - low) / step)
                .allMatch(level -> Math.abs(level - Math.rint(level)) < TOLERANCE);
        double extent = Math.max(high - shift, 0) - Math.min(low - shift, 0);
        return isRegular && Math.rint(extent / step) < MOST_VALUES
                ? Optional.of(new ValueGrid((float) step, (float) shift))
                : Optional.empty();
    }

    /** Bytes of the shifted values; those left over are shared between values below the least and above the largest. */
    Affine bytes(float min, float max) {
        int below = (int) Math.rint((shift - min) / step);
        int above = (int) Math.rint((max - shift) / step);
        int unused = MOST_VALUES - 1 - Math.max(above, 0) - Math.max(below, 0);
        return new Affine(step, below <= 0 ? 0 : below + (above <= 0 ? unused : unused / 2));
    }
}

package dev.frogeye.model;

/**
 * What a {@link Layer.Resample} reads along one axis: output index {@code i} is the sum of input indices
 * {@code source[k]} times {@code weight[k]} for {@code k} from {@code start[i]} up to {@code start[i + 1]}. Arrays are not
 * copied and must not be modified.
 *
 * @param start one more than there are outputs, ascending from 0
 * @param source input indices; one may come more than once
 * @param weight as many as {@code source}
 */
public record Taps(int[] start, int[] source, float[] weight) {
    public Taps {
        if (start.length < 2 || start[start.length - 1] != source.length || source.length != weight.length) {
            throw new IllegalArgumentException(source.length + " sources and " + weight.length + " weights do not fit "
                    + (start.length - 1) + " outputs");
        }
    }

    /** Output indices. */
    public int count() {
        return start.length - 1;
    }

    /** Whether an output index is made of nothing. */
    public boolean isEmpty(int output) {
        return start[output] == start[output + 1];
    }

    /** The most taps that any output index has. */
    public int most() {
        int most = 0;
        for (int i = 0; i < count(); i++) {
            most = Math.max(most, start[i + 1] - start[i]);
        }
        return most;
    }
}

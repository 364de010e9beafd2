package dev.frogeye.delta;

import dev.frogeye.model.Layer;
import java.util.Arrays;

/**
 * Which value of one map goes to which place of another, sorted by pixel of the first.
 *
 * @param from offsets in the first map
 * @param to offsets in the second
 */
record MovedValues(FeatureMap input, int[] from, int[] to) {
    /**
     * The values of an index map.
     *
     * @param source for each output value in stored order its input value, -1 for none, or null where that is the same
     * @param byValue whether the values of a pixel are sorted among each other too; else they follow the output
     */
    static MovedValues of(int[] source, FeatureMap input, FeatureMap output, boolean byValue) {
        int group = byValue ? 1 : input.shape.channels();
        int[] next = new int[input.shape.size() / group + 1];
        int size = output.shape.size();
        for (int i = 0; i < size; i++) {
            int value = source == null ? i : source[i];
            if (value >= 0) {
                next[value / group + 1]++;
            }
        }
        Arrays.parallelPrefix(next, Integer::sum);
        int[] from = new int[next[next.length - 1]];
        int[] to = new int[from.length];
        for (int i = 0; i < size; i++) {
            int value = source == null ? i : source[i];
            if (value >= 0) {
                int at = next[value / group]++;
                from[at] = offset(input, value);
                to[at] = offset(output, i);
            }
        }
        return new MovedValues(input, from, to);
    }

    /**
     * As many runs as there can be: those found where the output is read in its stored order and pixel by pixel.
     * Sorted by input pixel some may join.
     */
    static long mostRuns(Layer.Rearrange layer) {
        int[] source = layer.source();
        int from = layer.input().shape().channels();
        int to = layer.output().shape().channels();
        long runs = 0;
        int step = 0;
        boolean open = false; // Whether the step of the present run is still to be seen.
        for (int i = 0; i < source.length; i++) {
            boolean starts = i % to == 0 || source[i - 1] < 0 || source[i] / from != source[i - 1] / from;
            if (source[i] < 0) {
                open = false;
            } else if (starts || !open && source[i] - source[i - 1] != step) {
                runs++;
                open = true;
            } else if (open) {
                step = source[i] - source[i - 1];
                open = false;
            }
        }
        return runs;
    }

    /** Where a value, counted in stored order, lies in a map. */
    static int offset(FeatureMap map, int value) {
        int channels = map.shape.channels();
        return map.at(value / channels) + value % channels;
    }

    /** How many runs there are of values of one pixel that are evenly spaced on both sides. */
    int runs() {
        int runs = 0;
        for (int i = 0; i < from.length; i = endOfRun(i)) {
            runs++;
        }
        return runs;
    }

    /** Behind the last value of the run that starts with this one. */
    int endOfRun(int first) {
        int next = first + 1;
        int pixel = input.pixel(from[first]);
        while (next < from.length
                && input.pixel(from[next]) == pixel
                && from[next] - from[next - 1] == from[first + 1] - from[first]
                && to[next] - to[next - 1] == to[first + 1] - to[first]) {
            next++;
        }
        return next;
    }
}

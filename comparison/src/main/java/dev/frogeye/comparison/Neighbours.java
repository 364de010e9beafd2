package dev.frogeye.comparison;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Whether a search for similar frames finds the same ones with two kinds of features. */
final class Neighbours {
    private static final int NEAREST = 10;

    private Neighbours() {}

    /**
     * Mean share of each frame's ten nearest others, by cosine, that are the same with both; quadratic in the frames.
     *
     * @return NaN for fewer than 12 frames, where hardly any other choice is left
     */
    static double overlap(List<float[]> features, List<float[]> others) {
        int frames = features.size();
        if (frames < NEAREST + 2) {
            return Double.NaN;
        }
        List<float[]> units = features.stream().map(Neighbours::unit).toList();
        List<float[]> otherUnits = others.stream().map(Neighbours::unit).toList();
        long shared = 0;
        for (int i = 0; i < frames; i++) {
            Set<Integer> nearest = nearest(i, units);
            nearest.retainAll(nearest(i, otherUnits));
            shared += nearest.size();
        }
        return shared / ((double) NEAREST * frames);
    }

    private static Set<Integer> nearest(int query, List<float[]> units) {
        double[] cosine =
                units.stream().mapToDouble(unit -> dot(unit, units.get(query))).toArray();
        List<Integer> order = new ArrayList<>(
                IntStream.range(0, units.size()).filter(i -> i != query).boxed().toList());
        order.sort(Comparator.comparingDouble((Integer i) -> -cosine[i]).thenComparing(Comparator.naturalOrder()));
        return new HashSet<>(order.subList(0, NEAREST));
    }

    private static float[] unit(float[] vector) {
        double length = Math.sqrt(dot(vector, vector));
        float[] unit = new float[vector.length];
        for (int i = 0; i < unit.length && length > 0; i++) {
            unit[i] = (float) (vector[i] / length);
        }
        return unit;
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }
}

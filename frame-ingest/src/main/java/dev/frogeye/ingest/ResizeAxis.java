package dev.frogeye.ingest;

/**
 * The triangle filter along one axis, for a run of output positions: output {@code i} is the sum over {@code t} below
 * {@code taps} of {@code input[first[i] + t] * weight[i * taps + t]}, in fixed point with {@value #PRECISION_BITS}
 * fraction bits.
 *
 * <p>The filter's support grows with the reduction, which is what antialiasing means, and the weights are normalised
 * and rounded as Pillow does it: 8 bits of pixel, 22 of weight and 2 of headroom make a signed 32-bit sum.
 */
final class ResizeAxis {
    static final int PRECISION_BITS = 32 - 8 - 2;

    final int outputs;
    final int taps;
    final int[] first;
    final int[] weight;

    /**
     * @param inputSize pixels along the axis
     * @param resizedSize pixels the whole axis is resized to
     * @param from first of the resized pixels that are wanted
     * @param outputs how many are wanted
     */
    ResizeAxis(int inputSize, int resizedSize, int from, int outputs) {
        this.outputs = outputs;
        double scale = (double) inputSize / resizedSize;
        double support = Math.max(scale, 1);
        taps = widest(inputSize, scale, support, from, outputs);
        first = new int[outputs];
        weight = new int[outputs * taps];
        double[] window = new double[taps];
        for (int i = 0; i < outputs; i++) {
            double centre = (from + i + 0.5) * scale;
            int low = low(centre, support);
            int high = high(centre, support, inputSize);
            double sum = 0;
            for (int x = low; x < high; x++) {
                window[x - low] = Math.max(0, 1 - Math.abs((x - centre + 0.5) / support));
                sum += window[x - low];
            }
            // Every output reads the same number of pixels: the spare ones have weight 0 and lie within the input.
            first[i] = Math.min(low, inputSize - taps);
            int shift = low - first[i];
            for (int t = 0; t < high - low; t++) {
                weight[i * taps + shift + t] = (int) (0.5 + window[t] / sum * (1 << PRECISION_BITS));
            }
        }
    }

    private static int widest(int inputSize, double scale, double support, int from, int outputs) {
        int widest = 0;
        for (int i = 0; i < outputs; i++) {
            double centre = (from + i + 0.5) * scale;
            widest = Math.max(widest, high(centre, support, inputSize) - low(centre, support));
        }
        return widest;
    }

    /** The first pixel whose centre lies within the window; one on its edge would weigh 0. */
    private static int low(double centre, double support) {
        return Math.max(0, (int) Math.floor(centre - support + 0.5));
    }

    /** One past the last pixel within the window. */
    private static int high(double centre, double support, int inputSize) {
        return Math.min(inputSize, (int) Math.ceil(centre + support - 0.5));
    }

    /** First input position that any output reads. */
    int inputFrom() {
        return first[0];
    }

    /** One past the last input position that any output reads. */
    int inputTo() {
        return first[outputs - 1] + taps;
    }
}

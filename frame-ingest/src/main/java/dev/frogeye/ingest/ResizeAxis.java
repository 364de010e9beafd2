package dev.frogeye.ingest;

/**
 * A filter along one axis, for a run of output positions: output {@code i} is the sum over {@code t} below
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
    /** Whether sums must be cut back to the range of levels. */
    final boolean overshoots;

    /**
     * @param filter its shape
     * @param inputSize pixels along the axis
     * @param resizedSize pixels the whole axis is resized to
     * @param from first of the resized pixels that are wanted
     * @param outputs how many are wanted
     */
    ResizeAxis(Resampling filter, int inputSize, int resizedSize, int from, int outputs) {
        this.outputs = outputs;
        overshoots = filter.overshoots();
        double scale = (double) inputSize / resizedSize;
        // Nearest does not widen: one pixel, whatever the reduction.
        double stretch = filter == Resampling.NEAREST ? 1 : Math.max(scale, 1);
        Window window = new Window(filter, inputSize, scale, filter.support() * stretch, from);
        int widest = 0;
        for (int i = 0; i < outputs; i++) {
            widest = Math.max(widest, window.high(i) - window.low(i));
        }
        taps = widest;
        first = new int[outputs];
        weight = new int[outputs * taps];
        double[] weights = new double[taps];
        for (int i = 0; i < outputs; i++) {
            int low = window.low(i);
            int high = window.high(i);
            double sum = 0;
            for (int x = low; x < high; x++) {
                weights[x - low] = filter.weight((x - window.centre(i) + 0.5) / stretch);
                sum += weights[x - low];
            }
            // Every output reads the same number of pixels: the spare ones have weight 0 and lie within the input.
            first[i] = Math.min(low, inputSize - taps);
            int shift = low - first[i];
            for (int t = 0; t < high - low; t++) {
                weight[i * taps + shift + t] = fixed(weights[t] / sum);
            }
        }
    }

    /** Rounded half away from 0. */
    private static int fixed(double weight) {
        return (int) (Math.copySign(0.5, weight) + weight * (1 << PRECISION_BITS));
    }

    /** The input pixels that weigh something for the outputs. */
    private record Window(Resampling filter, int inputSize, double scale, double support, int from) {
        double centre(int output) {
            return (from + output + 0.5) * scale;
        }

        /** The first pixel whose centre lies within the window; one on its edge would weigh 0. */
        int low(int output) {
            return filter == Resampling.NEAREST
                    ? Math.min(inputSize - 1, (int) centre(output))
                    : Math.max(0, (int) Math.floor(centre(output) - support + 0.5));
        }

        /** One past the last pixel within the window; one on its edge weighs 0, but for a box. */
        int high(int output) {
            return switch (filter) {
                case NEAREST -> low(output) + 1;
                case BOX -> Math.min(inputSize, (int) Math.floor(centre(output) + support + 0.5));
                default -> Math.min(inputSize, (int) Math.ceil(centre(output) + support - 0.5));
            };
        }
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

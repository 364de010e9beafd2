package dev.frogeye.model.onnx.rule;

import dev.frogeye.model.ModelText;
import dev.frogeye.model.Taps;
import dev.frogeye.model.onnx.file.Limits;
import dev.frogeye.model.onnx.file.Node;
import java.util.Arrays;

/**
 * One axis of a {@code Resize}. Coordinates are computed in single precision, as runtimes do: at ties a nearest neighbour
 * depends on it.
 *
 * @param mode how an output index becomes an input coordinate
 * @param extent of the input
 * @param size of the output
 * @param scale as the model gives it, which need not be exactly {@code size / extent}
 * @param start of the region of {@code tf_crop_and_resize}, as a fraction
 * @param end of that region
 */
record Interpolation(Node node, String mode, int extent, int size, float scale, float start, float end) {
    /** The weight of an input at a distance from the coordinate. */
    private interface Kernel {
        float at(float distance);
    }

    /** Whether every output is the input at its index: as runtimes do, half a pixel more or less is not asked for then. */
    boolean changesNothing() {
        return extent == size && (mode.equals("tf_crop_and_resize") ? start == 0 && end == 1 : scale == 1);
    }

    private float coordinate(int i) {
        return switch (mode) {
            case "half_pixel" -> (i + 0.5f) / scale - 0.5f;
            case "pytorch_half_pixel" -> size > 1 ? (i + 0.5f) / scale - 0.5f : 0;
            case "half_pixel_symmetric" -> {
                float adjustment = size / (scale * extent);
                yield extent / 2f * (1 - adjustment) + (i + 0.5f) / scale - 0.5f;
            }
            case "align_corners" -> size == 1 ? 0 : (float) i * (extent - 1) / (size - 1);
            case "asymmetric" -> i / scale;
            case "tf_half_pixel_for_nn" -> (i + 0.5f) / scale;
            case "tf_crop_and_resize" ->
                size > 1
                        ? start * (extent - 1) + i * (end - start) * (extent - 1) / (size - 1)
                        : 0.5f * (start + end) * (extent - 1);
            default -> throw node.error("has an unknown coordinate_transformation_mode " + ModelText.quote(mode));
        };
    }

    private boolean isOutside(float coordinate) {
        return mode.equals("tf_crop_and_resize") && !(coordinate >= 0 && coordinate <= extent - 1);
    }

    /** The input index an output index copies, -1 outside of the input. */
    int nearest(int i, String rounding) {
        if (changesNothing()) {
            return i;
        }
        float x = coordinate(i);
        if (isOutside(x)) {
            return -1;
        }
        double rounded =
                switch (rounding) {
                    case "round_prefer_floor" -> Math.ceil(x - 0.5);
                    case "round_prefer_ceil" -> Math.floor(x + 0.5);
                    case "floor" -> Math.floor(x);
                    case "ceil" -> Math.ceil(x);
                    case "simple" -> scale < 1 ? Math.ceil(x) : Math.floor(x);
                    default -> throw node.error("has an unknown nearest_mode " + ModelText.quote(rounding));
                };
        return clamped((int) rounded);
    }

    private int clamped(int index) {
        return Math.max(0, Math.min(extent - 1, index));
    }

    Taps linear(boolean excludeOutside, boolean antialias) {
        return weighted(1, distance -> Math.max(0, 1 - Math.abs(distance)), excludeOutside, antialias);
    }

    /** Keys's cubic convolution with parameter {@code a}. */
    Taps cubic(float a, boolean excludeOutside, boolean antialias) {
        return weighted(
                2,
                distance -> {
                    float d = Math.abs(distance);
                    if (d < 1) {
                        return ((a + 2) * d - (a + 3)) * d * d + 1;
                    }
                    return d < 2 ? ((a * d - 5 * a) * d + 8 * a) * d - 4 * a : 0;
                },
                excludeOutside,
                antialias);
    }

    /**
     * Inputs within {@code reach} of each coordinate; with {@code antialias} a shrinking axis reaches and weighs further, so
     * that every input counts. What lies outside counts as the edge, or not at all.
     */
    private Taps weighted(int reach, Kernel kernel, boolean excludeOutside, boolean antialias) {
        float stretch = antialias && scale < 1 ? 1 / scale : 1;
        int most = 2 * (int) Math.ceil(reach * stretch) + 1;
        if ((long) most * size > Limits.REARRANGED_VALUES) {
            throw node.error("would weigh more than " + Limits.REARRANGED_VALUES + " inputs");
        }
        int[] starts = new int[size + 1];
        int[] source = new int[most * size];
        float[] weight = new float[most * size];
        int count = 0;
        for (int i = 0; i < size; i++) {
            float x = coordinate(i);
            if (!isOutside(x)) {
                count = weigh(x, reach * stretch, stretch, kernel, excludeOutside, source, weight, count);
            }
            starts[i + 1] = count;
        }
        return new Taps(starts, Arrays.copyOf(source, count), Arrays.copyOf(weight, count));
    }

    private int weigh(
            float x,
            float reach,
            float stretch,
            Kernel kernel,
            boolean excludeOutside,
            int[] source,
            float[] weight,
            int from) {
        int count = from;
        double sum = 0;
        int last = (int) Math.floor(x + reach);
        for (int k = (int) Math.ceil(x - reach); k <= last; k++) {
            float w = kernel.at((k - x) / stretch);
            if (w == 0 || excludeOutside && k != clamped(k)) {
                continue;
            }
            sum += w;
            if (count > from && source[count - 1] == clamped(k)) {
                weight[count - 1] += w;
            } else {
                source[count] = clamped(k);
                weight[count++] = w;
            }
        }
        for (int k = from; k < count; k++) {
            weight[k] /= (float) sum;
        }
        return count;
    }

    /** Every index as it is. */
    static Taps identity(int extent) {
        int[] starts = new int[extent + 1];
        float[] weight = new float[extent];
        Arrays.setAll(starts, i -> i);
        Arrays.fill(weight, 1);
        return new Taps(starts, Arrays.copyOf(starts, extent), weight);
    }
}

package dev.frogeye.model.builtin;

import dev.frogeye.model.onnx.OnnxBuilder;
import dev.frogeye.model.onnx.OnnxModel;
import java.util.List;
import java.util.Map;

/**
 * {@code builtin:gabor}: how much of each direction there is where in the picture, at three octaves, and how that in
 * turn is patterned. In the manner of GIST (Oliva and Torralba 2001) and of scattering networks (Bruna and Mallat 2013),
 * with fixed weights; {@code docs/designs/builtin-gabor.md} gives the reasons and the figures.
 *
 * <pre>{@code
 * image 3x224x224 ─► half 3x112x112 ─► quarter 3x56x56                        average pools
 *   each: gabor1  64 filters, stride 4      52x52      24x24      10x10
 *         energy1 16 channels               26x26      12x12       5x5        rectified, pooled, phases summed
 *         grid1   16 channels                 3x3        3x3       3x3
 *   the first two:
 *         gabor2  16 filters a channel      10x10        3x3
 *         energy2 64 channels                 1x1        1x1
 * features = 3 x 16 x 3x3 of grid1 + 2 x 64 of energy2 = 560
 * }</pre>
 *
 * <p>The 16 channels of {@code energy1} are 8 directions of luminance, 4 of red-green, 4 of blue-yellow; those of
 * {@code energy2} are 4 directions of each of them. An energy of 1 is a grating between black and white.
 */
final class GaborNetwork {
    static final String PREPROCESSING = "imagenet";
    static final int SIZE = 224;
    static final int PHASES = 4;

    /** Directions of luminance, red-green, blue-yellow: 64 filters with their phases; colour is seen less sharply. */
    static final int[] DIRECTIONS = {8, 4, 4};

    static final int CHANNELS = 16;
    static final int DIRECTIONS2 = 4;

    /** Leaves no remainder of 224, 112 and 56 at stride 4, and holds two standard deviations each way. */
    private static final int KERNEL1 = 20;

    private static final int STRIDE1 = 4;
    private static final double WAVELENGTH1 = 9;
    private static final double SIGMA1 = 5;

    private static final int KERNEL2 = 7;
    private static final int STRIDE2 = 2;
    private static final double WAVELENGTH2 = 4;
    private static final double SIGMA2 = 1.75;

    /** Luminance (BT.601), red-green and blue-yellow of red, green and blue. */
    private static final double[][] COLOUR = {{0.299, 0.587, 0.114}, {0.5, -0.5, 0}, {-0.25, -0.25, 0.5}};

    /** Standard deviations of {@link #PREPROCESSING}: taken back here. Its means vanish, as the filters have none. */
    private static final double[] INPUT_SCALE = {0.229, 0.224, 0.225};

    /**
     * {@code max(cos p, 0)} over four quarters averages 1 / pi over all phases: their sum is pi / 4 times too large for
     * an amplitude, and an amplitude of 1/2 is all between black and white.
     */
    private static final double FULL_CONTRAST = Math.PI / 2;

    private static final double AMPLITUDE = Math.PI / 4;

    /** Windows and strides that reach over 26, 12 and 5 pixels in three steps. */
    private static final int[][] GRID = {{10, 8}, {4, 4}, {3, 1}};

    private final OnnxBuilder onnx;

    private GaborNetwork(String name) {
        onnx = new OnnxBuilder(name, 13);
    }

    static OnnxModel model(String name) {
        return new GaborNetwork(name).build();
    }

    /** Filter weights of the first layer, {@code [64][3][20][20]}: channel by channel, each in four phases. */
    static float[] filters1() {
        float[] weights = new float[CHANNELS * PHASES * 3 * KERNEL1 * KERNEL1];
        int w = 0;
        for (int axis = 0; axis < DIRECTIONS.length; axis++) {
            for (int direction = 0; direction < DIRECTIONS[axis]; direction++) {
                double angle = Math.PI * direction / DIRECTIONS[axis];
                GaborFilter filter = GaborFilter.of(KERNEL1, WAVELENGTH1, SIGMA1, angle);
                for (int phase = 0; phase < PHASES; phase++) {
                    for (int rgb = 0; rgb < 3; rgb++) {
                        double scale = COLOUR[axis][rgb] * INPUT_SCALE[rgb];
                        for (int i = 0; i < KERNEL1 * KERNEL1; i++) {
                            weights[w++] = (float) (scale * filter.phase(phase, i));
                        }
                    }
                }
            }
        }
        return weights;
    }

    /** Filter weights of the second layer, {@code [256][1][7][7]}: each channel's 4 directions in four phases. */
    static float[] filters2() {
        float[] weights = new float[CHANNELS * DIRECTIONS2 * PHASES * KERNEL2 * KERNEL2];
        int w = 0;
        for (int out = 0; out < CHANNELS * DIRECTIONS2; out++) {
            double angle = Math.PI * (out % DIRECTIONS2) / DIRECTIONS2;
            GaborFilter filter = GaborFilter.of(KERNEL2, WAVELENGTH2, SIGMA2, angle);
            for (int phase = 0; phase < PHASES; phase++) {
                for (int i = 0; i < KERNEL2 * KERNEL2; i++) {
                    weights[w++] = (float) filter.phase(phase, i);
                }
            }
        }
        return weights;
    }

    private OnnxModel build() {
        onnx.input("image", 1, 3, SIZE, SIZE)
                .weights("filters1", filters1(), CHANNELS * PHASES, 3, KERNEL1, KERNEL1)
                .weights("phases1", phaseSum(CHANNELS, FULL_CONTRAST), CHANNELS, CHANNELS * PHASES, 1, 1)
                .weights("filters2", filters2(), CHANNELS * DIRECTIONS2 * PHASES, 1, KERNEL2, KERNEL2)
                .weights(
                        "phases2",
                        phaseSum(CHANNELS * DIRECTIONS2, AMPLITUDE),
                        CHANNELS * DIRECTIONS2,
                        CHANNELS * DIRECTIONS2 * PHASES,
                        1,
                        1);
        averagePool("image", "half", 2, 2);
        averagePool("half", "quarter", 2, 2);
        firstOrder("image", "", GRID[0]);
        firstOrder("half", "_half", GRID[1]);
        firstOrder("quarter", "_quarter", GRID[2]);
        secondOrder("");
        secondOrder("_half");
        List<String> parts = List.of("grid1", "grid1_half", "grid1_quarter", "energy2", "energy2_half");
        parts.forEach(part -> onnx.node("Flatten", List.of(part), part + "_flat", Map.of("axis", 1)));
        List<String> flat = parts.stream().map(part -> part + "_flat").toList();
        return onnx.node("Concat", flat, "features", Map.of("axis", 1))
                .output("features")
                .build();
    }

    private void firstOrder(String image, String octave, int[] grid) {
        convolution(image, "filters1", "gabor1" + octave, KERNEL1, STRIDE1, 1);
        onnx.node("Relu", List.of("gabor1" + octave), "rectified1" + octave);
        averagePool("rectified1" + octave, "pooled1" + octave, 2, 2);
        convolution("pooled1" + octave, "phases1", "energy1" + octave, 1, 1, 1);
        averagePool("energy1" + octave, "grid1" + octave, grid[0], grid[1]);
    }

    private void secondOrder(String octave) {
        convolution("energy1" + octave, "filters2", "gabor2" + octave, KERNEL2, STRIDE2, CHANNELS);
        onnx.node("Relu", List.of("gabor2" + octave), "rectified2" + octave);
        onnx.node("GlobalAveragePool", List.of("rectified2" + octave), "pooled2" + octave);
        convolution("pooled2" + octave, "phases2", "energy2" + octave, 1, 1, 1);
    }

    private void convolution(String input, String weights, String output, int kernel, int stride, int groups) {
        onnx.node(
                "Conv",
                List.of(input, weights),
                output,
                Map.of("kernel_shape", square(kernel), "strides", square(stride), "group", groups));
    }

    private void averagePool(String input, String output, int kernel, int stride) {
        onnx.node(
                "AveragePool",
                List.of(input),
                output,
                Map.of("kernel_shape", square(kernel), "strides", square(stride)));
    }

    private static long[] square(int extent) {
        return new long[] {extent, extent};
    }

    /** A 1x1 convolution that weighs the four phases of each of its outputs alike, {@code [channels][channels * 4]}. */
    private static float[] phaseSum(int channels, double weight) {
        float[] weights = new float[channels * channels * PHASES];
        for (int channel = 0; channel < channels; channel++) {
            for (int phase = 0; phase < PHASES; phase++) {
                weights[channel * channels * PHASES + channel * PHASES + phase] = (float) weight;
            }
        }
        return weights;
    }
}

package dev.frogeye.ingest;

import java.util.Arrays;

/**
 * Frames to network inputs: antialiased bilinear resize equal to Pillow's, crop or bars, normalisation.
 *
 * <p>Holds tables for the geometry of the frames it meets, and makes them anew when that changes; otherwise nothing is
 * allocated. One for each thread.
 */
public final class Preprocessor {
    private static final int CHANNELS = 3;
    private static final int LEVELS = 256;
    private static final int HALF = 1 << (ResizeAxis.PRECISION_BITS - 1);

    private final Preprocessing preprocessing;
    /** Value of each level in each output channel: {@code (channel, level)}. */
    private final float[] table = new float[CHANNELS * LEVELS];

    private int frameWidth;
    private int frameHeight;
    private ResizeGeometry geometry;
    private ResizeAxis across;
    private ResizeAxis down;
    /** The last {@code down.taps} rows after the horizontal pass, row {@code y} at {@code y % taps}: levels as int. */
    private int[][] rows;

    private int[] sums;

    /** For inputs of {@code preprocessing.width() x preprocessing.height()}. */
    public Preprocessor(Preprocessing preprocessing) {
        this.preprocessing = preprocessing;
        for (int channel = 0; channel < CHANNELS; channel++) {
            double mean = preprocessing.mean().get(channel);
            double std = preprocessing.std().get(channel);
            for (int level = 0; level < LEVELS; level++) {
                table[channel * LEVELS + level] = (float) ((level * preprocessing.scale() - mean) / std);
            }
        }
    }

    /** What this does to a frame. */
    public Preprocessing preprocessing() {
        return preprocessing;
    }

    /**
     * Writes the network's input for a frame.
     *
     * @param frame not modified
     * @param destination caller-owned, channels-last {@code (height, width, 3)}; exactly that long
     */
    public void apply(RgbFrame frame, float[] destination) {
        int expected = preprocessing.height() * preprocessing.width() * CHANNELS;
        if (destination.length != expected) {
            throw new IllegalArgumentException("the destination has " + destination.length + " values, an input of "
                    + preprocessing.width() + "x" + preprocessing.height() + " has " + expected);
        }
        if (frame.width() != frameWidth || frame.height() != frameHeight) {
            configure(frame.width(), frame.height());
        }
        int outWidth = preprocessing.width();
        int nextRow = down.inputFrom();
        for (int y = 0; y < down.outputs; y++) {
            for (; nextRow < down.first[y] + down.taps; nextRow++) {
                filterAcross(frame.rgb(), nextRow * frameWidth * CHANNELS, rows[nextRow % down.taps]);
            }
            filterDown(y);
            int target = ((geometry.padTop() + y) * outWidth + geometry.padLeft()) * CHANNELS;
            normalise(destination, target);
        }
    }

    private void configure(int width, int height) {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("the frame is empty; read one from a source first");
        }
        geometry = ResizeGeometry.of(preprocessing, width, height);
        across = new ResizeAxis(width, geometry.resizedWidth(), geometry.cropLeft(), geometry.copiedWidth());
        down = new ResizeAxis(height, geometry.resizedHeight(), geometry.cropTop(), geometry.copiedHeight());
        rows = new int[down.taps][across.outputs * CHANNELS];
        sums = new int[across.outputs * CHANNELS];
        frameWidth = width;
        frameHeight = height;
    }

    private void filterAcross(byte[] rgb, int rowStart, int[] row) {
        int taps = across.taps;
        for (int i = 0; i < across.outputs; i++) {
            int red = HALF;
            int green = HALF;
            int blue = HALF;
            int source = rowStart + across.first[i] * CHANNELS;
            for (int t = i * taps; t < (i + 1) * taps; t++) {
                int weight = across.weight[t];
                red += (rgb[source] & 0xff) * weight;
                green += (rgb[source + 1] & 0xff) * weight;
                blue += (rgb[source + 2] & 0xff) * weight;
                source += CHANNELS;
            }
            row[i * CHANNELS] = red >> ResizeAxis.PRECISION_BITS;
            row[i * CHANNELS + 1] = green >> ResizeAxis.PRECISION_BITS;
            row[i * CHANNELS + 2] = blue >> ResizeAxis.PRECISION_BITS;
        }
    }

    private void filterDown(int y) {
        Arrays.fill(sums, HALF);
        for (int t = 0; t < down.taps; t++) {
            addRow(rows[(down.first[y] + t) % down.taps], down.weight[y * down.taps + t], sums);
        }
    }

    /** Of the shape that the compiler turns into vector code. */
    private static void addRow(int[] row, int weight, int[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += row[i] * weight;
        }
    }

    private void normalise(float[] destination, int target) {
        boolean isBgr = preprocessing.order() == Preprocessing.ChannelOrder.BGR;
        int first = isBgr ? 2 : 0;
        int third = 2 - first;
        for (int i = 0; i < sums.length; i += CHANNELS) {
            destination[target + i] = table[sums[i + first] >> ResizeAxis.PRECISION_BITS];
            destination[target + i + 1] = table[LEVELS + (sums[i + 1] >> ResizeAxis.PRECISION_BITS)];
            destination[target + i + 2] = table[2 * LEVELS + (sums[i + third] >> ResizeAxis.PRECISION_BITS)];
        }
    }
}

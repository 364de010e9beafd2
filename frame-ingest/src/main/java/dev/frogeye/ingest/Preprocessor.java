package dev.frogeye.ingest;

import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Frames to network inputs: resize equal to Pillow's, crop or bars, normalisation.
 *
 * <p>Holds tables for the geometry of the frames it meets, and makes them anew when that changes; otherwise nothing is
 * allocated. One for each thread.
 */
public final class Preprocessor {
    private static final int CHANNELS = 3;
    private static final int LEVELS = 256;
    /** Of the brightest level. */
    private static final int LARGEST_SUM = (LEVELS << ResizeAxis.PRECISION_BITS) - 1;

    private final Preprocessing preprocessing;
    /** Value of each level in each output channel: {@code (channel, level)}. */
    private final float[] table = new float[CHANNELS * LEVELS];

    private int frameWidth;
    private int frameHeight;
    private PixelAspect frameAspect = PixelAspect.SQUARE;
    private ResizeGeometry geometry;
    private RowFilter across;
    private ResizeAxis down;
    /** The last {@code down.taps} rows after the horizontal pass, row {@code y} at {@code y % taps}: levels as int. */
    private int[][] rows;

    private int[] sums;
    /** Null without one. */
    private final PixelMask mask;
    /** Masked pixels of the input: first, how many, and so on. */
    private int[] maskedRuns = {};

    /** For inputs of {@code preprocessing.width() x preprocessing.height()}. */
    public Preprocessor(Preprocessing preprocessing) {
        this(preprocessing, Optional.empty());
    }

    /**
     * The same with a mask, which goes the same way as the frames: every value of an input pixel whose area is masked in
     * more than half becomes 0, which never spikes, not even in a key frame.
     */
    public Preprocessor(Preprocessing preprocessing, PixelMask mask) {
        this(preprocessing, Optional.of(mask));
    }

    private Preprocessor(Preprocessing preprocessing, Optional<PixelMask> mask) {
        this.preprocessing = preprocessing;
        this.mask = mask.orElse(null);
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
     * Makes the tables for frames of this shape, unless they are there. Without a mask there is no need to call it, and
     * after a call for a frame {@link #apply} does not fail for its mask.
     *
     * @throws VideoException with code {@link VideoException.Code#MASK_MISMATCH} if the mask is of another shape
     */
    public void prepare(RgbFrame frame) throws VideoException {
        int width = frame.width();
        int height = frame.height();
        if (width != frameWidth || height != frameHeight || !frame.pixelAspect().equals(frameAspect)) {
            boolean isShaped = preprocessing.pixels() == Preprocessing.Pixels.DISPLAY;
            if (mask != null && !(isShaped && mask.isOfShape(frame.pixelAspect().squarePixels(width), height))) {
                mask.checkShape(width, height);
            }
            configure(width, height, frame.pixelAspect());
        }
    }

    /**
     * Writes the network's input for a frame.
     *
     * @param frame not modified
     * @param destination caller-owned, channels-last {@code (height, width, 3)}; exactly that long
     * @throws UncheckedIOException around the exception of {@link #prepare} that was not called before
     */
    public void apply(RgbFrame frame, float[] destination) {
        int expected = preprocessing.height() * preprocessing.width() * CHANNELS;
        if (destination.length != expected) {
            throw new IllegalArgumentException("the destination has " + destination.length + " values, an input of "
                    + preprocessing.width() + "x" + preprocessing.height() + " has " + expected);
        }
        if (frame.width() < 1 || frame.height() < 1) {
            throw new IllegalArgumentException("the frame is empty; read one from a source first");
        }
        try {
            prepare(frame);
        } catch (VideoException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
        if (preprocessing.fit() == Preprocessing.Fit.LETTERBOX) {
            fillBlack(destination);
        }
        int outWidth = preprocessing.width();
        int nextRow = down.inputFrom();
        for (int y = 0; y < down.outputs; y++) {
            for (; nextRow < down.first[y] + down.taps; nextRow++) {
                across.apply(frame.rgb(), nextRow * frameWidth * CHANNELS, rows[nextRow % down.taps]);
            }
            filterDown(y);
            if (down.overshoots) {
                keepToLevels(sums);
            }
            int target = ((geometry.padTop() + y) * outWidth + geometry.padLeft()) * CHANNELS;
            normalise(destination, target);
        }
        for (int i = 0; i < maskedRuns.length; i += 2) {
            int from = maskedRuns[i] * CHANNELS;
            Arrays.fill(destination, from, from + maskedRuns[i + 1] * CHANNELS, 0);
        }
    }

    private void fillBlack(float[] destination) {
        for (int i = 0; i < destination.length; i++) {
            destination[i] = table[i % CHANNELS * LEVELS];
        }
    }

    private void configure(int width, int height, PixelAspect aspect) {
        geometry = ResizeGeometry.of(preprocessing, width, height, aspect);
        Resampling filter = preprocessing.filter();
        across = RowFilter.of(
                new ResizeAxis(filter, width, geometry.resizedWidth(), geometry.cropLeft(), geometry.copiedWidth()));
        down = new ResizeAxis(filter, height, geometry.resizedHeight(), geometry.cropTop(), geometry.copiedHeight());
        rows = new int[down.taps][across.rowLength()];
        sums = new int[geometry.copiedWidth() * CHANNELS];
        maskedRuns = mask == null ? maskedRuns : mask.runs(geometry, preprocessing.width());
        frameWidth = width;
        frameHeight = height;
        frameAspect = aspect;
    }

    private void filterDown(int y) {
        int taps = down.taps;
        int weights = y * taps;
        int t = 0;
        if (taps % 2 == 1) {
            setRow(row(y, 0), down.weight[weights], sums);
            t = 1;
        } else {
            Arrays.fill(sums, RowFilter.HALF);
        }
        for (; t < taps; t += 2) {
            addRows(row(y, t), down.weight[weights + t], row(y, t + 1), down.weight[weights + t + 1], sums);
        }
    }

    private static void keepToLevels(int[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] = Math.max(0, Math.min(sums[i], LARGEST_SUM));
        }
    }

    private int[] row(int y, int tap) {
        return rows[(down.first[y] + tap) % down.taps];
    }

    private static void setRow(int[] row, int weight, int[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] = RowFilter.HALF + row[i] * weight;
        }
    }

    /** Of the shape that the compiler turns into vector code. */
    private static void addRows(int[] row, int weight, int[] next, int nextWeight, int[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += row[i] * weight + next[i] * nextWeight;
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

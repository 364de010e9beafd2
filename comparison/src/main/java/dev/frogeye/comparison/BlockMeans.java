package dev.frogeye.comparison;

import dev.frogeye.encoder.Shape;
import java.util.Arrays;

/** A picture in 8x8 blocks: small enough to compare many, coarse enough not to see noise. Takes its own time. */
final class BlockMeans {
    private static final int SIDE = 8;

    private final Shape image;
    private final float[] levelScale;
    private final int columns;
    private final int rows;
    private long nanos;

    /**
     * For preprocessed pictures.
     *
     * @param levelScale what a level of 0 to 255 is in each channel
     */
    BlockMeans(Shape image, float[] levelScale) {
        this.image = image;
        this.levelScale = levelScale.clone();
        columns = (image.width() + SIDE - 1) / SIDE;
        rows = (image.height() + SIDE - 1) / SIDE;
    }

    /** Number of means: one a block and channel. */
    int size() {
        return columns * rows * image.channels();
    }

    /** Overwrites {@code means} by those of a picture, in levels. Blocks at the right and lower edge may be smaller. */
    void apply(float[] pixels, float[] means) {
        long start = System.nanoTime();
        int channels = image.channels();
        Arrays.fill(means, 0);
        for (int y = 0; y < image.height(); y++) {
            int row = y * image.rowSize();
            int blockRow = y / SIDE * columns * channels;
            for (int x = 0; x < image.width(); x++) {
                int block = blockRow + x / SIDE * channels;
                for (int c = 0; c < channels; c++) {
                    means[block + c] += pixels[row + x * channels + c];
                }
            }
        }
        for (int i = 0; i < means.length; i++) {
            int block = i / channels;
            int width = Math.min(SIDE, image.width() - block % columns * SIDE);
            int height = Math.min(SIDE, image.height() - block / columns * SIDE);
            means[i] /= width * height * levelScale[i % channels];
        }
        nanos += System.nanoTime() - start;
    }

    /** Time of all pictures so far. */
    double ms() {
        return nanos / 1e6;
    }

    /** Root mean square of what interpolation between two pictures misses of one in between, in levels. */
    static double error(float[] before, float[] after, float weight, float[] between) {
        double sum = 0;
        for (int i = 0; i < between.length; i++) {
            double difference = before[i] + (after[i] - before[i]) * weight - between[i];
            sum += difference * difference;
        }
        return Math.sqrt(sum / between.length);
    }
}

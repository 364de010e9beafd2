package dev.frogeye.comparison;

import java.util.Optional;

/** The reference's features of the last frames, and what motion needs of their pictures; older ones are overwritten. */
final class RecentFrames {
    private final float[][] features;
    private final Optional<BlockMeans> blocks;
    private final float[][] means;
    private long last = -1;

    /**
     * Holds as many as rivals look back.
     *
     * @param frames at least 1
     * @param size of the features
     * @param blocks where frames are placed by motion
     */
    RecentFrames(int frames, int size, Optional<BlockMeans> blocks) {
        this.blocks = blocks;
        features = new float[frames][size];
        means = new float[frames][blocks.map(BlockMeans::size).orElse(0)];
    }

    /** Adds the next frame. Both arrays are copied. */
    void add(float[] reference, float[] pixels) {
        last++;
        System.arraycopy(reference, 0, features(last), 0, reference.length);
        blocks.ifPresent(means -> means.apply(pixels, means(last)));
    }

    /** Number of the last frame, counted from 0; -1 before the first. */
    long last() {
        return last;
    }

    float[] features(long frame) {
        return features[(int) (frame % features.length)];
    }

    /** Block means of the picture, in levels. */
    float[] means(long frame) {
        return means[(int) (frame % means.length)];
    }

    /** Time that the pictures of all frames took. */
    double pictureMs() {
        return blocks.map(BlockMeans::ms).orElse(0.0);
    }
}

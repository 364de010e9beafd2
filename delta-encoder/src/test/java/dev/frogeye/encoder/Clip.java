package dev.frogeye.encoder;

import java.util.Arrays;
import java.util.Random;

/** Seeded frames: noise, a moving bright block, stretches in which nothing moves, and exact zeros. */
final class Clip {
    static final Shape SHAPE = new Shape(7, 11, 3);

    private Clip() {}

    static float[][] of(long seed, int frames) {
        Random random = new Random(seed);
        float[][] clip = new float[frames][];
        clip[0] = new float[SHAPE.size()];
        for (int i = 0; i < SHAPE.size(); i++) {
            clip[0][i] = random.nextInt(10) == 0 ? 0 : random.nextFloat();
        }
        for (int t = 1; t < frames; t++) {
            clip[t] = clip[t - 1].clone();
            if (t % 4 != 0) {
                move(clip[t], t, random);
            }
        }
        return clip;
    }

    /** Frames that brighten by {@code perFrame} each, from 0.2. */
    static float[][] fade(int frames, float perFrame) {
        float[][] clip = new float[frames][SHAPE.size()];
        for (int t = 0; t < frames; t++) {
            Arrays.fill(clip[t], 0.2f + t * perFrame);
        }
        return clip;
    }

    private static void move(float[] frame, int t, Random random) {
        int quietRow = t % SHAPE.height();
        for (int i = 0; i < frame.length; i++) {
            boolean quiet = i / SHAPE.rowSize() == quietRow;
            boolean block = i % SHAPE.rowSize() / 6 == t % 5;
            if (!quiet) {
                float noisy = frame[i] + 0.03f * (float) random.nextGaussian();
                frame[i] = block ? random.nextFloat() : Math.min(Math.max(noisy, 0), 1);
            }
        }
    }
}

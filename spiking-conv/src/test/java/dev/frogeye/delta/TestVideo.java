package dev.frogeye.delta;

import java.util.Random;

/** A seeded video of preprocessed frames: a noisy background that stays, and a patch that moves over it. */
final class TestVideo {
    private final Random random;
    private final int height;
    private final int width;
    private final float noise;
    private final float[] background;
    private int time;

    TestVideo(long seed, int height, int width, float noise) {
        random = new Random(seed);
        this.height = height;
        this.width = width;
        this.noise = noise;
        background = new float[height * width * 3];
        for (int i = 0; i < background.length; i++) {
            background[i] = random.nextFloat() * 2 - 1;
        }
    }

    static TestVideo forNetwork(long seed) {
        return new TestVideo(seed, TestNetworks.HEIGHT, TestNetworks.WIDTH, 0.01f);
    }

    float[] next() {
        float[] frame = background.clone();
        for (int i = 0; i < frame.length; i++) {
            frame[i] += random.nextFloat() < 0.1f ? (random.nextFloat() - 0.5f) * noise : 0;
        }
        int top = time * 2 % (height - 6);
        int left = time * 3 % (width - 6);
        for (int y = top; y < top + 6; y++) {
            for (int x = left; x < left + 6; x++) {
                for (int c = 0; c < 3; c++) {
                    frame[(y * width + x) * 3 + c] = (float) Math.sin(y * 0.7 + x * (c + 1));
                }
            }
        }
        time++;
        return frame;
    }
}

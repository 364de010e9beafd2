package dev.frogeye.live;

import dev.frogeye.engine.FeatureEngine;
import dev.frogeye.engine.FrameCost;
import dev.frogeye.extraction.FeatureReader;
import dev.frogeye.ingest.NaturalNoise;
import dev.frogeye.ingest.Preprocessor;
import dev.frogeye.ingest.RgbFrame;
import java.time.Duration;
import java.util.Random;

/**
 * Frames that are processed before the first real one and forgotten, so that Java has compiled by then what the first
 * second of a stream would else wait for.
 */
public final class Rehearsal {
    private static final int MOST_FRAMES = 300;
    private static final int WIDTH = 640;
    private static final int HEIGHT = 480;
    private static final int BLOCK = 96;
    private static final int SEED = 1;

    private Rehearsal() {}

    /**
     * Processes pictures in which one block changes from frame to frame; fewer if the thread is interrupted.
     *
     * @param network reset afterwards
     * @param atMost how long, but for the first frame
     */
    public static void perform(
            FeatureEngine network, Preprocessor preprocessor, FeatureReader reader, Duration atMost) {
        RgbFrame picture = new RgbFrame();
        NaturalNoise.paint(picture, WIDTH, HEIGHT, SEED);
        Random random = new Random(SEED);
        float[] pixels = new float[network.inputShape().size()];
        float[] features = new float[reader.columns().get(0).size()];
        FrameCost cost = new FrameCost();
        long start = System.nanoTime();
        byte[] row = new byte[3 * BLOCK];
        for (int frame = 0;
                frame < MOST_FRAMES
                        && System.nanoTime() - start < atMost.toNanos()
                        && !Thread.currentThread().isInterrupted();
                frame++) {
            int left = random.nextInt(WIDTH - BLOCK);
            int top = random.nextInt(HEIGHT - BLOCK);
            for (int y = top; y < top + BLOCK; y++) {
                random.nextBytes(row);
                System.arraycopy(row, 0, picture.rgb(), 3 * (y * WIDTH + left), row.length);
            }
            preprocessor.apply(picture, pixels);
            network.step(pixels, cost);
            reader.read(0, features);
        }
        network.reset();
    }
}

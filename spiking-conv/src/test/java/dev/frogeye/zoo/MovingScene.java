package dev.frogeye.zoo;

import dev.frogeye.encoder.Shape;
import java.util.Random;

/** A seeded camera that stands still: smooth colour with some texture, and a patterned disc that wanders over it. */
final class MovingScene {
    private final Shape shape;
    private final boolean levels;
    private final float[] background;
    private int time;

    /** @param levels whether pixels go from 0 to 255, not from -1 to 1 */
    MovingScene(Shape shape, long seed, boolean levels) {
        this.shape = shape;
        this.levels = levels;
        Random random = new Random(seed);
        background = new float[shape.size()];
        for (int i = 0; i < background.length; i++) {
            int channel = i % shape.channels();
            int x = i / shape.channels() % shape.width();
            int y = i / shape.channels() / shape.width();
            double wave = Math.sin(6.0 * x / shape.width() + channel) * Math.cos(4.0 * y / shape.height());
            background[i] = (float) (0.7 * wave + 0.3 * (2 * random.nextDouble() - 1));
        }
    }

    /** The next frame, channels-last. */
    float[] next() {
        float[] frame = background.clone();
        double centreX = shape.width() * (0.3 + 0.02 * time);
        double centreY = shape.height() * (0.4 + 0.01 * time);
        double radius = 0.12 * Math.min(shape.width(), shape.height());
        for (int y = 0; y < shape.height(); y++) {
            for (int x = 0; x < shape.width(); x++) {
                double dx = x - centreX;
                double dy = y - centreY;
                if (dx * dx + dy * dy < radius * radius) {
                    for (int c = 0; c < shape.channels(); c++) {
                        frame[(y * shape.width() + x) * shape.channels() + c] =
                                (float) (Math.sin(0.7 * dx + c) * Math.cos(0.5 * dy));
                    }
                }
            }
        }
        if (levels) {
            for (int i = 0; i < frame.length; i++) {
                frame[i] = 127.5f * (frame[i] + 1);
            }
        }
        time++;
        return frame;
    }
}

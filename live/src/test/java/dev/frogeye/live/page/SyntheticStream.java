package dev.frogeye.live.page;

import dev.frogeye.encoder.Shape;
import dev.frogeye.engine.FrameCost;
import dev.frogeye.export.table.FeatureColumn;
import dev.frogeye.export.table.FeatureRow;
import dev.frogeye.export.table.FeatureTable;
import dev.frogeye.ingest.RgbFrame;
import dev.frogeye.live.LiveControl;
import dev.frogeye.live.LiveFrame;
import dev.frogeye.live.LiveListener;
import dev.frogeye.live.LiveStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * A stream of a disc that moves before a noisy ground, thirty frames a second. Its spikes are the pixels that differ from
 * the frame before by more than the pixel threshold, its costs fall as the threshold rises.
 */
final class SyntheticStream implements LiveControl, LiveFrame, AutoCloseable {
    static final int SIDE = 224;
    static final long DENSE_MACS = 5_710_000_000L;

    private static final int WIDTH = 640;
    private static final int HEIGHT = 360;
    private static final int GATES = 48;
    private static final int KEY_EVERY = 120;

    private final Shape shape = new Shape(SIDE, SIDE, 3);
    private final RgbFrame picture = new RgbFrame();
    private final byte[] spikes = new byte[SIDE * SIDE];
    private final int[] luma = new int[SIDE * SIDE];
    private final FeatureRow row = new FeatureRow(
            "camera",
            new FeatureTable(List.of(new FeatureColumn("feature", "@output", "none", new Shape(1, 1, 4))), Map.of()));
    private final FrameCost cost = new FrameCost();
    private final SplittableRandom random = new SplittableRandom(7);
    private final byte[] noise = new byte[1 << 16];
    private Instant captured = Instant.EPOCH;

    private volatile float threshold = 0.06f;
    private volatile float pixelThreshold = 4;
    private volatile long frames;
    private volatile double changeRatio;
    private volatile double share = 1;
    private volatile LiveStatus.Connection connection = LiveStatus.Connection.LIVE;
    private volatile Optional<String> lastError = Optional.empty();
    private volatile boolean isClosed;
    private Thread thread;

    SyntheticStream() {
        random.nextBytes(noise);
    }

    /** Feeds a listener from a thread of its own, until closed. */
    void feed(LiveListener listener) {
        thread = new Thread(
                () -> {
                    while (!isClosed) {
                        step();
                        listener.accept(this);
                        LockSupport.parkNanos(33_000_000);
                    }
                },
                "synthetic-stream");
        thread.start();
    }

    /** Makes the next frame. */
    void step() {
        captured = Instant.now();
        boolean isKey = frames % KEY_EVERY == 0;
        draw();
        encode(isKey);
        share = isKey ? 1 : Math.min(1, 8 * changeRatio / (1 + 60 * threshold));
        cost.begin(isKey);
        cost.setChangeRatio(changeRatio);
        cost.addSpikes((long) (share * 6_000_000));
        cost.addMacs((long) (share * DENSE_MACS));
        row.set(frames, frames * 33_333, cost, DENSE_MACS);
        frames++;
    }

    private void draw() {
        byte[] rgb = picture.resize(WIDTH, HEIGHT);
        int shift = random.nextInt(noise.length);
        double angle = frames / 20.0;
        int cx = (int) (WIDTH / 2 + 110 * Math.cos(angle));
        int cy = (int) (HEIGHT / 2 + 80 * Math.sin(2 * angle));
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                int at = 3 * (y * WIDTH + x);
                int jitter = noise[(at + shift) & 0xffff] / 40;
                boolean isDisc = (x - cx) * (x - cx) + (y - cy) * (y - cy) < 48 * 48;
                rgb[at] = (byte) ((isDisc ? 214 : 60 + x / 8) + jitter);
                rgb[at + 1] = (byte) ((isDisc ? 190 : 90 + y / 6) + jitter);
                rgb[at + 2] = (byte) ((isDisc ? 120 : 110 + (x + y) / 16) + jitter);
            }
        }
        picture.stamp(frames, frames * 33_333, frames, false);
    }

    /** Looks at the middle of the picture, as a crop of 224 of 256 does. */
    private void encode(boolean isKey) {
        int changed = 0;
        double step = HEIGHT / 256.0;
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                int py = (int) ((y + 16) * step);
                int px = (int) (WIDTH / 2.0 + (x - SIDE / 2.0) * step);
                int now = picture.rgb()[3 * (py * WIDTH + px) + 1] & 0xff;
                int i = y * SIDE + x;
                int difference = now - luma[i];
                boolean isSpike = Math.abs(difference) > pixelThreshold;
                if (isSpike || isKey) {
                    luma[i] = now;
                }
                spikes[i] = (byte) (isKey || !isSpike ? 0 : Integer.signum(difference));
                changed += isSpike ? 1 : 0;
            }
        }
        changeRatio = isKey ? 1 : changed / (double) (SIDE * SIDE);
    }

    long frames() {
        return frames;
    }

    void set(LiveStatus.Connection state, String error) {
        connection = state;
        lastError = Optional.ofNullable(error);
    }

    @Override
    public LiveStatus status() {
        List<LiveStatus.Layer> layers = new ArrayList<>();
        layers.add(new LiveStatus.Layer("image", "Encoder", changeRatio));
        for (int i = 1; i <= GATES; i++) {
            double density = Math.min(1, changeRatio * (1 + i % 5) / (1 + 20 * threshold) * 40.0 / (20 + i));
            layers.add(new LiveStatus.Layer("/Mixed_" + i + "/branch3x3/relu/Relu_output_0", "Gate", density));
            layers.add(new LiveStatus.Layer("/Mixed_" + i + "/branch3x3/conv/Conv", "Conv", density * 1.4));
        }
        return new LiveStatus(
                "rtsp://camera.example/door",
                connection,
                3_725_000 + frames * 33,
                new LiveStatus.Frames(frames + frames / 5 + 1, frames, frames / 5, 1, frames, 0, 1),
                new LiveStatus.Rates(30, 25, 5),
                new LiveStatus.Latency(38.2, 52.7, 81.3),
                new LiveStatus.Cost(share * DENSE_MACS, DENSE_MACS, changeRatio),
                layers,
                threshold,
                pixelThreshold,
                frames < 10 ? OptionalDouble.empty() : OptionalDouble.of(0.9962 - threshold / 20),
                new LiveStatus.Memory(212L << 20, 731L << 20),
                lastError);
    }

    @Override
    public void setThreshold(float alpha) {
        if (!(alpha >= 0 && alpha < 100)) {
            throw new IllegalArgumentException("a threshold is from 0 to 100, was " + alpha);
        }
        threshold = alpha;
    }

    @Override
    public void setPixelThreshold(float levels) {
        pixelThreshold = levels;
    }

    float threshold() {
        return threshold;
    }

    float pixelThreshold() {
        return pixelThreshold;
    }

    @Override
    public RgbFrame picture() {
        return picture;
    }

    @Override
    public Shape inputShape() {
        return shape;
    }

    @Override
    public byte[] spikes() {
        return spikes;
    }

    @Override
    public FeatureRow row() {
        return row;
    }

    @Override
    public Instant captured() {
        return captured;
    }

    @Override
    public double latencyMillis() {
        return 38.2;
    }

    @Override
    public boolean isEmitted() {
        return true;
    }

    @Override
    public void close() {
        isClosed = true;
        if (thread != null) {
            LockSupport.unpark(thread);
            try {
                thread.join();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

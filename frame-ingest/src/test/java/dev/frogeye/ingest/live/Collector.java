package dev.frogeye.ingest.live;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Takes every frame on a thread of its own. */
final class Collector {
    private final LiveSource source;
    private final List<Taken> frames = new ArrayList<>();
    private final Thread thread = new Thread(this::collect, "collector");
    private volatile int lastNumber = -1;
    private volatile Exception failure;

    Collector(LiveSource source) {
        this.source = source;
        thread.setDaemon(true);
        thread.start();
    }

    private void collect() {
        CapturedFrame frame = new CapturedFrame();
        try {
            while (source.take(frame)) {
                Taken taken = Taken.of(frame);
                frames.add(taken);
                lastNumber = taken.number();
            }
        } catch (IOException | InterruptedException e) {
            failure = e;
        }
    }

    void awaitNumber(int atLeast) throws InterruptedException {
        await(() -> lastNumber >= atLeast);
    }

    void awaitState(ConnectionState state) throws InterruptedException {
        await(() -> source.counters().state() == state);
    }

    private void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            if (failure != null) {
                throw new AssertionError("the stream failed", failure);
            }
            TimeUnit.MILLISECONDS.sleep(2);
        }
    }

    /** All of them, once the source has ended. */
    List<Taken> frames() throws InterruptedException {
        thread.join();
        if (failure != null) {
            throw new AssertionError("the stream failed", failure);
        }
        return frames;
    }
}

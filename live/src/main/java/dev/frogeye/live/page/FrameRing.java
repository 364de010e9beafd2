package dev.frogeye.live.page;

import dev.frogeye.live.LiveFrame;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** The figures of the last few frames, between the engine's thread and the broadcaster's. One writer, one reader. */
final class FrameRing {
    /** At 15 rounds a second, room for 240 frames a second. */
    private static final int CAPACITY = 16;

    private final FrameFacts[] slots = new FrameFacts[CAPACITY];
    private final AtomicLong written = new AtomicLong();
    private final AtomicLong read = new AtomicLong();
    private final AtomicLong leftOut = new AtomicLong();

    FrameRing() {
        for (int i = 0; i < CAPACITY; i++) {
            slots[i] = new FrameFacts();
        }
    }

    /** Adds a frame, or counts it as left out where there is no room. */
    void add(LiveFrame frame) {
        long next = written.get();
        if (next - read.get() == CAPACITY) {
            leftOut.incrementAndGet();
            return;
        }
        slots[(int) (next % CAPACITY)].take(frame);
        written.set(next + 1);
    }

    /** Takes all frames that are there; each is valid during its call. */
    void drain(Consumer<FrameFacts> consumer) {
        long end = written.get();
        for (long i = read.get(); i < end; i++) {
            consumer.accept(slots[(int) (i % CAPACITY)]);
            read.set(i + 1);
        }
    }

    /** Frames there was no room for. */
    long leftOut() {
        return leftOut.get();
    }
}

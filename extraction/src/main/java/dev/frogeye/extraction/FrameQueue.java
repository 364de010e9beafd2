package dev.frogeye.extraction;

import dev.frogeye.ingest.FrameSource;
import dev.frogeye.ingest.Preprocessor;
import dev.frogeye.ingest.RgbFrame;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;

/**
 * Frames of one source, decoded and preprocessed a few ahead on a thread of their own, so that decoding costs no time
 * while an engine computes longer than that. The buffers go round and nothing is allocated per frame.
 */
final class FrameQueue implements AutoCloseable {
    /** A preprocessed frame; its buffer goes back with {@link #recycle}. */
    static final class Slot {
        final float[] pixels;
        long index;
        long ptsMicros;
        boolean discontinuity;

        Slot(int values) {
            pixels = new float[values];
        }
    }

    /** In the place of a frame after the last one. */
    private static final Slot END = new Slot(0);

    private final FrameSource source;
    private final Preprocessor preprocessor;
    private final RgbFrame frame;
    private final BlockingQueue<Slot> free;
    private final BlockingQueue<Slot> ready;
    private final Thread decoder;
    /** Written before {@link #END} is handed over, read after it was taken. */
    private Throwable failure;

    private boolean isOver;

    /**
     * Starts decoding. Until this is closed the source, the preprocessor and the buffers belong to it.
     *
     * @param frame for the decoded picture
     * @param slots buffers of the size of a preprocessed frame
     */
    FrameQueue(FrameSource source, Preprocessor preprocessor, RgbFrame frame, List<Slot> slots) {
        this.source = source;
        this.preprocessor = preprocessor;
        this.frame = frame;
        free = new ArrayBlockingQueue<>(slots.size(), false, slots);
        ready = new ArrayBlockingQueue<>(slots.size() + 1);
        decoder = new Thread(this::decode, "decoder of " + source.info().name());
        decoder.setDaemon(true);
        decoder.start();
    }

    private void decode() {
        try {
            while (source.read(frame)) {
                Slot slot = free.take();
                preprocessor.prepare(frame);
                preprocessor.apply(frame, slot.pixels);
                slot.index = frame.index();
                slot.ptsMicros = frame.ptsMicros();
                slot.discontinuity = frame.discontinuity();
                ready.add(slot);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException | Error e) {
            // Whatever it is, it belongs to the thread that waits for frames.
            failure = e;
        }
        ready.add(END);
    }

    /**
     * The next frame, waited for; null at the end of the source.
     *
     * @throws IOException what reading the source threw
     * @throws CancellationException if this thread is interrupted; it stays so
     */
    Slot take() throws IOException {
        Slot slot = isOver ? END : waitForSlot();
        if (slot != END) {
            return slot;
        }
        isOver = true;
        if (failure instanceof IOException e) {
            throw e;
        }
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
        return null;
    }

    private Slot waitForSlot() {
        try {
            return ready.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        }
    }

    /** Gives a buffer back. */
    void recycle(Slot slot) {
        free.add(slot);
    }

    /** Stops decoding; afterwards the source is the caller's again. */
    @Override
    public void close() {
        decoder.interrupt();
        boolean isInterrupted = Thread.interrupted();
        while (decoder.isAlive()) {
            try {
                decoder.join();
            } catch (InterruptedException e) {
                isInterrupted = true;
            }
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

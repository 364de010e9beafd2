package dev.frogeye.extraction;

import dev.frogeye.encoder.Frame;
import dev.frogeye.encoder.Shape;
import dev.frogeye.ingest.FrameSource;
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
    /** In the place of a frame after the last one. */
    private static final Frame END = new Frame(new Shape(1, 1, 1));

    private final FrameSource source;
    private final FramePreparer preparer;
    private final BlockingQueue<Frame> free;
    private final BlockingQueue<Frame> ready;
    private final Thread decoder;
    /** Written before {@link #END} is handed over, read after it was taken. */
    private Throwable failure;

    private boolean isOver;

    /**
     * Starts decoding. Until this is closed the source, the preparer and the frames belong to it.
     *
     * @param frames of the network's input shape, to be filled again and again
     */
    FrameQueue(FrameSource source, FramePreparer preparer, List<Frame> frames) {
        this.source = source;
        this.preparer = preparer;
        free = new ArrayBlockingQueue<>(frames.size(), false, frames);
        ready = new ArrayBlockingQueue<>(frames.size() + 1);
        decoder = new Thread(this::decode, "decoder of " + source.info().name());
        decoder.setDaemon(true);
        decoder.start();
    }

    private void decode() {
        try {
            for (Frame frame = free.take(); preparer.read(source, frame); frame = free.take()) {
                ready.add(frame);
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
    Frame take() throws IOException {
        Frame frame = isOver ? END : waitForFrame();
        if (frame != END) {
            return frame;
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

    private Frame waitForFrame() {
        try {
            return ready.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        }
    }

    /** Gives a frame back, to be filled again. */
    void recycle(Frame frame) {
        free.add(frame);
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

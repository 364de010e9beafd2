package dev.frogeye.ingest.live;

import dev.frogeye.ingest.VideoInfo;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Frames of a live input as they happen. A thread of its own grabs them, gives up waiting for a source that hangs, and
 * connects again to one that is lost; another thread takes what the {@link Policy} leaves.
 *
 * <p>State that is kept between frames must restart where {@link CapturedFrame#restarts()} says so.
 *
 * <p>Frames are taken by one thread at a time. {@link #counters()} and {@link #close()} may be called from any.
 */
public final class LiveSource implements AutoCloseable {
    /** How long closing waits for the grabbing thread, which ends by itself in any case. */
    private static final long CLOSE_MILLIS = 900;

    /** Beyond the timeout, for what no timeout of FFmpeg's covers: looking up a host's name. */
    private static final Duration OPEN_SLACK = Duration.ofSeconds(5);

    private final LiveInput input;
    private final Handoff handoff;
    private final Grabber grabber;
    private final Thread thread;

    private LiveSource(LiveInput input, CaptureOptions capture, LiveOptions options) {
        this.input = input;
        handoff = new Handoff(input.name(), options.policy(), options.queue());
        grabber = new Grabber(input, capture, Platform.current(), options, handoff);
        thread = new Thread(grabber, "frogeye-grab");
        thread.setDaemon(true);
    }

    /** Opens an input as it is by default. */
    public static LiveSource open(LiveInput input, LiveOptions options) throws IOException, InterruptedException {
        return open(input, CaptureOptions.DEFAULT, options);
    }

    /**
     * Opens an input and starts to grab. Failing the first time is an error at once; only what was there before and is
     * lost is tried again.
     *
     * @throws LiveSourceException if it cannot be opened
     * @throws InterruptedException if the thread is interrupted while it waits for that; nothing is left open then
     */
    public static LiveSource open(LiveInput input, CaptureOptions capture, LiveOptions options)
            throws IOException, InterruptedException {
        LiveSource source = prepare(input, capture, options);
        source.begin();
        return source;
    }

    /**
     * Opens an input without grabbing from it before {@link #begin()}: what is made ready in between misses no frame.
     *
     * @throws LiveSourceException if it cannot be opened
     * @throws InterruptedException if the thread is interrupted while it waits for that; nothing is left open then
     */
    public static LiveSource prepare(LiveInput input, CaptureOptions capture, LiveOptions options)
            throws IOException, InterruptedException {
        LiveSource source = new LiveSource(input, capture, options);
        source.thread.start();
        boolean isOpen = false;
        try {
            // A camera may be asked in two ways.
            long nanos = capture.openTimeout().multipliedBy(2).plus(OPEN_SLACK).toNanos();
            isOpen = source.handoff.awaitOpen(nanos);
        } finally {
            if (!isOpen) {
                source.close();
            }
        }
        if (!isOpen) {
            throw new LiveSourceException(
                    LiveSourceException.Kind.UNAVAILABLE,
                    input + " cannot be opened (no answer); check the address, and that its name can be looked up",
                    List.of("FFmpeg itself would open it by: " + input.ffmpegCommand(capture)),
                    null);
        }
        return source;
    }

    /** Starts to grab; without effect from the second time on. */
    public void begin() {
        grabber.begin();
    }

    /** What is watched. */
    public LiveInput input() {
        return input;
    }

    /**
     * What it declares of itself, as it was opened last. Width and height are 0 where they are seen at the first picture
     * alone; nothing of it is a base for times.
     */
    public VideoInfo info() {
        return grabber.info();
    }

    /**
     * Exchanges {@code into} for the next frame, waiting for it.
     *
     * @return false if the source has come to its end or was closed, and for ever after; {@code into} is unchanged then
     * @throws LiveSourceException if the source is lost for good, or {@link Policy#FAIL} failed, and for ever after
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public boolean take(CapturedFrame into) throws IOException, InterruptedException {
        return handoff.take(into);
    }

    /** Counts and state at this moment. */
    public LiveCounters counters() {
        return handoff.counters();
    }

    /** Ends everything within a second, also while a server is waited for. Closing twice is harmless. */
    @Override
    public void close() {
        handoff.close();
        thread.interrupt();
        boolean isInterrupted = false;
        try {
            TimeUnit.MILLISECONDS.timedJoin(thread, CLOSE_MILLIS);
        } catch (InterruptedException e) {
            isInterrupted = true;
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

package dev.frogeye.ingest;

import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_context;

import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOInterruptCB;
import org.bytedeco.javacpp.Pointer;

/**
 * Ends what FFmpeg waits for once the thread is interrupted that waits, or has waited for longer than it set itself.
 * FFmpeg asks several times a second while it is blocked. One callback for all files, because native code can call back only a few objects of a class.
 */
final class FfmpegInterrupts extends AVIOInterruptCB.Callback_Pointer {
    /** FFmpeg holds bare pointers to it: it must live as long as the process. */
    private static final FfmpegInterrupts INSTANCE = new FfmpegInterrupts();

    private static final ThreadLocal<Limit> LIMIT = ThreadLocal.withInitial(Limit::new);

    /** Until when a thread is willing to wait. */
    private static final class Limit {
        private boolean isSet;
        private long deadlineNanos;
        private Duration patience = Duration.ZERO;

        boolean isPassed() {
            return isSet && System.nanoTime() - deadlineNanos >= 0;
        }
    }

    static {
        INSTANCE.retainReference();
    }

    private FfmpegInterrupts() {}

    /** A context to open an input with that the thread's interruption ends. */
    static AVFormatContext context() {
        AVFormatContext context = avformat_alloc_context();
        if (context == null) {
            throw new OutOfMemoryError("no native memory for a demuxer");
        }
        context.interrupt_callback().callback(INSTANCE);
        return context;
    }

    /** Called by FFmpeg. */
    @Override
    public int call(Pointer unused) {
        return isDue() ? 1 : 0;
    }

    /** Whether this thread is interrupted or has waited for too long. */
    static boolean isDue() {
        return Thread.currentThread().isInterrupted() || LIMIT.get().isPassed();
    }

    /** Lets this thread wait for so long from now on, all waits together, until {@link #unlimited()}. */
    static void limit(Duration patience) {
        Limit limit = LIMIT.get();
        limit.isSet = true;
        limit.patience = patience;
        limit.deadlineNanos = System.nanoTime() + patience.toNanos();
    }

    /** Ends {@link #limit}. */
    static void unlimited() {
        LIMIT.get().isSet = false;
    }

    /**
     * Throws if this thread is interrupted, and leaves it so for those who wait for it.
     *
     * @throws SocketTimeoutException if it has waited for too long
     */
    static void check(String name) throws InterruptedIOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("reading " + name + " was interrupted");
        }
        Limit limit = LIMIT.get();
        if (limit.isPassed()) {
            throw new SocketTimeoutException(name + " sent no picture for " + limit.patience.toMillis() + " ms");
        }
    }
}

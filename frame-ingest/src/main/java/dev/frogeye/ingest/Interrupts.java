package dev.frogeye.ingest;

import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_context;

import java.io.InterruptedIOException;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOInterruptCB;
import org.bytedeco.javacpp.Pointer;

/**
 * Ends what FFmpeg waits for once the thread is interrupted that waits. FFmpeg asks several times a second while it is
 * blocked. One callback for all files, because native code can call back only a few objects of a class.
 */
final class Interrupts extends AVIOInterruptCB.Callback_Pointer {
    /** FFmpeg holds bare pointers to it: it must live as long as the process. */
    private static final Interrupts INSTANCE = new Interrupts();

    static {
        INSTANCE.retainReference();
    }

    private Interrupts() {}

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
        return Thread.currentThread().isInterrupted() ? 1 : 0;
    }

    /** Throws if this thread is interrupted, and leaves it so for those who wait for it. */
    static void check(String name) throws InterruptedIOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("reading " + name + " was interrupted");
        }
    }
}

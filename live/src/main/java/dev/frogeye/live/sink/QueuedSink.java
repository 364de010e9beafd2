package dev.frogeye.live.sink;

import dev.frogeye.export.table.FeatureRow;
import dev.frogeye.export.table.FeatureTable;
import dev.frogeye.export.table.OutputException;
import dev.frogeye.live.LiveFrame;
import dev.frogeye.live.LiveSink;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** A bounded queue in front of an output, and the thread that writes from the one to the other. */
final class QueuedSink implements LiveSink {
    private static final System.Logger LOGGER = System.getLogger(QueuedSink.class.getName());

    /** Some seconds of a camera; with large vectors, of which a queue holds no more than these bytes, fewer. */
    private static final int MOST_ROWS = 256;

    private static final long MOST_BYTES = 64L << 20;
    private static final int LEAST_ROWS = 4;

    /** How exactly a file is completed in time while no frames come. */
    private static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** For the thread to put its things away once it was told to give up. */
    private static final long GRACE_MILLIS = 200;

    private final RowOutput output;
    private final RowRing ring;
    private final Thread writer;
    private final AtomicLong leftOut = new AtomicLong();
    private final AtomicLong endedNanos = new AtomicLong();
    private volatile long handed;
    private volatile long lost;
    private volatile Throwable failure;
    private volatile boolean isEnded;
    private volatile boolean isGivenUp;

    private QueuedSink(String source, FeatureTable table, RowOutput output) {
        this.output = output;
        long fitting = Math.max(LEAST_ROWS, MOST_BYTES / table.rowBytes());
        ring = new RowRing(source, table, (int) Math.min(MOST_ROWS, fitting));
        writer = new Thread(this::run, "sink of " + source);
        // A write that never returns must not keep the process.
        writer.setDaemon(true);
    }

    static LiveSink start(String source, FeatureTable table, RowOutput output) {
        QueuedSink sink = new QueuedSink(source, table, output);
        sink.writer.start();
        return sink;
    }

    @Override
    public void accept(LiveFrame frame) {
        if (!frame.isEmitted()) {
            return;
        }
        FeatureRow row = isEnded || failure != null ? null : ring.claim();
        if (row == null) {
            leftOut.incrementAndGet();
            return;
        }
        row.copyFrom(frame.row());
        row.setCapture(micros(frame.captured()), frame.latencyMillis());
        ring.publish();
        LockSupport.unpark(writer);
    }

    private static long micros(Instant instant) {
        return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1000;
    }

    private interface Step {
        void run() throws OutputException;
    }

    private void run() {
        Throwable first = failure(() -> {
            output.open();
            writeAll();
            if (!isGivenUp) {
                output.finish();
            }
        });
        lost = output.unfinished();
        Throwable last = failure(output::release);
        // What was wrong first is told: letting go of an output that failed may fail, too.
        Throwable told = first == null ? last : first;
        if (told != null && isGivenUp) {
            // What giving up brings about is no failure.
            LOGGER.log(System.Logger.Level.DEBUG, "given up", told);
        } else {
            failure = told;
        }
    }

    private static Throwable failure(Step step) {
        try {
            step.run();
            return null;
        } catch (OutputException | RuntimeException | Error e) {
            // Whatever it is, it belongs to who calls check().
            return e;
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // this thread alone changes it
    private void writeAll() throws OutputException {
        while (!isGivenUp) {
            boolean isLast = isEnded; // read before the queue is, which nothing is added to afterwards
            FeatureRow row = ring.peek();
            if (row != null) {
                output.write(row);
                handed++;
                ring.release();
            } else if (isLast) {
                return;
            } else {
                output.idle();
                LockSupport.parkNanos(this, IDLE_NANOS);
            }
        }
    }

    @Override
    public long written() {
        return handed - lost;
    }

    @Override
    public long unwritten() {
        boolean isOver = isGivenUp || failure != null || !writer.isAlive();
        return leftOut.get() + lost + (isOver ? ring.size() : 0);
    }

    @Override
    public void check() throws OutputException {
        Throwable cause = failure;
        if (cause instanceof OutputException e) {
            throw e;
        }
        if (cause instanceof RuntimeException e) {
            throw e;
        }
        if (cause instanceof Error e) {
            throw e;
        }
    }

    @Override
    public void end() {
        endedNanos.compareAndSet(0, System.nanoTime());
        isEnded = true;
        LockSupport.unpark(writer);
    }

    @Override
    public void close(Duration patience) throws OutputException {
        end();
        long waited = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - endedNanos.get());
        boolean isInterrupted = !join(patience.toMillis() - waited);
        if (writer.isAlive()) {
            isGivenUp = true;
            interrupt();
            isInterrupted |= !join(GRACE_MILLIS);
            LOGGER.log(
                    System.Logger.Level.WARNING, "{0}: frames not written in time: {1}", writer.getName(), unwritten());
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
        check();
    }

    /** From a thread of its own: an interrupt closes the channel that is waited for, which may take as long. */
    private void interrupt() {
        Thread interrupter = new Thread(writer::interrupt, "end of " + writer.getName());
        interrupter.setDaemon(true);
        interrupter.start();
    }

    /**
     * Waits for the thread. Being interrupted is often why the sink is closed, and no reason to discard what it holds at
     * once: there is the usual patience from then on, and false is returned.
     */
    private boolean join(long millis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(Math.max(1, millis));
        boolean isInterrupted = false;
        for (long left = end - System.nanoTime(); left > 0 && writer.isAlive(); left = end - System.nanoTime()) {
            try {
                TimeUnit.NANOSECONDS.timedJoin(writer, left);
            } catch (InterruptedException e) {
                isInterrupted = true;
                end = Math.min(end, System.nanoTime() + PATIENCE.toNanos());
            }
        }
        return !isInterrupted;
    }
}

package dev.frogeye.delta;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * The threads of one network. A frame is split some two hundred times, most often for tens of microseconds; a thread
 * that sleeps takes as long to wake, so they wait for the next split in a loop and sleep only when none comes, between
 * frames.
 *
 * <p>What a split computes does not depend on who computes it: every accumulator is written by one thread, in one order.
 */
final class Team implements AutoCloseable {
    /** Bands a thread: motion is rarely spread evenly over an image, and who is done early takes another band. */
    private static final int BANDS_A_THREAD = 4;

    /** Turns of the loop before a thread goes to sleep, about 50 microseconds. */
    private static final int SPINS = 1 << 12;

    private final Thread[] helpers;
    private final long[] sums;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger working = new AtomicInteger();
    private volatile int splits;
    private volatile boolean closed;
    private volatile Throwable failure;
    private Banded<Object> work;
    private Object call;
    private int rows;
    private int bands;

    /**
     * Work on the rows of an image that can be split between any two of them.
     *
     * @param <C> what one call of it is about
     */
    interface Banded<C> {
        /**
         * Works on the rows from {@code from} up to {@code end}.
         *
         * @param call as it was given to {@link Team#run}
         * @param band which of {@link Team#bands} this is
         * @param thread who is at work, below {@link Team#threads}
         * @return a count; {@link Team#run} returns the sum of all bands'
         */
        long runBand(C call, int from, int end, int band, int thread);
    }

    Team(int threads) {
        helpers = new Thread[threads - 1];
        sums = new long[threads];
        for (int i = 0; i < helpers.length; i++) {
            int thread = i + 1;
            helpers[i] = new Thread(() -> help(thread), "frogeye-network-" + thread);
            helpers[i].setDaemon(true);
            helpers[i].start();
        }
    }

    int threads() {
        return sums.length;
    }

    /** The threads beside the caller's. */
    List<Thread> helpers() {
        return List.of(helpers);
    }

    /** Into how many bands so many rows are split. */
    int bands(int splitRows) {
        return helpers.length == 0 ? 1 : Math.max(1, Math.min(splitRows, BANDS_A_THREAD * sums.length));
    }

    /** First row of a band, or the end of the last one. */
    int bandStart(int splitRows, int band) {
        return (int) ((long) splitRows * band / bands(splitRows));
    }

    /** Splits the work, takes part in it and returns when all of it is done. */
    @SuppressWarnings("unchecked") // the two belong together
    <C> long run(int splitRows, Banded<C> splitWork, C splitCall) {
        if (helpers.length == 0 || splitRows < 2) {
            return splitRows == 0 ? 0 : splitWork.runBand(splitCall, 0, splitRows, 0, 0);
        }
        work = (Banded<Object>) splitWork;
        call = splitCall;
        rows = splitRows;
        bands = bands(splitRows);
        next.set(0);
        working.set(helpers.length);
        splits = splits + 1; // Publishes what was set before.
        for (Thread helper : helpers) {
            LockSupport.unpark(helper);
        }
        takePart(0);
        for (int spins = 0; working.get() > 0; spins++) {
            if (spins < SPINS) {
                Thread.onSpinWait();
            } else {
                Thread.yield(); // There are fewer processors than threads.
            }
        }
        if (failure != null) {
            throw new IllegalStateException("a thread of the network failed", failure);
        }
        long sum = 0;
        for (long part : sums) {
            sum += part;
        }
        return sum;
    }

    private void takePart(int thread) {
        long sum = 0;
        for (int band = next.getAndIncrement(); band < bands; band = next.getAndIncrement()) {
            sum += work.runBand(call, bandStart(rows, band), bandStart(rows, band + 1), band, thread);
        }
        sums[thread] = sum;
    }

    private void help(int thread) {
        int seen = 0;
        while (true) {
            for (int spins = 0; splits == seen && !closed; spins++) {
                if (spins < SPINS) {
                    Thread.onSpinWait();
                } else {
                    LockSupport.park(this);
                }
            }
            if (closed) {
                return;
            }
            seen = splits;
            try {
                takePart(thread);
            } catch (RuntimeException | Error e) {
                failure = e;
            } finally {
                working.decrementAndGet();
            }
        }
    }

    /** Ends the threads. */
    @Override
    public void close() {
        closed = true;
        for (Thread helper : helpers) {
            LockSupport.unpark(helper);
        }
    }
}

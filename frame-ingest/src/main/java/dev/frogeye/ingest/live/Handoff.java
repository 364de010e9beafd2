package dev.frogeye.ingest.live;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Where the grabbing thread leaves frames and another one takes them. Buffers change hands and nothing is copied or made.
 * Everything that is counted changes under one lock, so that the counts add up at any moment.
 */
final class Handoff {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final String name;
    private final Policy policy;
    private final CapturedFrame[] ring;
    private int oldest;
    private int waiting;
    private long captured;
    private long taken;
    private long dropped;
    private long decodeErrors;
    private int reconnects;
    /** Whether state must restart at the next frame to come, because the one where it should have was dropped. */
    private boolean owesRestart;

    private ConnectionState state = ConnectionState.CONNECTING;
    private Optional<String> lastError = Optional.empty();
    private boolean isEnded;
    private IOException failure;
    private Throwable fault;

    Handoff(String name, Policy policy, int queue) {
        this.name = name;
        this.policy = policy;
        ring = new CapturedFrame[queue];
        for (int i = 0; i < queue; i++) {
            ring[i] = new CapturedFrame();
        }
    }

    /**
     * Leaves a frame to be taken, and gets another one's buffers for it.
     *
     * @return false if nobody wants any more
     */
    boolean offer(CapturedFrame frame) throws InterruptedException {
        lock.lock();
        try {
            while (policy == Policy.BLOCK && waiting == ring.length && !isEnded) {
                changed.await();
            }
            if (isEnded) {
                return false;
            }
            if (waiting == ring.length) {
                if (policy == Policy.FAIL) {
                    captured++;
                    dropped++;
                    end(ConnectionState.LOST, behind());
                    return false;
                }
                dropOldest();
            }
            frame.number(captured++);
            if (owesRestart) {
                frame.markRestart();
                owesRestart = false;
            }
            ring[(oldest + waiting) % ring.length].exchange(frame);
            waiting++;
            changed.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void dropOldest() {
        boolean restarts = ring[oldest].restarts();
        oldest = (oldest + 1) % ring.length;
        waiting--;
        dropped++;
        if (restarts && waiting > 0) {
            ring[oldest].markRestart();
        } else {
            owesRestart |= restarts;
        }
    }

    private LiveSourceException behind() {
        return new LiveSourceException(
                LiveSourceException.Kind.BEHIND,
                name + " sends frames faster than they are processed, and " + ring.length
                        + " were waiting; process fewer of them (--max-fps), or let frames be dropped (policy latest)",
                List.of(),
                null);
    }

    /** Counts a frame that is not to be taken. */
    void leaveOut(boolean restarts) {
        lock.lock();
        try {
            captured++;
            dropped++;
            owesRestart |= restarts;
        } finally {
            lock.unlock();
        }
    }

    /** So many faults were seen, beside those before. */
    void addDecodeErrors(long count) {
        lock.lock();
        try {
            decodeErrors += count;
        } finally {
            lock.unlock();
        }
    }

    /** Exchanges {@code into} for the oldest frame, waiting for one; false at the end. */
    boolean take(CapturedFrame into) throws IOException, InterruptedException {
        lock.lockInterruptibly();
        try {
            while (waiting == 0 && !isEnded) {
                changed.await();
            }
            if (waiting == 0) {
                throwFailure();
                return false;
            }
            ring[oldest].exchange(into);
            oldest = (oldest + 1) % ring.length;
            waiting--;
            taken++;
            changed.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until the source is open.
     *
     * @return false if it is not after that time
     */
    boolean awaitOpen(long nanos) throws IOException, InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = nanos;
            while (state == ConnectionState.CONNECTING && !isEnded && left > 0) {
                left = changed.awaitNanos(left);
            }
            throwFailure();
            return state == ConnectionState.LIVE;
        } finally {
            lock.unlock();
        }
    }

    private void throwFailure() throws IOException {
        if (failure != null) {
            throw failure;
        }
        if (fault != null) {
            throw new IllegalStateException("capturing " + name + " failed: " + fault, fault);
        }
    }

    /** The source is open for the first time. */
    void opened() {
        lock.lock();
        try {
            if (!isEnded) {
                state = ConnectionState.LIVE;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Frames come again. */
    void recovered() {
        lock.lock();
        try {
            if (!isEnded) {
                reconnects++;
                state = ConnectionState.LIVE;
            }
        } finally {
            lock.unlock();
        }
    }

    /** The source is lost and tried again. */
    void lost(String reason) {
        lock.lock();
        try {
            if (!isEnded) {
                state = ConnectionState.RECONNECTING;
                lastError = Optional.of(reason);
            }
        } finally {
            lock.unlock();
        }
    }

    /** No more frames come; those waiting can still be taken. */
    void end() {
        lock.lock();
        try {
            end(ConnectionState.ENDED, null);
        } finally {
            lock.unlock();
        }
    }

    /** No more frames come, and after those waiting this is thrown. */
    void fail(IOException reason) {
        lock.lock();
        try {
            end(ConnectionState.LOST, reason);
        } finally {
            lock.unlock();
        }
    }

    /** The same where the fault is ours, or the machine's: an unchecked exception or an error. */
    void fail(Throwable reason) {
        lock.lock();
        try {
            if (!isEnded) {
                fault = reason;
                lastError = Optional.of(reason.toString());
                end(ConnectionState.LOST, null);
            }
        } finally {
            lock.unlock();
        }
    }

    private void end(ConnectionState last, IOException reason) {
        if (!isEnded) {
            isEnded = true;
            state = last;
            failure = reason;
            if (reason != null) {
                lastError = Optional.of(message(reason));
            }
            changed.signalAll();
        }
    }

    /** Not every exception has one of its own. */
    private static String message(IOException reason) {
        return reason.getMessage() == null ? reason.toString() : reason.getMessage();
    }

    /** Nobody takes any more: what waits is dropped. */
    void close() {
        lock.lock();
        try {
            end(ConnectionState.ENDED, null);
            dropped += waiting;
            waiting = 0;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    LiveCounters counters() {
        lock.lock();
        try {
            return new LiveCounters(captured, taken, dropped, waiting, decodeErrors, reconnects, state, lastError);
        } finally {
            lock.unlock();
        }
    }
}

package dev.frogeye.catalogue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The body of an answer, as it arrives. The stream that Java's client offers for it knows no timeout, and on Java 17 it
 * does not hear an interrupt.
 */
final class Chunks implements Flow.Subscriber<List<ByteBuffer>>, AutoCloseable {
    /** One of three: bytes, the end, or why there is none. */
    private record Event(List<ByteBuffer> bytes, boolean isEnd, Throwable failure) {}

    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private volatile Flow.Subscription subscription;
    private volatile boolean closed;

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        if (closed) {
            given.cancel();
        } else {
            given.request(1);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> bytes) {
        events.add(new Event(bytes, false, null));
    }

    @Override
    public void onError(Throwable failure) {
        events.add(new Event(List.of(), true, failure));
    }

    @Override
    public void onComplete() {
        events.add(new Event(List.of(), true, null));
    }

    /**
     * Waits for the next bytes.
     *
     * @return empty at the end
     * @throws IOException if the connection is lost
     * @throws TimeoutException if nothing comes for so long
     */
    Optional<List<ByteBuffer>> next(Duration idle) throws IOException, InterruptedException, TimeoutException {
        Event event = events.poll(idle.toMillis(), TimeUnit.MILLISECONDS);
        if (event == null) {
            throw new TimeoutException();
        }
        if (event.failure() != null) {
            throw new IOException(event.failure());
        }
        if (event.isEnd()) {
            return Optional.empty();
        }
        subscription.request(1);
        return Optional.of(event.bytes());
    }

    /** Wants nothing more; the connection is given up if there is more. */
    @Override
    public void close() {
        closed = true;
        Flow.Subscription known = subscription;
        if (known != null) {
            known.cancel();
        }
    }
}

package dev.frogeye.live.page;

import java.util.concurrent.TimeUnit;

/**
 * How long clients may take.
 *
 * @param requestNanos to send a request and read its answer, and to send the next one
 * @param writeNanos to read a part of a stream
 */
record ClientPatience(long requestNanos, long writeNanos) {
    static final ClientPatience DEFAULT = new ClientPatience(TimeUnit.SECONDS.toNanos(10), TimeUnit.SECONDS.toNanos(5));
}

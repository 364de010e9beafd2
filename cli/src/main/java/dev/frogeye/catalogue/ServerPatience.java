package dev.frogeye.catalogue;

import java.time.Duration;

/**
 * How long is waited for a server.
 *
 * @param connect until it takes the connection
 * @param idle without a byte from it
 * @param pause before the second attempt; twice as long before each further one
 * @param attempts in a row that may bring nothing new
 */
record ServerPatience(Duration connect, Duration idle, Duration pause, int attempts) {
    /** For the servers of this world. */
    static final ServerPatience USUAL =
            new ServerPatience(Duration.ofSeconds(20), Duration.ofSeconds(30), Duration.ofSeconds(1), 4);
}

package dev.frogeye.live.page;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Request;

/**
 * Gives every open connection a moment by which it must have got further, and closes those that have not: requests that
 * trickle in, answers that are not read, connections that lie idle. Jetty's own timeouts start anew with each byte.
 */
final class Connections implements Connection.Listener {
    private final Map<Connection, Deadline> deadlines = new ConcurrentHashMap<>();
    private final ClientPatience patience;

    Connections(ClientPatience patience) {
        this.patience = patience;
    }

    /** By when a connection must have got further. */
    final class Deadline {
        private volatile long at;
        private volatile boolean isSet;

        /** Time for a request to come in and be answered. */
        void forRequest() {
            set(patience.requestNanos());
        }

        /** Time for a write to end. */
        void forWrite() {
            set(patience.writeNanos());
        }

        /** As long as it likes. */
        void clear() {
            isSet = false;
        }

        private void set(long nanos) {
            at = System.nanoTime() + nanos;
            isSet = true;
        }

        private boolean isOver(long now) {
            return isSet && now - at > 0;
        }
    }

    @Override
    public void onOpened(Connection connection) {
        Deadline deadline = new Deadline();
        deadline.forRequest();
        deadlines.put(connection, deadline);
    }

    @Override
    public void onClosed(Connection connection) {
        deadlines.remove(connection);
    }

    /** Starts a request; its end gives the connection time for the next one. */
    Deadline begin(Request request) {
        Deadline deadline =
                deadlines.getOrDefault(request.getConnectionMetaData().getConnection(), new Deadline());
        deadline.forRequest();
        Request.addCompletionListener(request, failure -> deadline.forRequest());
        return deadline;
    }

    /** Closes the connections whose time is over. */
    void closeOverdue() {
        long now = System.nanoTime();
        deadlines.forEach((connection, deadline) -> {
            if (deadline.isOver(now)) {
                deadlines.remove(connection);
                connection.getEndPoint().close(new TimeoutException("the client takes too long"));
            }
        });
    }

    /** How many are open. */
    int size() {
        return deadlines.size();
    }
}

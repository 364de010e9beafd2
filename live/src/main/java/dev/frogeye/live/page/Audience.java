package dev.frogeye.live.page;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** All who are streamed to, never more than there are seats. Thread-safe. */
final class Audience {
    private final int seats;
    private final AtomicInteger taken = new AtomicInteger();
    private final List<EventClient> events = new CopyOnWriteArrayList<>();
    private final List<PictureClient> pictures = new CopyOnWriteArrayList<>();

    Audience(int seats) {
        this.seats = seats;
    }

    /** Takes a seat, to be given back by {@link #leave}, if there is one. */
    boolean enter() {
        if (taken.incrementAndGet() > seats) {
            taken.decrementAndGet();
            return false;
        }
        return true;
    }

    /** Gives a seat back. */
    void leave() {
        taken.decrementAndGet();
    }

    void add(EventClient client) {
        events.add(client);
    }

    void add(PictureClient client) {
        pictures.add(client);
    }

    /** Readers of events, those who left among them until {@link #sweep}. */
    List<EventClient> events() {
        return events;
    }

    /** Watchers of pictures, those who left among them until {@link #sweep}. */
    List<PictureClient> pictures() {
        return pictures;
    }

    /** Forgets those who left. */
    void sweep() {
        events.removeIf(StreamingClient::isOver);
        pictures.removeIf(StreamingClient::isOver);
    }

    /** Seats taken. */
    int size() {
        return taken.get();
    }

    /** Ends all answers. */
    void finish() {
        events.forEach(StreamingClient::finish);
        pictures.forEach(StreamingClient::finish);
        sweep();
    }
}

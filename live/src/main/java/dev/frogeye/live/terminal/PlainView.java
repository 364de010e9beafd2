package dev.frogeye.live.terminal;

import dev.frogeye.live.LiveStatus;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A stream's status as a line now and then, for where nothing can be drawn in place. */
public final class PlainView implements AutoCloseable {
    /** Often enough to see that it goes on, seldom enough for a log. */
    public static final Duration INTERVAL = Duration.ofSeconds(5);

    private final Supplier<LiveStatus> status;
    private final Consumer<String> lines;
    private Timer timer; // null in tests, which speak themselves
    private boolean isClosed;

    private PlainView(Supplier<LiveStatus> status, Consumer<String> lines) {
        this.status = status;
        this.lines = lines;
    }

    /**
     * Begins to tell.
     *
     * @param status asked before each line, by the thread that tells
     * @param lines takes each line, without its end
     */
    public static PlainView start(Supplier<LiveStatus> status, Consumer<String> lines, Duration interval) {
        PlainView view = untold(status, lines);
        view.timer = new Timer(view::tell, interval.toMillis());
        return view;
    }

    static PlainView untold(Supplier<LiveStatus> status, Consumer<String> lines) {
        return new PlainView(status, lines);
    }

    synchronized void tell() {
        if (!isClosed) {
            lines.accept(new StatusText(status.get(), true).sentence());
        }
    }

    /** Tells how it stands for a last time. */
    @Override
    public synchronized void close() {
        if (timer != null) {
            timer.close();
        }
        tell();
        isClosed = true;
    }
}

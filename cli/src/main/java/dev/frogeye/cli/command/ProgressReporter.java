package dev.frogeye.cli.command;

import dev.frogeye.batch.Progress;
import dev.frogeye.cli.text.ProgressMode;
import dev.frogeye.cli.text.ProgressText;
import dev.frogeye.cli.text.Session;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Shows how far a run has come, and at the end what it came to. Other lines may be printed to the session's stderr at
 * any time; they appear above the bar.
 */
final class ProgressReporter implements AutoCloseable {
    /** What "of late" means: long enough for rates that can be read, short enough to show a change of scene. */
    private static final double WINDOW_SECONDS = 10;
    /** Of a terminal that does not say its width. */
    private static final int USUAL_COLUMNS = 80;

    private final ProgressMode mode;
    private final Session session;
    private final Supplier<Progress> source;
    private final Deque<Progress> window = new ArrayDeque<>();
    private ScheduledExecutorService timer;
    private boolean closed;

    /** Shows nothing until it is told to {@link #update}, or to {@link #start}. */
    ProgressReporter(ProgressMode mode, Session session, Supplier<Progress> source) {
        this.mode = resolve(mode, session);
        this.session = session;
        this.source = source;
    }

    /** What AUTO is in a session. */
    static ProgressMode resolve(ProgressMode mode, Session session) {
        if (mode != ProgressMode.AUTO) {
            return mode;
        }
        return session.statusLine().isTerminal() ? ProgressMode.BAR : ProgressMode.PLAIN;
    }

    /**
     * A reporter with a thread of its own.
     *
     * @param source is asked again and again, by that thread
     */
    static ProgressReporter start(ProgressMode mode, Session session, Supplier<Progress> source) {
        ProgressReporter reporter = new ProgressReporter(mode, session, source);
        long millis = reporter.intervalMillis();
        if (millis > 0) {
            reporter.timer = Executors.newSingleThreadScheduledExecutor(task -> {
                Thread thread = new Thread(task, "progress");
                thread.setDaemon(true);
                return thread;
            });
            reporter.timer.scheduleAtFixedRate(reporter::update, millis, millis, TimeUnit.MILLISECONDS);
        }
        return reporter;
    }

    private long intervalMillis() {
        return switch (mode) {
            case AUTO, NONE -> 0;
            case BAR -> 250;
            case JSON -> 1_000;
            case PLAIN -> 10_000;
        };
    }

    /** Shows how far the run is now. */
    synchronized void update() {
        if (closed) {
            return;
        }
        ProgressText text = recent(source.get());
        switch (mode) {
            case AUTO, NONE -> {}
            case BAR -> {
                int columns = session.statusLine().columns();
                session.statusLine().show(text.bar(columns == 0 ? USUAL_COLUMNS : columns));
            }
            case JSON -> session.err().println(text.json(false));
            case PLAIN -> session.err().println(text.sentence());
        }
    }

    private ProgressText recent(Progress now) {
        window.addLast(now);
        // The first one left is where the rates are taken from.
        while (window.size() > 2 && now.seconds() - window.getFirst().seconds() > WINDOW_SECONDS) {
            window.removeFirst();
        }
        Progress then = window.getFirst();
        double seconds = now.seconds() - then.seconds();
        return seconds > 0
                ? new ProgressText(
                        now,
                        (now.frames() - then.frames()) / seconds,
                        (now.mediaSeconds() - then.mediaSeconds()) / seconds)
                : overall(now);
    }

    private static ProgressText overall(Progress now) {
        double seconds = now.seconds();
        return seconds > 0
                ? new ProgressText(now, now.frames() / seconds, now.mediaSeconds() / seconds)
                : new ProgressText(now, 0, 0);
    }

    /** Removes the bar and says what the run came to. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (timer != null) {
            timer.shutdownNow();
        }
        Progress last = source.get();
        ProgressText text = overall(last);
        switch (mode) {
            case AUTO, NONE -> {}
            case JSON -> session.err().println(text.json(true));
            case BAR, PLAIN -> {
                session.statusLine().hide();
                // Of a single file there is nothing to say that was not said when it was done.
                if (last.files() > 1) {
                    session.err().println(text.summary());
                }
            }
        }
    }
}

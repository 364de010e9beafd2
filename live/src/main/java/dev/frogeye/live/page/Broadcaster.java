package dev.frogeye.live.page;

import dev.frogeye.ingest.Preprocessing;
import dev.frogeye.live.LiveControl;
import dev.frogeye.live.LiveFrame;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Draws and sends, in rounds on a thread of its own that never takes more than half a core. {@link #accept} is for the
 * engine's thread: it copies what somebody wants to see, and neither waits nor allocates.
 */
final class Broadcaster implements AutoCloseable {
    static final int ROUNDS_A_SECOND = 15;

    private static final Logger LOG = System.getLogger(Broadcaster.class.getName());
    private static final long ROUND_NANOS = TimeUnit.SECONDS.toNanos(1) / ROUNDS_A_SECOND;
    private static final long STATUS_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final LiveControl control;
    private final Audience audience;
    private final Connections connections;
    private final Renderer renderer;
    private final JpegEncoder jpeg = new JpegEncoder();
    private final Events events = new Events();
    private final Map<PictureRequest.Drawn, byte[]> drawings = new HashMap<>();
    private final Thread thread = new Thread(this::run, "frogeye-page-broadcaster");

    private final FrameRing frames = new FrameRing();
    private final TripleBuffer<Snapshot> snapshots = new TripleBuffer<>(Snapshot::new);
    private final HeatMap heat = new HeatMap();
    private long lastSnapshot = System.nanoTime() - ROUND_NANOS;

    private volatile boolean isClosed;
    private boolean isFrontFilled;
    private long lastStatus = System.nanoTime() - STATUS_NANOS;
    private String lastTrouble = "";

    Broadcaster(Preprocessing preprocessing, LiveControl control, Audience audience, Connections connections) {
        this.control = control;
        this.audience = audience;
        this.connections = connections;
        renderer = new Renderer(preprocessing);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** For the engine's thread. */
    void accept(LiveFrame frame) {
        heat.add(frame.spikes(), frame.inputShape().pixels());
        if (!audience.events().isEmpty()) {
            frames.add(frame);
        }
        long now = System.nanoTime();
        if (now - lastSnapshot >= ROUND_NANOS && !audience.pictures().isEmpty()) {
            lastSnapshot = now;
            snapshots.back().take(frame, heat);
            snapshots.publish();
        }
    }

    /** Frames that readers of events were not told of, because there were too many. */
    long framesLeftOut() {
        return frames.leftOut();
    }

    private void run() {
        while (!isClosed) {
            long start = System.nanoTime();
            try {
                round(start);
            } catch (IOException | RuntimeException trouble) {
                report(trouble);
            }
            long busy = System.nanoTime() - start;
            LockSupport.parkNanos(Math.max(ROUND_NANOS - busy, busy));
        }
        jpeg.close();
    }

    private void round(long now) throws IOException {
        connections.closeOverdue();
        audience.sweep();
        sendEvents(now);
        sendPictures(now);
    }

    private void sendEvents(long now) throws IOException {
        if (audience.events().isEmpty()) {
            frames.drain(frame -> {});
            return;
        }
        boolean isStatusDue =
                now - lastStatus >= STATUS_NANOS || audience.events().stream().anyMatch(client -> !client.isGreeted());
        events.clear();
        if (isStatusDue) {
            lastStatus = now;
            events.addStatus(control.status());
        }
        frames.drain(events::addFrame);
        byte[] message = events.bytes();
        if (message.length == 0) {
            return;
        }
        for (EventClient client : audience.events()) {
            client.setGreeted();
            client.send(ByteBuffer.wrap(message));
        }
    }

    private void sendPictures(long now) throws IOException {
        boolean isFresh = snapshots.advance();
        isFrontFilled |= isFresh;
        drawings.clear();
        for (PictureClient client : audience.pictures()) {
            if (!client.isDue(now, isFresh)) {
                continue;
            }
            if (!isFrontFilled) {
                client.sendNone();
                continue;
            }
            byte[] picture = drawings.get(client.drawn());
            if (picture == null) {
                PictureRequest.Drawn wanted = client.drawn();
                picture = jpeg.encode(renderer.draw(snapshots.front(), wanted.view(), wanted.height()));
                drawings.put(wanted, picture);
            }
            client.sendPicture(picture, now);
        }
    }

    /** Once, until something else goes wrong: rounds are many. */
    private void report(Exception trouble) {
        if (!trouble.toString().equals(lastTrouble)) {
            lastTrouble = trouble.toString();
            LOG.log(Level.WARNING, "the page could not be brought up to date", trouble);
        }
    }

    /** Ends the thread and waits for it. */
    @Override
    public void close() {
        isClosed = true;
        LockSupport.unpark(thread);
        boolean isInterrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException interrupted) {
                isInterrupted = true;
            }
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

package dev.frogeye.ingest.live;

import dev.frogeye.ingest.Capture;
import dev.frogeye.ingest.CaptureRequest;
import dev.frogeye.ingest.DeviceLibrary;
import dev.frogeye.ingest.VideoInfo;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Opens a live input, reads it, and opens it again when it is lost, until it is interrupted. Runs on its own thread. */
final class Grabber implements Runnable {
    private static final System.Logger LOGGER = System.getLogger(Grabber.class.getName());

    private final LiveInput input;
    private final CaptureOptions options;
    private final Platform platform;
    private final Handoff handoff;
    private final Backoff backoff;
    private final int retries;
    private final RateLimit limit;
    private final Pacer pacer = new Pacer();
    private final StreamClock clock = new StreamClock();
    private CapturedFrame frame = new CapturedFrame();
    private boolean wasLost;
    private final CountDownLatch begun = new CountDownLatch(1);
    private volatile VideoInfo info;

    Grabber(LiveInput input, CaptureOptions options, Platform platform, LiveOptions live, Handoff handoff) {
        this.input = input;
        this.options = options;
        this.platform = platform;
        this.handoff = handoff;
        backoff = new Backoff(live.reconnect());
        retries = live.reconnect().retries();
        limit = new RateLimit(live.maxFps());
    }

    @Override
    public void run() {
        try {
            grab();
        } catch (InterruptedException e) {
            // Closed, which is the one way to interrupt this thread.
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            if (!Thread.currentThread().isInterrupted()) {
                handoff.fail(e);
            }
        } catch (RuntimeException | Error e) {
            // Errors too: a native library that cannot be loaded is for the user to mend, who reads it where it is
            // taken.
            handoff.fail(e);
        } finally {
            // Without effect after a failure.
            handoff.end();
        }
    }

    /** Lets it grab once the input is open. */
    void begin() {
        begun.countDown();
    }

    /** What the input declares of itself, once it is open. */
    VideoInfo info() {
        return info;
    }

    private void grab() throws IOException, InterruptedException {
        Capture capture = first();
        try {
            begun.await();
        } catch (InterruptedException e) {
            capture.close();
            throw e;
        }
        while (capture != null) {
            try (Capture open = capture) {
                read(open);
                capture = null;
            } catch (IOException e) {
                stopIfInterrupted();
                capture = again(e);
            }
        }
    }

    private Capture first() throws IOException, InterruptedException {
        try {
            Capture capture = connect();
            info = capture.info();
            handoff.opened();
            return capture;
        } catch (IOException e) {
            stopIfInterrupted();
            throw new LiveSourceException(LiveSourceException.Kind.UNAVAILABLE, e.getMessage(), hints(), e);
        }
    }

    private Capture connect() throws IOException {
        Devices devices = input instanceof LiveInput.Camera ? Devices.list(platform) : Devices.NONE;
        List<CaptureRequest> ways = Opening.of(input, options, platform, devices);
        for (CaptureRequest way : ways.subList(0, ways.size() - 1)) {
            try {
                return Capture.open(way);
            } catch (InterruptedIOException e) {
                throw e;
            } catch (IOException e) {
                LOGGER.log(System.Logger.Level.DEBUG, () -> e.getMessage() + "; trying without " + way.options());
            }
        }
        return Capture.open(ways.get(ways.size() - 1));
    }

    /** Reads to the end, or until nobody wants any more. */
    private void read(Capture capture) throws IOException, InterruptedException {
        info = capture.info();
        clock.connect();
        long firstNanos = 0;
        long errors = 0;
        boolean isFirst = true;
        while (capture.next()) {
            boolean restarts = clock.next(capture) | capture.isOther();
            if (!input.isEndless()) {
                pacer.await(clock.ptsMicros());
            }
            long nanos = System.nanoTime();
            long millis = System.currentTimeMillis();
            if (isFirst) {
                isFirst = false;
                firstNanos = nanos;
                tellRecovery();
            }
            backoff.steady(firstNanos, nanos);
            if (capture.decodeErrors() != errors) {
                handoff.addDecodeErrors(capture.decodeErrors() - errors);
                errors = capture.decodeErrors();
            }
            if (!limit.wants(clock.ptsMicros())) {
                handoff.leaveOut(restarts);
                continue;
            }
            capture.convert(frame.picture());
            frame.stamp(clock.ptsMicros(), capture.rawPts(), restarts, nanos, millis);
            if (!handoff.offer(frame)) {
                return;
            }
        }
    }

    private void tellRecovery() {
        if (wasLost) {
            wasLost = false;
            handoff.recovered();
            LOGGER.log(System.Logger.Level.INFO, () -> input + " is back");
        }
    }

    /** Opens the input again, as often as it takes or may take. */
    private Capture again(IOException loss) throws IOException, InterruptedException {
        wasLost = true;
        IOException reason = loss;
        while (input.isEndless() && !backoff.isExhausted()) {
            handoff.lost(reason.getMessage());
            long delay = backoff.nextDelayNanos();
            String message = String.format(
                    Locale.ROOT,
                    "%s; attempt %d of %s in %.1f s",
                    reason.getMessage(),
                    backoff.attempts(),
                    retries < 0 ? "any number" : retries,
                    delay / 1e9);
            LOGGER.log(System.Logger.Level.WARNING, message);
            TimeUnit.NANOSECONDS.sleep(delay);
            try {
                return connect();
            } catch (IOException e) {
                stopIfInterrupted();
                reason = e;
            }
        }
        String attempts = input.isEndless() ? " after " + backoff.attempts() + " attempts to reconnect" : "";
        throw new LiveSourceException(
                LiveSourceException.Kind.LOST,
                input + " is lost" + attempts + ": " + reason.getMessage(),
                hints(),
                reason);
    }

    private List<String> hints() {
        List<String> lines = new ArrayList<>();
        if (input instanceof LiveInput.Camera || input instanceof LiveInput.Screen) {
            if (DeviceLibrary.problem().isPresent()) {
                // Which devices there are is no help where none can be opened.
                return lines;
            }
            lines.addAll(Devices.list(platform).lines());
        }
        lines.add("FFmpeg itself would open it by: " + input.ffmpegCommand(options, platform));
        if (input instanceof LiveInput.NetworkStream stream
                && !stream.name().equals(stream.location().url())) {
            lines.add("(user, password and query of the address are left out here)");
        }
        return lines;
    }

    private static void stopIfInterrupted() throws InterruptedException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedException("closed");
        }
    }
}

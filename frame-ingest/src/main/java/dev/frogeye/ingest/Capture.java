package dev.frogeye.ingest;

import static org.bytedeco.ffmpeg.avutil.AVFrame.AV_FRAME_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import java.io.IOException;
import java.util.OptionalLong;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * Pictures of a live input as they come, each decoded and, where it is wanted, converted.
 *
 * <p>A connection begins with a picture that can be decoded by itself. Interrupting the thread ends opening and waiting
 * with an {@link java.io.InterruptedIOException}; so does, with its subclass {@link java.net.SocketTimeoutException}, an
 * input that sends nothing for longer than the request allows. Not thread-safe, and used by one thread alone.
 */
public final class Capture implements AutoCloseable {
    /** Pictures passed over to wait for a key frame: some encoders never send a second one, and refresh bit by bit. */
    private static final int MOST_SKIPPED = 300;

    private final CaptureRequest request;
    private final DecodeTally tally;
    private final long startNanos = System.nanoTime();
    private LivePictures pictures;
    private RgbConverter converter;
    private boolean isTimed;
    private TimeBase timeBase;
    private FrameClock clock;
    private VideoInfo info;
    private boolean hasPicture;
    private boolean isOther;
    private PictureGeometry geometry; // null before the first picture

    private Capture(CaptureRequest request) {
        this.request = request;
        tally = new DecodeTally(request.from().name());
    }

    /**
     * Connects.
     *
     * @throws VideoException if there is no such input, or it has no pictures that can be decoded
     */
    public static Capture open(CaptureRequest request) throws IOException {
        Capture capture = new Capture(request);
        capture.start();
        return capture;
    }

    private void start() throws IOException {
        boolean isStarted = false;
        FfmpegLog.attach(tally);
        FfmpegInterrupts.limit(request.openTimeout());
        try {
            pictures = request.open(tally);
            converter = new RgbConverter();
            info = pictures.info();
            // The server's clock may have run for days: this one starts with the first picture.
            isTimed = pictures.isTimed();
            timeBase = isTimed ? pictures.timeBase() : new TimeBase(1, 1_000_000);
            clock = new FrameClock(timeBase, OptionalLong.empty(), info.averageFps());
            isStarted = true;
        } finally {
            FfmpegInterrupts.unlimited();
            FfmpegLog.detach();
            if (!isStarted) {
                close();
            }
        }
    }

    /** What the input declares of itself; width and height are 0 where that is seen at the first picture alone. */
    public VideoInfo info() {
        return info;
    }

    /**
     * Decodes the next picture.
     *
     * @return false at the end of an input that has one
     * @throws IOException if the input is lost
     */
    public boolean next() throws IOException {
        FfmpegLog.attach(tally);
        FfmpegInterrupts.limit(request.readTimeout());
        try {
            for (int skipped = 0; pictures.next(); skipped++) {
                boolean isKey = (pictures.frame().flags() & AV_FRAME_FLAG_KEY) != 0;
                if (hasPicture || isKey || skipped == MOST_SKIPPED) {
                    begin();
                    tell(pictures.frame());
                    isOther = !pictures.geometry().equals(geometry);
                    geometry = pictures.geometry();
                    return true;
                }
            }
            if (!hasPicture) {
                throw pictures.withoutFrames(tally.firstMessage("the stream is empty"));
            }
            return false;
        } finally {
            FfmpegInterrupts.unlimited();
            FfmpegLog.detach();
        }
    }

    /** Until the first picture there were pieces of ones that had begun before we came. */
    private void begin() {
        if (!hasPicture) {
            hasPicture = true;
            tally.forgetFaults();
            tally.opened();
        }
    }

    /** Reads the picture's time. What comes live without one has that at which it came. */
    private void tell(AVFrame frame) {
        long ticks = frame.best_effort_timestamp();
        if (isTimed && (ticks != AV_NOPTS_VALUE || !pictures.isEndless())) {
            clock.next(ticks, frame.duration());
        } else {
            long now = timeBase.fromMicros((System.nanoTime() - startNanos) / 1000);
            clock.next(Math.max(now, clock.ticks() + 1), 0);
        }
    }

    /** Time of the picture in microseconds, on a clock that starts at 0 with the first one. */
    public long ptsMicros() {
        return clock.ptsMicros();
    }

    /** How long the picture is shown, by what is declared; 0 where nothing is. */
    public long durationMicros() {
        return clock.durationMicros();
    }

    /** Time of the picture as the input gives it, in its own units. */
    public long rawPts() {
        return clock.ticks();
    }

    /** Whether the time went backwards or leapt since the picture before. */
    public boolean isBroken() {
        return clock.isBroken();
    }

    /** Whether the picture is of another size, or shown in another way, than the one before; so is the first. */
    public boolean isOther() {
        return isOther;
    }

    /** Writes the picture, upright; its number and times are left as they are. */
    public void convert(RgbFrame into) throws IOException {
        converter.convert(pictures.frame(), pictures.geometry(), into);
    }

    /** How often demuxer and decoder complained, since the first picture. */
    public long decodeErrors() {
        return tally.errors();
    }

    @Override
    public void close() {
        if (converter != null) {
            converter.close();
            converter = null;
        }
        if (pictures != null) {
            pictures.close();
            pictures = null;
        }
    }
}

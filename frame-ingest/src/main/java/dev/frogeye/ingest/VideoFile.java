package dev.frogeye.ingest;

import static org.bytedeco.ffmpeg.avutil.AVFrame.AV_FRAME_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avutil.av_get_pix_fmt_name;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.javacpp.BytePointer;

/**
 * Frames of a video file, upright, in presentation order, with the times the file gives them.
 *
 * <p>A damaged file is read as far as it goes: what went wrong is in {@link #report()}, and only a file without a single
 * frame is an error. Not thread-safe.
 */
public final class VideoFile implements FrameSource {

    private final Path file;
    private final TimeRange range;
    private final RangeCursor cursor;
    private final DecodeTally tally;
    private Demuxer demuxer;
    private Decoder decoder;
    private RgbConverter converter;
    private VideoInfo info;
    private FrameClock clock;
    /** Whether the decoder holds a frame of the range that has not been delivered. */
    private boolean hasPending;

    /** Whether the range ended before the file did. */
    private boolean isStopped;

    private boolean isFinished;
    private boolean isClosed;
    private int lastWidth;
    private int lastHeight;

    private VideoFile(Path file, TimeRange range) {
        this.file = file;
        this.range = range;
        cursor = new RangeCursor(range);
        tally = new DecodeTally(file.toString());
    }

    /** Opens the whole file with the default options. */
    public static VideoFile open(Path file) throws IOException {
        return open(file, TimeRange.ALL);
    }

    /** Opens a part of the file with the default options. */
    public static VideoFile open(Path file, TimeRange range) throws IOException {
        return open(new VideoLocation.Local(file), VideoOptions.DEFAULT.withRange(range));
    }

    /**
     * Opens a video and goes to the beginning of the part that is asked for.
     *
     * @throws VideoException if the file is missing, unreadable, not a video, or has no stream that can be decoded
     */
    public static VideoFile open(VideoLocation location, VideoOptions options) throws IOException {
        Path file = Path.of(location.toString());
        TimeRange range = options.range();
        checkReadable(file);
        if (range.seekable()) {
            VideoFile seeking = new VideoFile(file, range);
            if (seeking.start(options, true)) {
                return seeking;
            }
            seeking.close();
        }
        VideoFile whole = new VideoFile(file, range);
        whole.start(options, false);
        return whole;
    }

    private static void checkReadable(Path file) throws VideoException {
        if (!Files.exists(file)) {
            throw new VideoException(VideoException.Code.MISSING, file + " does not exist; check the path");
        }
        if (Files.isDirectory(file)) {
            throw new VideoException(VideoException.Code.UNREADABLE, file + " is a directory; give a video file");
        }
        if (!Files.isReadable(file)) {
            throw new VideoException(VideoException.Code.UNREADABLE, file + " cannot be read; check its permissions");
        }
    }

    /** Opens everything; false if seeking was asked for and did not lead to a key frame before the start. */
    private boolean start(VideoOptions options, boolean seek) throws IOException {
        boolean isStarted = false;
        FfmpegLog.attach(tally);
        try {
            demuxer = new Demuxer(file, tally);
            decoder = new Decoder(demuxer, file, options.threads(), tally);
            Orientation orientation = demuxer.orientation();
            info = describe(orientation, options.autorotate());
            converter = new RgbConverter(options.autorotate() ? orientation : Orientation.UPRIGHT);
            clock = new FrameClock(demuxer.timeBase(), demuxer.startTicks(), info.averageFps());
            boolean isInPlace = !seek || seekToStart();
            tally.opened();
            isStarted = true;
            return isInPlace;
        } finally {
            FfmpegLog.detach();
            if (!isStarted) {
                close();
            }
        }
    }

    private boolean seekToStart() {
        if (!(range.start() instanceof TimeValue.Time start)
                || demuxer.startTicks().isEmpty()
                || !demuxer.seek(start.micros())
                || !decoder.next()) {
            return false;
        }
        boolean isKey = (decoder.frame().flags() & AV_FRAME_FLAG_KEY) != 0;
        clock.next(decoder.frame());
        if (!isKey || clock.ptsMicros() > start.micros()) {
            return false;
        }
        hasPending = select() || (!isStopped && advance());
        if (hasPending) {
            tally.forgetFaults();
        }
        return true;
    }

    private VideoInfo describe(Orientation orientation, boolean autorotate) throws VideoException {
        AVCodecParameters parameters = demuxer.parameters();
        int width = parameters.width();
        int height = parameters.height();
        if (width < 1 || height < 1) {
            throw new VideoException(
                    VideoException.Code.NO_FRAMES,
                    file + " has a video stream without a decodable frame (" + tally.firstMessage("no picture size")
                            + "); copy or record it again");
        }
        boolean swaps = autorotate && orientation.swapsSides();
        BytePointer pixelFormat = av_get_pix_fmt_name(parameters.format());
        TimeBase timeBase = demuxer.timeBase();
        OptionalLong start = demuxer.startTicks();
        return new VideoInfo(
                file.toString(),
                demuxer.container(),
                decoder.codecName(),
                swaps ? height : width,
                swaps ? width : height,
                orientation.degrees(),
                demuxer.averageFps(),
                demuxer.durationMicros(),
                demuxer.declaredFrames(),
                start.isPresent() ? timeBase.toMicros(start.getAsLong()) : 0,
                timeBase.num(),
                timeBase.den(),
                pixelFormat == null ? "unknown" : pixelFormat.getString());
    }

    @Override
    public VideoInfo info() {
        return info;
    }

    @Override
    public boolean read(RgbFrame into) throws IOException {
        if (isClosed) {
            throw new IllegalStateException(file + " is closed");
        }
        if (isFinished) {
            return false;
        }
        FfmpegLog.attach(tally);
        try {
            if (!hasPending && (isStopped || !advance())) {
                finish();
                return false;
            }
            hasPending = false;
            deliver(into);
            return true;
        } finally {
            FfmpegLog.detach();
        }
    }

    private void deliver(RgbFrame into) throws IOException {
        converter.convert(decoder.frame(), into);
        boolean isNewSize = into.width() != lastWidth || into.height() != lastHeight;
        boolean isFirst = tally.frames() == 0;
        lastWidth = into.width();
        lastHeight = into.height();
        into.stamp(cursor.index(), clock.ptsMicros(), clock.ticks(), !isFirst && (isNewSize || clock.isBroken()));
        tally.delivered(clock.ptsMicros(), clock.durationMicros());
    }

    private void finish() throws VideoException {
        isFinished = true;
        if (tally.frames() > 0) {
            return;
        }
        throw new VideoException(VideoException.Code.NO_FRAMES, file + noFrames());
    }

    private String noFrames() {
        if (cursor.seen() > 0) {
            return " has no frame in the range " + range + "; its last frame read is at "
                    + new TimeValue.Time(Math.max(0, clock.ptsMicros()));
        }
        return " has a video stream without a decodable frame (" + tally.firstMessage("the stream is empty")
                + "); copy or record it again";
    }

    /** Decodes up to the next frame of the range. */
    private boolean advance() {
        while (decoder.next()) {
            clock.next(decoder.frame());
            if (select()) {
                return true;
            }
            if (isStopped) {
                return false;
            }
        }
        tally.finished(true);
        return false;
    }

    /** Whether the frame just decoded is to be delivered. */
    private boolean select() {
        RangeCursor.Decision decision = cursor.next(clock.ptsMicros());
        isStopped = decision == RangeCursor.Decision.STOP;
        return decision == RangeCursor.Decision.TAKE;
    }

    @Override
    public DecodeReport report() {
        return tally.report();
    }

    @Override
    public void close() {
        isClosed = true;
        if (converter != null) {
            converter.close();
            converter = null;
        }
        if (decoder != null) {
            decoder.close();
            decoder = null;
        }
        if (demuxer != null) {
            demuxer.close();
            demuxer = null;
        }
    }
}

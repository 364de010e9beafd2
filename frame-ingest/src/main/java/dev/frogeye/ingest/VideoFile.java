package dev.frogeye.ingest;

import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Frames of a video, upright, in presentation order, with the times the file gives them.
 *
 * <p>A damaged file is read as far as it goes: what went wrong is in {@link #report()}, and only a file without a single
 * frame is an error. With {@link Sampling.Keyframes} {@link RgbFrame#index()} and ranges given in frames count key
 * frames. With any other sampling they count all frames.
 *
 * <p>Interrupting the thread ends opening and reading with an {@link java.io.InterruptedIOException}, also while a server
 * is waited for; the thread's interrupt status stays set. A server that is silent for 15 seconds is an error.
 *
 * <p>Not thread-safe.
 */
public final class VideoFile implements FrameSource {
    private final VideoLocation location;
    private final VideoOptions options;
    private final DecodeTally tally;
    private Demuxer demuxer;
    private DecodedPictures pictures;
    private Decoder decoder;
    private RgbConverter converter;
    private VideoInfo info;
    private FrameClock clock;
    private RangeFrames frames;
    private FrameSelector selector;

    /** The frame of the range decoded last, and the one before it that {@link Decoder#kept()} is the picture of. */
    private RangeFrames.Stamp ahead = new RangeFrames.Stamp();

    private RangeFrames.Stamp kept = new RangeFrames.Stamp();
    /** Whether the decoder holds a frame of the range that has not been judged. */
    private boolean hasAhead;
    /** Whether anything broke since the frame delivered last. */
    private boolean isBroken;

    private boolean isFinished;
    private boolean isClosed;

    private VideoFile(VideoLocation location, VideoOptions options) {
        this.location = location;
        this.options = options;
        tally = new DecodeTally(location.toString());
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
     * @throws VideoException if the video is missing, unreadable, out of reach, not a video, or has no stream that can be
     *     decoded
     */
    public static VideoFile open(VideoLocation location, VideoOptions options) throws IOException {
        return open(location, MediaInput.of(location), options);
    }

    static VideoFile open(VideoLocation location, MediaInput input, VideoOptions options) throws IOException {
        if (options.range().seekable()) {
            VideoFile seeking = new VideoFile(location, options);
            if (seeking.start(input, true)) {
                return seeking;
            }
            seeking.close();
        }
        VideoFile whole = new VideoFile(location, options);
        whole.start(input, false);
        return whole;
    }

    /** Opens everything; false if seeking was asked for and did not lead to a key frame before the start. */
    private boolean start(MediaInput input, boolean seek) throws IOException {
        boolean isStarted = false;
        FfmpegLog.attach(tally);
        try {
            demuxer = new Demuxer(input, options.stream(), tally);
            pictures = options.sampling() instanceof Sampling.Keyframes
                    ? KeyFrameDecoding.of(location, demuxer)
                    : DecodedPictures.ALL;
            Display display = new Display(demuxer, options.autorotate(), tally);
            decoder = new Decoder(demuxer, display, options.threads(), pictures, tally);
            info = demuxer.describe(display, tally);
            converter = new RgbConverter();
            clock = FrameClock.of(demuxer.times(), pictures.isKeyFramesOnly());
            frames = new RangeFrames(decoder, clock, options.range(), tally);
            selector = Selection.of(location, options, demuxer, tally);
            boolean isInPlace = !seek || seekToStart();
            tally.opened();
            demuxer.streams().tell(input.name(), tally);
            input.fault().ifPresent(tally::missing);
            if (!seek) {
                // Some say how they are shown in the picture alone.
                decoder.peek();
            }
            info = demuxer.describe(decoder.geometry(), display.rotation());
            isStarted = true;
            return isInPlace;
        } catch (VideoException e) {
            throw input.incomplete(e);
        } finally {
            FfmpegLog.detach();
            if (!isStarted) {
                close();
            }
        }
    }

    private boolean seekToStart() throws IOException {
        if (!(options.range().start() instanceof TimeValue.Time start)
                || pictures == DecodedPictures.KEY_FRAMES_AMONG_ALL
                || demuxer.times().startTicks().isEmpty()
                || !demuxer.seek(start.micros())
                || !decoder.next()) {
            return false;
        }
        clock.next(decoder.frame());
        if (!decoder.isEntryPoint() || clock.ptsMicros() > start.micros()) {
            return false;
        }
        hasAhead = frames.accept(ahead) || frames.next(ahead);
        if (hasAhead) {
            tally.forgetFaults();
        }
        return true;
    }

    @Override
    public VideoInfo info() {
        return info;
    }

    @Override
    public boolean read(RgbFrame into) throws IOException {
        if (isClosed) {
            throw new IllegalStateException(location + " is closed");
        }
        if (isFinished) {
            return false;
        }
        FfmpegLog.attach(tally);
        try {
            if (!select()) {
                finish();
                return false;
            }
            deliver(into);
            return true;
        } finally {
            FfmpegLog.detach();
        }
    }

    /** Decodes until the picture kept is one to deliver; false when there is no more. */
    private boolean select() throws IOException {
        while (hasAhead || frames.next(ahead)) {
            decoder.keep();
            RangeFrames.Stamp free = kept;
            kept = ahead;
            ahead = free;
            isBroken |= kept.breaks();
            hasAhead = selector.looksAhead() && frames.nextAfter(kept.rangeMicros(), ahead);
            long next = hasAhead ? ahead.rangeMicros() : selector.looksAhead() ? frames.endMicros() : 0;
            if (selector.wants(kept.rangeMicros(), next, !hasAhead)) {
                return true;
            }
        }
        return false;
    }

    private void deliver(RgbFrame into) throws IOException {
        converter.convert(decoder.kept(), decoder.keptGeometry(), into);
        into.stamp(kept.index(), kept.ptsMicros(), kept.ticks(), tally.frames() > 0 && isBroken);
        isBroken = false;
        tally.delivered(kept.ptsMicros());
    }

    private void finish() throws IOException {
        isFinished = true;
        tally.othersReached(demuxer.othersEndMicros());
        if (pictures.isKeyFramesOnly() && decoder.endTicks() != AV_NOPTS_VALUE) {
            tally.reached(clock.micros(decoder.endTicks()));
        }
        if (tally.frames() > 0) {
            return;
        }
        if (frames.seen() == 0) {
            throw demuxer.input().incomplete(demuxer.withoutFrames(tally.firstMessage("the stream is empty")));
        }
        throw new VideoException(
                VideoException.Code.NO_FRAMES,
                location + " has no frame in the range " + options.range() + "; its last frame read is at "
                        + new TimeValue.Time(Math.max(0, clock.ptsMicros())));
    }

    /** Frames decoded so far, delivered or not. */
    long decodedFrames() {
        return frames.seen();
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

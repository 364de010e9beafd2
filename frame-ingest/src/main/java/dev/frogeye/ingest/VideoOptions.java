package dev.frogeye.ingest;

import java.util.Objects;
import java.util.OptionalInt;

/**
 * What of a video is delivered, and how it is decoded.
 *
 * @param range the part to read
 * @param sampling the frames of that part to deliver
 * @param autorotate turn frames upright as the video says, like every player does. What it says is to be cut off is cut
 *     off in any case
 * @param threads decoder threads, at least 1
 * @param stream number of the video stream among all streams of the file; the one that FFmpeg finds best where empty
 */
public record VideoOptions(TimeRange range, Sampling sampling, boolean autorotate, int threads, OptionalInt stream) {
    /**
     * Every frame, upright, from one decoder thread. One, because a delta network leaves little else to do and several
     * videos are read side by side; because it delays no frame; and because FFmpeg's messages can then be told apart by
     * file, which they cannot when its own worker threads log them.
     */
    public static final VideoOptions DEFAULT =
            new VideoOptions(TimeRange.ALL, Sampling.ALL, true, 1, OptionalInt.empty());

    public VideoOptions {
        Objects.requireNonNull(range, "range");
        Objects.requireNonNull(sampling, "sampling");
        Objects.requireNonNull(stream, "stream");
        if (threads < 1) {
            throw new IllegalArgumentException("decoder threads must be at least 1, was " + threads);
        }
    }

    /** The same for another part of the video. */
    public VideoOptions withRange(TimeRange newRange) {
        return new VideoOptions(newRange, sampling, autorotate, threads, stream);
    }

    /** The same for other frames. */
    public VideoOptions withSampling(Sampling newSampling) {
        return new VideoOptions(range, newSampling, autorotate, threads, stream);
    }

    /** The same with frames as stored, where {@code newAutorotate} is false. */
    public VideoOptions withAutorotate(boolean newAutorotate) {
        return new VideoOptions(range, sampling, newAutorotate, threads, stream);
    }

    /** The same with so many decoder threads. */
    public VideoOptions withThreads(int newThreads) {
        return new VideoOptions(range, sampling, autorotate, newThreads, stream);
    }

    /** The same of the video stream of this number. */
    public VideoOptions withStream(int newStream) {
        return new VideoOptions(range, sampling, autorotate, threads, OptionalInt.of(newStream));
    }
}

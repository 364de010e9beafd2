package dev.frogeye.ingest;

/**
 * Time since the start of a range, which never runs backwards. Where the video's clock stands still this one does, too.
 * Where it falls back by little, a stamp is wrong: this one waits until it is caught up with. Where it falls back by
 * much, as in files joined end to end, another recording begins: this one goes on by the length of a frame and stays ahead
 * for good, or until the video's clock is back where it was. One pass over one video.
 */
final class RangeTime {
    /** From here on a clock that falls back has started anew. */
    private static final long ANOTHER_CLOCK_MICROS = 1_000_000;

    /** What the time of the start may be known by. */
    private final boolean startsByFrame;

    private long start;
    /** By how much this clock is ahead of the video's after it ran backwards. */
    private long lead;

    private boolean hasFrame;
    private long micros;
    private long durationMicros;
    private final long limitMicros;

    RangeTime(TimeRange range) {
        startsByFrame = range.start() instanceof TimeValue.Frames frames && frames.count() > 0;
        start = range.start() instanceof TimeValue.Time time ? time.micros() : 0;
        limitMicros = limit(range);
    }

    private static long limit(TimeRange range) {
        if (range.duration().orElse(null) instanceof TimeValue.Time duration) {
            return duration.micros();
        }
        if (range.end().orElse(null) instanceof TimeValue.Time end && range.start() instanceof TimeValue.Time from) {
            return end.micros() - from.micros();
        }
        return Long.MAX_VALUE;
    }

    /** The next frame of the range, at this time of the video. */
    void next(long ptsMicros, long frameDuration) {
        if (!hasFrame && startsByFrame) {
            start = ptsMicros;
        }
        long plain = ptsMicros - start;
        if (!hasFrame || plain > micros) {
            lead = 0;
        }
        long next = plain + lead;
        if (hasFrame && next <= micros - ANOTHER_CLOCK_MICROS) {
            next = micros + Math.max(1, durationMicros);
            lead = next - plain;
        }
        micros = hasFrame ? Math.max(micros, next) : next;
        durationMicros = frameDuration;
        hasFrame = true;
    }

    /** Time of the last frame. */
    long micros() {
        return micros;
    }

    /** Where the range ends if the last frame was its last for want of more. */
    long end() {
        return Math.min(limitMicros, micros + Math.max(1, durationMicros));
    }

    /** Where the range ends if a frame at this time of the video is the first beyond it. */
    long end(long beyondMicros) {
        return Math.min(limitMicros, Math.max(micros + 1, beyondMicros - start + lead));
    }
}

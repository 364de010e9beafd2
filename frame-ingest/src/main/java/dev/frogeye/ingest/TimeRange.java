package dev.frogeye.ingest;

import java.util.Objects;
import java.util.Optional;

/**
 * The part of a video to read: frames from {@code start} on, up to and not including {@code end} or
 * {@code start + duration}.
 *
 * <p>A start given as a time is reached by seeking to the key frame before it and decoding on until a frame's time is
 * not before it; frames are then numbered from 0 at the first frame delivered, because the number of frames before it is
 * unknown. As soon as {@code start} or {@code end} is given in frames the video is decoded from its beginning, and unless
 * the start is a time, {@link RgbFrame#index()} is the number of the frame in the whole video. Timestamps always stay
 * on the clock of the whole video.
 *
 * @param start where to begin; {@link TimeValue#ZERO} for the beginning
 * @param duration how much to read
 * @param end where to stop, on the clock (or in the frame count) of the whole video; not together with a duration
 */
public record TimeRange(TimeValue start, Optional<TimeValue> duration, Optional<TimeValue> end) {
    /** The whole video. */
    public static final TimeRange ALL = new TimeRange(TimeValue.ZERO, Optional.empty(), Optional.empty());

    public TimeRange {
        Objects.requireNonNull(start, "start");
        if (duration.isPresent() && end.isPresent()) {
            throw new IllegalArgumentException(
                    "give a duration (-t " + duration.get() + ") or an end (-to " + end.get() + "), not both");
        }
        if (start instanceof TimeValue.Time from
                && end.orElse(null) instanceof TimeValue.Time to
                && to.micros() <= from.micros()) {
            throw new IllegalArgumentException("the range ends at " + to + ", not after its start at " + from);
        }
        if (start instanceof TimeValue.Frames from
                && end.orElse(null) instanceof TimeValue.Frames to
                && to.count() <= from.count()) {
            throw new IllegalArgumentException("the range ends at " + to + ", not after its start at " + from);
        }
        if (duration.isPresent() && isZero(duration.get())) {
            throw new IllegalArgumentException("a range of duration " + duration.get() + " has no frame");
        }
    }

    /**
     * Reads the values of {@code -ss}, {@code -t} and {@code -to}, each null where the option was not given.
     *
     * @throws IllegalArgumentException if one cannot be read or they contradict one another
     */
    public static TimeRange parse(String start, String duration, String end) {
        return new TimeRange(
                start == null ? TimeValue.ZERO : TimeValue.parse(start),
                Optional.ofNullable(duration).map(TimeValue::parse),
                Optional.ofNullable(end).map(TimeValue::parse));
    }

    /** Whether the start may be reached by seeking: it is a time, and nothing needs the number of frames before it. */
    boolean seekable() {
        return start instanceof TimeValue.Time time
                && time.micros() > 0
                && !(end.orElse(null) instanceof TimeValue.Frames);
    }

    private static boolean isZero(TimeValue value) {
        return value.equals(TimeValue.ZERO) || value.equals(new TimeValue.Frames(0));
    }

    /** As it would be written on a command line; empty for the whole video. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        if (!isZero(start)) {
            text.append("-ss ").append(start);
        }
        duration.ifPresent(value -> text.append(" -t ").append(value));
        end.ifPresent(value -> text.append(" -to ").append(value));
        return text.toString().strip();
    }
}

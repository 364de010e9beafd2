package dev.frogeye.ingest;

/** Decides frame by frame, in presentation order, what belongs to a {@link TimeRange}. One pass over one video. */
final class RangeCursor {
    enum Decision {
        SKIP,
        TAKE,
        STOP
    }

    private final TimeRange range;
    /** Exclusive ends; a duration is added to them when the first frame is taken. */
    private long endMicros = Long.MAX_VALUE;

    private long endFrame = Long.MAX_VALUE;
    private long seen;
    private long taken;

    RangeCursor(TimeRange range) {
        this.range = range;
        range.end().ifPresent(end -> limit(end, 0, 0));
        if (range.start() instanceof TimeValue.Time start) {
            range.duration().ifPresent(duration -> {
                if (duration instanceof TimeValue.Time) {
                    limit(duration, start.micros(), 0);
                }
            });
        }
    }

    /** The frame after those asked about before, at this time on the video's clock. */
    Decision next(long ptsMicros) {
        long number = seen++;
        if (isBeforeStart(number, ptsMicros)) {
            return Decision.SKIP;
        }
        if (taken == 0 && range.duration().isPresent()) {
            TimeValue duration = range.duration().get();
            if (duration instanceof TimeValue.Frames || range.start() instanceof TimeValue.Frames) {
                limit(duration, ptsMicros, number);
            }
        }
        if (ptsMicros >= endMicros || number >= endFrame) {
            return Decision.STOP;
        }
        taken++;
        return Decision.TAKE;
    }

    /** Number of the frame last taken: in the whole video, or among those taken where the start is a time. */
    long index() {
        boolean startsByTime = range.start() instanceof TimeValue.Time time && time.micros() > 0;
        return startsByTime ? taken - 1 : seen - 1;
    }

    /** Frames asked about so far. */
    long seen() {
        return seen;
    }

    private boolean isBeforeStart(long number, long ptsMicros) {
        if (range.start() instanceof TimeValue.Frames start) {
            return number < start.count();
        }
        // Without a start nothing is skipped: frames with a time below 0, before an edit list's start, were asked for.
        return range.start() instanceof TimeValue.Time start && start.micros() > 0 && ptsMicros < start.micros();
    }

    private void limit(TimeValue length, long fromMicros, long fromFrame) {
        if (length instanceof TimeValue.Frames frames) {
            endFrame = saturatedSum(fromFrame, frames.count());
        } else if (length instanceof TimeValue.Time time) {
            endMicros = saturatedSum(fromMicros, time.micros());
        }
    }

    private static long saturatedSum(long a, long b) {
        long sum = a + b;
        return sum < 0 && a > 0 ? Long.MAX_VALUE : sum;
    }
}

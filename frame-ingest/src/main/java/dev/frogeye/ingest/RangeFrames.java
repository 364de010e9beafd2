package dev.frogeye.ingest;

import java.io.IOException;

/** The decoded frames of a range, one after the other, with their times. */
final class RangeFrames {
    /** What is known of a frame beside its picture. */
    static final class Stamp {
        private long index;
        private long ptsMicros;
        private long ticks;
        private boolean breaks;
        private long rangeMicros;

        long index() {
            return index;
        }

        long ptsMicros() {
            return ptsMicros;
        }

        long ticks() {
            return ticks;
        }

        /** Whether the clock or the geometry broke since the frame of the range before. */
        boolean breaks() {
            return breaks;
        }

        /** Time since the start of the range, on a clock that never runs backwards. */
        long rangeMicros() {
            return rangeMicros;
        }
    }

    private final Decoder decoder;
    private final FrameClock clock;
    private final RangeCursor cursor;
    private final RangeTime time;
    private final DecodeTally tally;
    private boolean isStopped;
    private PictureGeometry geometry; // null before the first frame
    /** Whether there was a break since the last frame that was taken; the network must learn of it with the next. */
    private boolean isBroken;

    RangeFrames(Decoder decoder, FrameClock clock, TimeRange range, DecodeTally tally) {
        this.decoder = decoder;
        this.clock = clock;
        this.tally = tally;
        cursor = new RangeCursor(range);
        time = new RangeTime(range);
    }

    /** Decodes the next frame of the range into {@link Decoder#frame()}; false when there is none. */
    boolean next(Stamp stamp) throws IOException {
        while (!isStopped && decoder.next()) {
            clock.next(decoder.frame());
            if (!decoder.isWanted()) {
                isBroken |= clock.isBroken();
            } else if (accept(stamp)) {
                return true;
            }
        }
        if (!isStopped) {
            tally.finished(true);
        }
        return false;
    }

    /**
     * The same for the next frame that is later than this time on the clock of the range. Of frames with one time a
     * sampling by time takes the first: the others are no nearer to anything.
     */
    boolean nextAfter(long rangeMicros, Stamp stamp) throws IOException {
        boolean hasNext = next(stamp);
        boolean hasBroken = false;
        while (hasNext && stamp.rangeMicros <= rangeMicros) {
            hasBroken |= stamp.breaks;
            hasNext = next(stamp);
        }
        stamp.breaks |= hasBroken;
        return hasNext;
    }

    /** Takes note of the frame just decoded and timed; false if it is not of the range. */
    boolean accept(Stamp stamp) {
        RangeCursor.Decision decision = cursor.next(clock.ptsMicros());
        isStopped = decision == RangeCursor.Decision.STOP;
        if (isStopped) {
            return false;
        }
        tally.reached(clock.ptsMicros() + clock.durationMicros());
        boolean isOther = !decoder.geometry().equals(geometry);
        geometry = decoder.geometry();
        isBroken |= isOther || clock.isBroken();
        if (decision != RangeCursor.Decision.TAKE) {
            return false;
        }
        time.next(clock.ptsMicros(), clock.durationMicros());
        stamp.index = cursor.index();
        stamp.ptsMicros = clock.ptsMicros();
        stamp.ticks = clock.ticks();
        stamp.breaks = isBroken;
        isBroken = false;
        stamp.rangeMicros = time.micros();
        return true;
    }

    /** Where the range ended, on the clock of {@link Stamp#rangeMicros()}. */
    long endMicros() {
        return isStopped ? time.end(clock.ptsMicros()) : time.end();
    }

    /** Frames decoded so far. */
    long seen() {
        return cursor.seen();
    }
}

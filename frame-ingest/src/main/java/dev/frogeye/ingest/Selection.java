package dev.frogeye.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Makes the selector for a sampling; for frames spread evenly it finds out how long the range is. */
final class Selection {
    private Selection() {}

    static FrameSelector of(VideoLocation location, VideoOptions options, Demuxer demuxer, DecodeTally tally)
            throws IOException {
        Sampling sampling = options.sampling();
        if (sampling instanceof Sampling.PerSecond perSecond) {
            return nearest(Instants.perSecond(perSecond.fps()), delay(options.range(), demuxer));
        }
        if (sampling instanceof Sampling.EveryMicros every) {
            return nearest(Instants.everyMicros(every.micros()), delay(options.range(), demuxer));
        }
        if (sampling instanceof Sampling.Uniform uniform) {
            return uniform(uniform.count(), location, options, demuxer, tally);
        }
        return new FrameSelector.Counting(sampling instanceof Sampling.EveryFrames every ? every.step() : 1);
    }

    /** Where the picture begins late, an instant before it counts if no other is nearer to the picture's beginning. */
    private static FrameSelector nearest(Instants instants, long delayMicros) {
        return delayMicros == 0
                ? new FrameSelector.Nearest(instants)
                : new FrameSelector.Nearest(instants, delayMicros - instants.stepMicros() / 2);
    }

    /** By how much the pictures begin after the range. */
    private static long delay(TimeRange range, Demuxer demuxer) {
        return range.start() instanceof TimeValue.Time start
                ? Math.max(0, demuxer.times().delayMicros() - start.micros())
                : 0;
    }

    private static FrameSelector uniform(
            int count, VideoLocation location, VideoOptions options, Demuxer demuxer, DecodeTally tally)
            throws IOException {
        if (location instanceof VideoLocation.Local local && Files.isRegularFile(local.path())) {
            // Faults are counted when the frames are read, not here.
            DecodeTally unheard = new DecodeTally(location.toString());
            FfmpegLog.attach(unheard);
            try {
                return scanned(count, options, demuxer, unheard);
            } finally {
                FfmpegLog.attach(tally);
            }
        }
        long start = delay(options.range(), demuxer);
        return new FrameSelector.Nearest(Instants.middles(count, start, declared(options.range(), demuxer)));
    }

    /** From the packets' times, which lie less than a header. */
    private static FrameSelector scanned(int count, VideoOptions options, Demuxer opened, DecodeTally unheard)
            throws IOException {
        OptionalInt stream = OptionalInt.of(opened.streams().chosen());
        try (Demuxer demuxer = new Demuxer(opened.input(), stream, unheard)) {
            PacketScan scan = PacketScan.of(demuxer, unheard);
            FrameClock clock = FrameClock.of(demuxer.times());
            RangeCursor cursor = new RangeCursor(options.range());
            RangeTime time = new RangeTime(options.range());
            long frames = 0;
            long end = 0;
            for (int i = 0; i < scan.count(); i++) {
                clock.next(scan.ticks(i), scan.duration(i));
                RangeCursor.Decision decision = cursor.next(clock.ptsMicros());
                if (decision == RangeCursor.Decision.STOP) {
                    end = time.end(clock.ptsMicros());
                    break;
                }
                if (decision == RangeCursor.Decision.TAKE) {
                    time.next(clock.ptsMicros(), clock.durationMicros());
                    frames++;
                    end = time.end();
                }
            }
            return frames <= count
                    ? new FrameSelector.Counting(1)
                    : new FrameSelector.Nearest(Instants.middles(count, delay(options.range(), demuxer), end));
        }
    }

    private static long declared(TimeRange range, Demuxer demuxer) throws VideoException {
        boolean isByTime = range.start() instanceof TimeValue.Time
                && !(range.duration().orElse(null) instanceof TimeValue.Frames)
                && !(range.end().orElse(null) instanceof TimeValue.Frames);
        long start = range.start() instanceof TimeValue.Time time ? time.micros() : 0;
        long end = Long.MAX_VALUE;
        if (range.end().orElse(null) instanceof TimeValue.Time time) {
            end = time.micros();
        } else if (range.duration().orElse(null) instanceof TimeValue.Time time) {
            end = start + time.micros();
        }
        OptionalLong declared = demuxer.times().durationMicros();
        long last = declared.isPresent() ? demuxer.times().delayMicros() + declared.getAsLong() : Long.MAX_VALUE;
        long length = Math.min(end, last) - start;
        if (!isByTime || length < 1 || length >= Long.MAX_VALUE - start) {
            throw new VideoException(
                    VideoException.Code.NO_DURATION,
                    demuxer.input().name() + " does not say how long "
                            + (isByTime ? "it is" : "a range given in frames is")
                            + ", so no frames can be spread evenly over it; give a range in seconds with an end, or"
                            + " sample by --fps");
        }
        return length;
    }
}

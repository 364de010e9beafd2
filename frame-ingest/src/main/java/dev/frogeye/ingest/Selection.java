package dev.frogeye.ingest;

import java.io.IOException;
import java.nio.file.Files;

/** Makes the selector for a sampling; for frames spread evenly it finds out how long the range is. */
final class Selection {
    private Selection() {}

    static FrameSelector of(VideoLocation location, VideoOptions options, Demuxer demuxer, DecodeTally tally)
            throws IOException {
        Sampling sampling = options.sampling();
        if (sampling instanceof Sampling.PerSecond perSecond) {
            return new FrameSelector.Nearest(Instants.perSecond(perSecond.fps()));
        }
        if (sampling instanceof Sampling.EveryMicros every) {
            return new FrameSelector.Nearest(Instants.everyMicros(every.micros()));
        }
        if (sampling instanceof Sampling.Uniform uniform) {
            return uniform(uniform.count(), location, options, demuxer, tally);
        }
        return new FrameSelector.Counting(sampling instanceof Sampling.EveryFrames every ? every.step() : 1);
    }

    private static FrameSelector uniform(
            int count, VideoLocation location, VideoOptions options, Demuxer demuxer, DecodeTally tally)
            throws IOException {
        if (location instanceof VideoLocation.Local local && Files.isRegularFile(local.path())) {
            // Faults are counted when the frames are read, not here.
            DecodeTally unheard = new DecodeTally(location.toString());
            FfmpegLog.attach(unheard);
            try {
                return scanned(count, location, options, unheard);
            } finally {
                FfmpegLog.attach(tally);
            }
        }
        return new FrameSelector.Nearest(Instants.middles(count, declared(options.range(), demuxer)));
    }

    /** From the packets' times, which lie less than a header. */
    private static FrameSelector scanned(int count, VideoLocation location, VideoOptions options, DecodeTally unheard)
            throws IOException {
        try (Demuxer demuxer = new Demuxer(MediaInput.of(location), options.stream(), unheard)) {
            PacketScan scan = PacketScan.of(demuxer, unheard);
            FrameClock clock = new FrameClock(demuxer.timeBase(), demuxer.startTicks(), demuxer.averageFps());
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
                    : new FrameSelector.Nearest(Instants.middles(count, Math.max(1, end)));
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
        long length = Math.min(end, demuxer.durationMicros().orElse(Long.MAX_VALUE)) - start;
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

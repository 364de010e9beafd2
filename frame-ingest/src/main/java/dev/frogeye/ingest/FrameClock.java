package dev.frogeye.ingest;

import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import java.util.OptionalLong;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** Times of decoded frames on a clock that starts at 0 with the stream. */
final class FrameClock {
    /** A gap this long is a break, not a pause: FFmpeg's own threshold for repairing timestamps. */
    private static final long BREAK_MICROS = 10_000_000;

    private final TimeBase timeBase;
    /** Whether frames are left out before they get here, so that no gap says anything. */
    private final boolean isSparse;
    /** Used only where the file gives no time or no duration. */
    private final long nominalMicros;

    private boolean hasOrigin;
    private long origin;
    private boolean hasFrame;
    private long ticks;
    private long ptsMicros;
    private long durationMicros;
    private boolean isBroken;

    FrameClock(TimeBase timeBase, OptionalLong start, double averageFps) {
        this(timeBase, start, averageFps, false);
    }

    FrameClock(TimeBase timeBase, OptionalLong start, double averageFps, boolean isSparse) {
        this.timeBase = timeBase;
        this.isSparse = isSparse;
        nominalMicros = averageFps > 0 ? Math.round(1e6 / averageFps) : 0;
        hasOrigin = start.isPresent();
        origin = start.orElse(0);
    }

    /** Reads the time of the next frame. */
    void next(AVFrame frame) {
        next(frame.best_effort_timestamp(), frame.duration());
    }

    /** A frame's raw time and duration, {@code AV_NOPTS_VALUE} and 0 where the file gives none. */
    void next(long frameTicks, long frameDuration) {
        long previous = ptsMicros;
        long step = frameDuration > 0 ? timeBase.toMicros(frameDuration) : nominalMicros;
        if (frameTicks == AV_NOPTS_VALUE) {
            // Raw streams carry no times: the frame follows the one before.
            ptsMicros = hasFrame ? previous + durationMicros : 0;
            ticks = origin + timeBase.fromMicros(ptsMicros);
        } else {
            if (!hasOrigin) {
                origin = frameTicks;
                hasOrigin = true;
            }
            ticks = frameTicks;
            ptsMicros = timeBase.toMicros(frameTicks - origin);
        }
        isBroken = hasFrame && (ptsMicros <= previous || !isSparse && ptsMicros - previous > BREAK_MICROS);
        durationMicros = step;
        hasFrame = true;
    }

    /** A raw time on this clock. */
    long micros(long rawTicks) {
        return timeBase.toMicros(rawTicks - origin);
    }

    long ticks() {
        return ticks;
    }

    long ptsMicros() {
        return ptsMicros;
    }

    long durationMicros() {
        return durationMicros;
    }

    /** Whether the time went backwards, stood still, or leapt since the frame before. */
    boolean isBroken() {
        return isBroken;
    }
}

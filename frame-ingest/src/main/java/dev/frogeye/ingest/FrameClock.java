package dev.frogeye.ingest;

import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import java.util.OptionalLong;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** Times of decoded frames, on a clock that starts with the container or, live, with the first picture. */
final class FrameClock {
    /** A gap this long is a break, not a pause: FFmpeg's own threshold for repairing timestamps. */
    private static final long BREAK_MICROS = 10_000_000;

    private final TimeBase timeBase;
    /** Whether frames are left out before they get here, so that no gap says anything. */
    private final boolean isSparse;
    /** What the clock shows at the start of the stream. */
    private final long delayMicros;
    /** Used only where the file gives no time or no duration. */
    private final long nominalMicros;

    private boolean hasOrigin;
    private long origin;
    private boolean hasFrame;
    private long ticks;
    private long ptsMicros;
    private long durationMicros;
    private boolean isBroken;

    /** A clock that shows 0 at the start of the stream or, where that is unknown, at its first frame. */
    FrameClock(TimeBase timeBase, OptionalLong start, double averageFps) {
        this(timeBase, start, 0, averageFps, false);
    }

    private FrameClock(TimeBase timeBase, OptionalLong start, long delayMicros, double averageFps, boolean isSparse) {
        this.timeBase = timeBase;
        this.delayMicros = delayMicros;
        this.isSparse = isSparse;
        nominalMicros = averageFps > 0 ? Math.round(1e6 / averageFps) : 0;
        hasOrigin = start.isPresent();
        origin = start.orElse(0);
    }

    /** The clock of a container. */
    static FrameClock of(DeclaredTimes times) {
        return of(times, false);
    }

    /** The same; {@code isSparse} where frames are left out before they get here. */
    static FrameClock of(DeclaredTimes times, boolean isSparse) {
        return new FrameClock(times.timeBase(), times.startTicks(), times.delayMicros(), times.averageFps(), isSparse);
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
            ptsMicros = hasFrame ? previous + durationMicros : delayMicros;
            ticks = origin + timeBase.fromMicros(ptsMicros - delayMicros);
        } else {
            if (!hasOrigin) {
                origin = frameTicks;
                hasOrigin = true;
            }
            ticks = frameTicks;
            ptsMicros = micros(frameTicks);
        }
        isBroken = hasFrame && (ptsMicros < previous || !isSparse && ptsMicros - previous > BREAK_MICROS);
        durationMicros = step;
        hasFrame = true;
    }

    /** A raw time on this clock. */
    long micros(long rawTicks) {
        return timeBase.toMicros(rawTicks - origin) + delayMicros;
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

    /**
     * Whether the time went backwards or leapt since the frame before. A time that is repeated says nothing of the scene,
     * and is no break.
     */
    boolean isBroken() {
        return isBroken;
    }
}

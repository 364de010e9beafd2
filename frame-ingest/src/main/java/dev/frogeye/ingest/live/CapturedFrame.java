package dev.frogeye.ingest.live;

import dev.frogeye.ingest.RgbFrame;
import java.time.Instant;

/**
 * A caller-owned, reusable frame of a live source. {@link LiveSource#take} exchanges its contents, the picture's object
 * among them: keep no reference to {@link #picture()} over that. Not thread-safe.
 */
public final class CapturedFrame {
    private RgbFrame picture = new RgbFrame();
    private long capturedNanos;
    private long capturedMillis;

    /**
     * The picture. Its {@link RgbFrame#index()} is the number of the captured frame, from 0, with gaps where frames were
     * dropped and never twice the same; its {@link RgbFrame#ptsMicros()} always grows, over reconnects too.
     */
    public RgbFrame picture() {
        return picture;
    }

    /** When the frame was there, on the clock of {@link System#nanoTime()}. */
    public long capturedNanos() {
        return capturedNanos;
    }

    /** When the frame was there, to the millisecond. */
    public Instant captured() {
        return Instant.ofEpochMilli(capturedMillis);
    }

    /**
     * Whether state kept from earlier frames is void: at the first frame, after a reconnect, a change of geometry or a
     * leap of the source's clock, also where the frame at which that happened was dropped.
     */
    public boolean restarts() {
        return picture.discontinuity();
    }

    void stamp(long ptsMicros, long rawPts, boolean restarts, long nanos, long millis) {
        picture.stamp(picture.index(), ptsMicros, rawPts, restarts);
        capturedNanos = nanos;
        capturedMillis = millis;
    }

    void number(long index) {
        picture.stamp(index, picture.ptsMicros(), picture.rawPts(), picture.discontinuity());
    }

    void markRestart() {
        picture.stamp(picture.index(), picture.ptsMicros(), picture.rawPts(), true);
    }

    /** Exchanges everything with another frame; no pixel is copied. */
    void exchange(CapturedFrame other) {
        RgbFrame otherPicture = other.picture;
        long otherNanos = other.capturedNanos;
        long otherMillis = other.capturedMillis;
        other.picture = picture;
        other.capturedNanos = capturedNanos;
        other.capturedMillis = capturedMillis;
        picture = otherPicture;
        capturedNanos = otherNanos;
        capturedMillis = otherMillis;
    }
}

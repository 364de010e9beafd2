package dev.frogeye.extraction;

import dev.frogeye.ingest.DecodeReport;
import dev.frogeye.ingest.FrameSource;
import dev.frogeye.ingest.RgbFrame;
import dev.frogeye.ingest.VideoInfo;
import java.io.IOException;
import java.util.List;
import java.util.Random;

/** Frames of noise. */
final class RandomSource implements FrameSource {
    private static final int SIDE = 16;

    private final int frames;
    private final int breakBefore;
    private final boolean failsAtEnd;
    private final boolean still;
    private Random random = new Random(1);
    private int next;

    private RandomSource(int frames, boolean still, int breakBefore, boolean failsAtEnd) {
        this.frames = frames;
        this.still = still;
        this.breakBefore = breakBefore;
        this.failsAtEnd = failsAtEnd;
    }

    static RandomSource of(int frames) {
        return new RandomSource(frames, false, -1, false);
    }

    /** The same picture all the time, with a break before one of the frames. */
    static RandomSource still(int frames, int breakBefore) {
        return new RandomSource(frames, true, breakBefore, false);
    }

    /** Throws where the next frame would be. */
    static RandomSource failingAfter(int frames) {
        return new RandomSource(frames, false, -1, true);
    }

    @Override
    public VideoInfo info() {
        return VideoInfo.generated("noise", SIDE, SIDE, 10);
    }

    @Override
    public boolean read(RgbFrame into) throws IOException {
        if (next == frames) {
            if (failsAtEnd) {
                throw new IOException("the cable came loose");
            }
            return false;
        }
        if (still) {
            random = new Random(1);
        }
        random.nextBytes(into.resize(SIDE, SIDE));
        into.stamp(next, next * 100_000L, next, next == breakBefore);
        next++;
        return true;
    }

    @Override
    public DecodeReport report() {
        return new DecodeReport(next, 0, next - 1, next, next == frames, List.of());
    }

    @Override
    public void close() {}
}

package dev.frogeye.comparison;

import dev.frogeye.ingest.DecodeReport;
import dev.frogeye.ingest.FrameSource;
import dev.frogeye.ingest.RgbFrame;
import dev.frogeye.ingest.VideoInfo;
import java.io.IOException;

/** The beginning of another source. */
final class FirstFrames implements FrameSource {
    private final FrameSource source;
    private long left;

    FirstFrames(FrameSource source, long frames) {
        this.source = source;
        left = frames;
    }

    @Override
    public VideoInfo info() {
        return source.info();
    }

    @Override
    public boolean read(RgbFrame into) throws IOException {
        return left-- > 0 && source.read(into);
    }

    @Override
    public DecodeReport report() {
        return source.report();
    }

    @Override
    public void close() {
        source.close();
    }
}

package dev.frogeye.ingest;

import java.io.IOException;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** Pictures that come coded: from a file, a server, a camera or a screen. */
final class DecodedPictures implements LivePictures {
    private final Demuxer demuxer;
    private final Decoder decoder;

    DecodedPictures(MediaInput input, DecodeTally tally) throws IOException {
        demuxer = new Demuxer(input, tally);
        boolean isOpen = false;
        try {
            decoder = new Decoder(demuxer, 1, false, tally);
            isOpen = true;
        } finally {
            if (!isOpen) {
                demuxer.close();
            }
        }
    }

    @Override
    public VideoInfo info() {
        return demuxer.declared(true);
    }

    @Override
    public TimeBase timeBase() {
        return demuxer.timeBase();
    }

    @Override
    public boolean isTimed() {
        return demuxer.isTimed();
    }

    @Override
    public boolean isEndless() {
        return demuxer.input().kind().isEndless();
    }

    @Override
    public Orientation orientation() {
        return demuxer.orientation();
    }

    @Override
    public boolean next() throws IOException {
        return decoder.next();
    }

    @Override
    public AVFrame frame() {
        return decoder.frame();
    }

    @Override
    public VideoException withoutFrames(String reason) {
        return demuxer.withoutFrames(reason);
    }

    @Override
    public void close() {
        decoder.close();
        demuxer.close();
    }
}

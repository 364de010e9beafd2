package dev.frogeye.ingest;

import java.io.IOException;
import java.util.OptionalInt;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** Pictures that come coded: from a file, a server, a camera or a screen. */
final class ContainerPictures implements LivePictures {
    private final Demuxer demuxer;
    private final Display display;
    private final Decoder decoder;

    /** Of the video stream of this number, or of the one that FFmpeg finds best. */
    ContainerPictures(MediaInput input, OptionalInt stream, DecodeTally tally) throws IOException {
        demuxer = new Demuxer(input, stream, tally);
        boolean isOpen = false;
        try {
            display = new Display(demuxer, true, tally);
            decoder = new Decoder(demuxer, display, 1, DecodedPictures.ALL, tally);
            demuxer.streams().tell(input.name(), tally);
            isOpen = true;
        } finally {
            if (!isOpen) {
                demuxer.close();
            }
        }
    }

    @Override
    public VideoInfo info() {
        return demuxer.describe(display.declared(), display.rotation());
    }

    @Override
    public TimeBase timeBase() {
        return demuxer.times().timeBase();
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
    public boolean next() throws IOException {
        return decoder.next();
    }

    @Override
    public AVFrame frame() {
        return decoder.frame();
    }

    @Override
    public PictureGeometry geometry() {
        return decoder.geometry();
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

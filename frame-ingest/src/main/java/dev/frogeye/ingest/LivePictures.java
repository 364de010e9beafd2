package dev.frogeye.ingest;

import java.io.IOException;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** Pictures of a live input, one after the other; used by one thread alone. */
sealed interface LivePictures extends AutoCloseable permits ContainerPictures, GeneratedPictures {
    /** What the input declares of itself; width and height are 0 where the first picture alone shows them. */
    VideoInfo info();

    /** Unit of the pictures' times. */
    TimeBase timeBase();

    /** Whether the times of the pictures are more than a count. */
    boolean isTimed();

    /** Whether pictures without a time were taken when they came. */
    boolean isEndless();

    /** Brings the next picture into {@link #frame()}; false at the end. */
    boolean next() throws IOException;

    /** The picture brought last, always the same object. */
    AVFrame frame();

    /** How the picture brought last is shown. */
    PictureGeometry geometry();

    /** What to throw when all was read and there was no picture. */
    VideoException withoutFrames(String reason);

    @Override
    void close();
}

package dev.frogeye.ingest;

import java.io.IOException;

/**
 * A sequence of RGB frames in presentation order: a file, a camera, a network stream, a folder of images, or generated
 * pictures.
 *
 * <p>The caller owns the frame buffer and may read into the same {@link RgbFrame} again and again; a source keeps no
 * reference to it. A source is used by one thread at a time.
 */
public interface FrameSource extends AutoCloseable {
    /** What is known of the source before its first frame. */
    VideoInfo info();

    /**
     * Fills {@code into} with the next frame, replacing its contents and geometry.
     *
     * @return false at the end of the source; {@code into} is then unchanged, and further calls return false again
     * @throws VideoException if the source yields no frame at all
     * @throws IOException if the source cannot be read any further
     */
    boolean read(RgbFrame into) throws IOException;

    /** What has been delivered and what went wrong so far; final once {@link #read} has returned false. */
    DecodeReport report();

    /** Releases every native resource. Closing twice is harmless. */
    @Override
    void close();
}

package dev.frogeye.ingest;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MPEG4;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB24;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.Frame;

/**
 * Writes pictures to a video file: MPEG-4 part 2, because every build of FFmpeg encodes it, in the container that the
 * file name asks for. The same pictures make the same bytes.
 */
final class VideoWriter implements AutoCloseable {
    /** The finest of the codec (1 to 31): at 2 already nearly all of the sensor noise is quantised away. */
    private static final int QUANTISER = 1;

    private static final int KEY_FRAME_EVERY = 25;

    private final FFmpegFrameRecorder recorder;
    private final ByteBuffer pixels;
    private boolean isClosed;

    /**
     * Opens the file and writes its header.
     *
     * @param ticksPerSecond the clock: the frame rate, or a multiple of it for frames at irregular times
     * @param rotation degrees clockwise that a player is to turn the pictures by, 0 for none
     */
    VideoWriter(Path file, int width, int height, int ticksPerSecond, int rotation) throws IOException {
        FfmpegLog.install();
        pixels = ByteBuffer.allocateDirect(3 * width * height);
        recorder = new FFmpegFrameRecorder(file.toString(), width, height);
        recorder.setVideoCodec(AV_CODEC_ID_MPEG4);
        recorder.setPixelFormat(AV_PIX_FMT_YUV420P);
        recorder.setFrameRate(ticksPerSecond);
        recorder.setVideoQuality(QUANTISER);
        recorder.setVideoOption("qmin", Integer.toString(QUANTISER));
        recorder.setGopSize(KEY_FRAME_EVERY);
        recorder.setVideoOption("threads", "1");
        recorder.setVideoOption("flags", "+bitexact");
        recorder.setOption("fflags", "+bitexact");
        if (rotation != 0) {
            // The recorder counts counterclockwise.
            recorder.setDisplayRotation(-rotation);
        }
        try {
            recorder.start();
        } catch (IOException | RuntimeException e) {
            VideoWriter opened = this;
            try (opened) {
                throw e;
            }
        }
    }

    /** Appends a picture of the writer's size, to be shown from the nearest tick to this time on. */
    void write(RgbFrame frame, long ptsMicros) throws IOException {
        int bytes = 3 * frame.width() * frame.height();
        if (bytes != pixels.capacity()) {
            throw new IllegalArgumentException("a picture of " + frame.width() + "x" + frame.height()
                    + " does not fit a video of " + recorder.getImageWidth() + "x" + recorder.getImageHeight());
        }
        pixels.put(0, frame.rgb(), 0, bytes);
        recorder.setTimestamp(ptsMicros);
        recorder.recordImage(
                frame.width(), frame.height(), Frame.DEPTH_UBYTE, 3, 3 * frame.width(), AV_PIX_FMT_RGB24, pixels);
    }

    /** Writes what the container needs at its end, and closes the file. */
    @Override
    public void close() throws IOException {
        if (!isClosed) {
            isClosed = true;
            recorder.close();
        }
    }
}

package dev.frogeye.ingest;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;

/** Animated WebP, which FFmpeg up to 8.0 takes for a video and cannot decode: it knows still pictures only. */
final class AnimatedWebp {
    private static final byte[] EXTENDED_HEADER = "VP8X".getBytes(StandardCharsets.US_ASCII);
    private static final int HEADER_AT = 12;
    private static final int FLAGS_AT = 20;
    private static final int IS_ANIMATED = 2;

    private AnimatedWebp() {}

    /** Whether a WebP file that begins so is animated. */
    static boolean isBeginning(byte[] bytes) {
        return bytes.length > FLAGS_AT
                && Arrays.equals(
                        bytes,
                        HEADER_AT,
                        HEADER_AT + EXTENDED_HEADER.length,
                        EXTENDED_HEADER,
                        0,
                        EXTENDED_HEADER.length)
                && (bytes[FLAGS_AT] & IS_ANIMATED) != 0;
    }

    /** Whether the next packet, of a stream of WebP pictures, holds one; takes it. */
    static boolean isNext(AVFormatContext context) {
        AVPacket packet = av_packet_alloc();
        try {
            byte[] beginning = new byte[FLAGS_AT + 1];
            if (av_read_frame(context, packet) < 0 || packet.size() < beginning.length) {
                return false;
            }
            packet.data().get(beginning);
            return isBeginning(beginning);
        } finally {
            av_packet_free(packet);
        }
    }

    static VideoException refusal(String name) {
        return new VideoException(
                VideoException.Code.UNSUPPORTED_CODEC,
                name
                        + " is an animated WebP, of which FFmpeg decodes nothing; convert it to GIF or to numbered pictures"
                        + " (ImageMagick: magick FILE.webp -coalesce FILE_%04d.png)");
    }
}

package dev.frogeye.ingest;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_UNALIGNED;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.PointerPointer;

/**
 * Looks over the shoulder of whoever reads a video's packets, and decodes them up to the first picture: some say how they
 * are shown in the picture alone. What cannot be decoded tells nothing, which is no error here.
 */
final class FirstPicture implements AutoCloseable {
    private final Display display;
    private final AVFrame frame = av_frame_alloc();
    private AVCodecContext context; // null once there is nothing more to learn
    private PictureGeometry geometry;

    FirstPicture(Demuxer demuxer, Display display) {
        this.display = display;
        geometry = display.declared();
        AVCodec codec = avcodec_find_decoder(demuxer.parameters().codec_id());
        context = codec == null ? null : avcodec_alloc_context3(codec);
        if (context != null) {
            avcodec_parameters_to_context(context, demuxer.parameters());
            context.thread_count(1);
            context.flags(context.flags() | AV_CODEC_FLAG_UNALIGNED);
            if (avcodec_open2(context, codec, (PointerPointer<?>) null) < 0) {
                free();
            }
        }
    }

    /** Takes the next packet, which stays the caller's. */
    void see(AVPacket packet) {
        if (context != null && decode(packet)) {
            free();
        }
    }

    /** Says that there was no further packet: a decoder may hold its only picture back until then. */
    void end() {
        if (context != null) {
            decode(null);
            free();
        }
    }

    /** Whether that brought the first picture. */
    private boolean decode(AVPacket packet) {
        avcodec_send_packet(context, packet);
        boolean isThere = avcodec_receive_frame(context, frame) >= 0;
        if (isThere) {
            geometry = display.apply(frame);
        }
        return isThere;
    }

    /** How the first picture is shown; what is declared where there was none. */
    PictureGeometry geometry() {
        return geometry;
    }

    private void free() {
        avcodec_free_context(context);
        context = null;
    }

    @Override
    public void close() {
        if (context != null) {
            free();
        }
        av_frame_free(frame);
        frame.close();
    }
}

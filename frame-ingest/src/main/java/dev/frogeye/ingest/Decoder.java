package dev.frogeye.ingest;

import static org.bytedeco.ffmpeg.avutil.AVFrame.AV_FRAME_FLAG_CORRUPT;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.presets.avutil.AVERROR_EAGAIN;

import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.PointerPointer;

/** Packets of a demuxer to decoded pictures; every fault on the way goes to the tally and decoding carries on. */
final class Decoder implements AutoCloseable {
    private final Demuxer demuxer;
    private final DecodeTally tally;
    private AVCodecContext context;
    private AVPacket packet;
    private AVFrame frame;
    private boolean isDraining;

    Decoder(Demuxer demuxer, Path file, int threads, DecodeTally tally) throws VideoException {
        this.demuxer = demuxer;
        this.tally = tally;
        boolean isOpen = false;
        try {
            open(file, threads);
            isOpen = true;
        } finally {
            if (!isOpen) {
                close();
            }
        }
    }

    private void open(Path file, int threads) throws VideoException {
        AVCodec codec = avcodec_find_decoder(demuxer.parameters().codec_id());
        if (codec == null) {
            throw unsupported(file, "no decoder");
        }
        context = avcodec_alloc_context3(codec);
        packet = av_packet_alloc();
        frame = av_frame_alloc();
        if (context == null || packet == null || frame == null) {
            throw new OutOfMemoryError("no native memory for a video decoder");
        }
        FfmpegError.check(
                avcodec_parameters_to_context(context, demuxer.parameters()), text -> unsupported(file, text));
        context.thread_count(threads);
        context.pkt_timebase(demuxer.packetTimeBase());
        FfmpegError.check(avcodec_open2(context, codec, (PointerPointer<?>) null), text -> unsupported(file, text));
    }

    private VideoException unsupported(Path file, String reason) {
        return new VideoException(
                VideoException.Code.UNSUPPORTED_CODEC,
                file + " uses the codec " + codecName() + ", which cannot be decoded here (" + reason
                        + "); convert the file to H.264");
    }

    String codecName() {
        return avcodec_get_name(demuxer.parameters().codec_id()).getString();
    }

    /** The decoded picture: the same object for every {@link #next()}, and its contents are valid until then. */
    AVFrame frame() {
        return frame;
    }

    /** Decodes the next picture in presentation order into {@link #frame()}; false at the end. */
    boolean next() {
        while (true) {
            int received = avcodec_receive_frame(context, frame);
            if (received >= 0) {
                if ((frame.flags() & AV_FRAME_FLAG_CORRUPT) != 0 || frame.decode_error_flags() != 0) {
                    tally.failure("frame decoded with errors");
                }
                return true;
            }
            if (received == AVERROR_EOF()) {
                return false;
            }
            if (received != AVERROR_EAGAIN()) {
                tally.failure("decoding failed: " + FfmpegError.text(received));
            }
            feed();
        }
    }

    /** Gives the decoder the next packet of the stream or, once, the end of the stream. */
    private void feed() {
        if (isDraining) {
            return;
        }
        int read = demuxer.read(packet);
        while (read >= 0 && packet.stream_index() != demuxer.streamIndex()) {
            av_packet_unref(packet);
            read = demuxer.read(packet);
        }
        int sent;
        if (read >= 0) {
            sent = avcodec_send_packet(context, packet);
            av_packet_unref(packet);
        } else {
            if (read != AVERROR_EOF()) {
                tally.failure("reading failed: " + FfmpegError.text(read));
            }
            isDraining = true;
            sent = avcodec_send_packet(context, null);
        }
        if (sent < 0) {
            tally.failure("decoding failed: " + FfmpegError.text(sent));
        }
    }

    @Override
    public void close() {
        if (frame != null) {
            av_frame_free(frame);
            frame.close();
        }
        if (packet != null) {
            av_packet_free(packet);
            packet.close();
        }
        if (context != null) {
            avcodec_free_context(context);
            context.close();
        }
    }
}

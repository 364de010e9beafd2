package dev.frogeye.ingest;

import static org.bytedeco.ffmpeg.avutil.AVFrame.AV_FRAME_FLAG_CORRUPT;
import static org.bytedeco.ffmpeg.avutil.AVFrame.AV_FRAME_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_LOW_DELAY;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_UNALIGNED;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_CORRUPT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_DISCARD;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_flush_buffers;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_move_ref;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;
import static org.bytedeco.ffmpeg.presets.avutil.AVERROR_EAGAIN;

import java.io.IOException;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.PointerPointer;

/** Packets of a demuxer to decoded pictures; every fault on the way goes to the tally and decoding carries on. */
final class Decoder implements AutoCloseable {
    private final Demuxer demuxer;
    private final Display display;
    private final DecodeTally tally;
    private final DecodedPictures pictures;

    private AVCodecContext context;
    private AVPacket packet;
    private AVFrame frame;
    private AVFrame kept;
    private PictureGeometry geometry;
    private PictureGeometry keptGeometry;
    private boolean isPeeked;
    private boolean isDraining;
    /** Time of the first packet that has one, if it is a key frame. */
    private long entryTicks = AV_NOPTS_VALUE;

    private long endTicks = AV_NOPTS_VALUE;

    Decoder(Demuxer demuxer, Display display, int threads, DecodedPictures pictures, DecodeTally tally)
            throws VideoException {
        this.demuxer = demuxer;
        this.display = display;
        geometry = display.declared();
        this.tally = tally;
        this.pictures = pictures;
        boolean isOpen = false;
        try {
            open(threads);
            isOpen = true;
        } finally {
            if (!isOpen) {
                close();
            }
        }
    }

    private void open(int threads) throws VideoException {
        AVCodec codec = avcodec_find_decoder(demuxer.parameters().codec_id());
        if (codec == null) {
            throw unsupported("no decoder");
        }
        context = avcodec_alloc_context3(codec);
        packet = av_packet_alloc();
        frame = av_frame_alloc();
        kept = av_frame_alloc();
        if (context == null || packet == null || frame == null || kept == null) {
            throw new OutOfMemoryError("no native memory for a video decoder");
        }
        FfmpegError.check(avcodec_parameters_to_context(context, demuxer.parameters()), this::unsupported);
        context.thread_count(threads);
        context.pkt_timebase(demuxer.packetTimeBase());
        // Where pictures come in another order than they are shown in, the flag would deliver them in the wrong one.
        boolean isInOrder =
                demuxer.parameters().width() > 0 && demuxer.parameters().video_delay() == 0;
        if (demuxer.input().kind().isEndless() && isInOrder) {
            context.flags(context.flags() | AV_CODEC_FLAG_LOW_DELAY);
        }
        // Crops what the codec says to the pixel: otherwise to what vector code likes best.
        context.flags(context.flags() | AV_CODEC_FLAG_UNALIGNED);
        FfmpegError.check(avcodec_open2(context, codec, (PointerPointer<?>) null), this::unsupported);
    }

    private VideoException unsupported(String reason) {
        return new VideoException(
                VideoException.Code.UNSUPPORTED_CODEC,
                demuxer.input().name() + " uses the codec " + demuxer.codecName() + ", which cannot be decoded here ("
                        + reason + "); convert the file to H.264");
    }

    /** The picture decoded last: the same object for every {@link #next()}, and its contents are valid until then. */
    AVFrame frame() {
        return frame;
    }

    /** Moves the picture decoded last to {@link #kept()}, where the next one does not touch it. */
    void keep() {
        av_frame_unref(kept);
        av_frame_move_ref(kept, frame);
        keptGeometry = geometry;
    }

    /** The picture kept, always the same object. */
    AVFrame kept() {
        return kept;
    }

    /** How the picture decoded last is shown; before the first one, what is declared. */
    PictureGeometry geometry() {
        return geometry;
    }

    /** How the picture kept is shown. */
    PictureGeometry keptGeometry() {
        return keptGeometry;
    }

    /** Decodes a picture that {@link #next()} then finds there. */
    void peek() throws IOException {
        isPeeked = next();
    }

    /** Where the last picture of all packets read ends, in the stream's ticks; {@code AV_NOPTS_VALUE} if unknown. */
    long endTicks() {
        return endTicks;
    }

    /**
     * Decodes the next picture in presentation order into {@link #frame()}; false at the end. With
     * {@link DecodedPictures#KEY_FRAMES_AMONG_ALL} that may be any picture: {@link #isWanted()} tells.
     */
    boolean next() throws IOException {
        if (isPeeked) {
            isPeeked = false;
            return true;
        }
        if (pictures == DecodedPictures.KEY_FRAMES_ALONE) {
            return nextAlone();
        }
        int received = receive();
        while (received < 0) {
            if (received == AVERROR_EOF()) {
                return false;
            }
            feed();
            received = receive();
        }
        return true;
    }

    /**
     * Whether the first picture, just decoded, is that of the first packet, a key frame of a known time. After a seek
     * others may lack neighbours or have wrong times: MPEG-PS is entered anywhere, and few of its packets have times.
     */
    boolean isEntryPoint() {
        boolean isKey = (frame.flags() & AV_FRAME_FLAG_KEY) != 0;
        return isKey && entryTicks != AV_NOPTS_VALUE && entryTicks == frame.best_effort_timestamp();
    }

    /** Whether the picture decoded last is one of those asked for. */
    boolean isWanted() {
        return pictures != DecodedPictures.KEY_FRAMES_AMONG_ALL || (frame.flags() & AV_FRAME_FLAG_KEY) != 0;
    }

    /**
     * The picture of the next key packet. The decoder is emptied after each, because it would wait for packets that it does
     * not get, and confuse their order.
     */
    private boolean nextAlone() throws IOException {
        while (readKey()) {
            long pts = packet.pts();
            long duration = packet.duration();
            send(packet);
            av_packet_unref(packet);
            send(null);
            int received = receive();
            while (received < 0 && received != AVERROR_EOF()) {
                received = receive();
            }
            avcodec_flush_buffers(context);
            if (received >= 0) {
                frame.pts(pts);
                frame.best_effort_timestamp(pts);
                frame.duration(duration);
                return true;
            }
            tally.failure("a key frame could not be decoded");
        }
        return false;
    }

    /** Reads on to the next key packet that is to be shown; false at the end. */
    private boolean readKey() throws IOException {
        while (read()) {
            boolean isKey = (packet.flags() & AV_PKT_FLAG_KEY) != 0;
            if (isKey && (packet.flags() & AV_PKT_FLAG_DISCARD) == 0) {
                return true;
            }
            av_packet_unref(packet);
        }
        return false;
    }

    private int receive() {
        int received = avcodec_receive_frame(context, frame);
        if (received >= 0) {
            if ((frame.flags() & AV_FRAME_FLAG_CORRUPT) != 0 || frame.decode_error_flags() != 0) {
                tally.failure("frame decoded with errors");
            }
            geometry = display.apply(frame);
        } else if (received != AVERROR_EOF() && received != AVERROR_EAGAIN()) {
            tally.failure("decoding failed: " + FfmpegError.text(received));
        }
        return received;
    }

    /** Gives the decoder the next packet of the stream or, once, the end of the stream. */
    private void feed() throws IOException {
        if (isDraining) {
            return;
        }
        if (read()) {
            send(packet);
            av_packet_unref(packet);
        } else {
            isDraining = true;
            send(null);
        }
    }

    /** Reads the next packet; false at the end. */
    private boolean read() throws IOException {
        int code = demuxer.read(packet);
        if (code >= 0) {
            inspect();
            return true;
        }
        if (code != AVERROR_EOF()) {
            tally.failure("reading failed: " + FfmpegError.text(code));
        }
        return false;
    }

    private void send(AVPacket next) {
        int sent = avcodec_send_packet(context, next);
        if (sent < 0) {
            tally.failure("decoding failed: " + FfmpegError.text(sent));
        }
    }

    private void inspect() {
        if ((packet.flags() & AV_PKT_FLAG_CORRUPT) != 0) {
            tally.failure("the container holds a damaged packet");
        }
        long start = packet.pts() == AV_NOPTS_VALUE ? packet.dts() : packet.pts();
        if (start != AV_NOPTS_VALUE) {
            if (endTicks == AV_NOPTS_VALUE && (packet.flags() & AV_PKT_FLAG_KEY) != 0) {
                entryTicks = start;
            }
            long end = start + Math.max(0, packet.duration());
            endTicks = endTicks == AV_NOPTS_VALUE ? end : Math.max(endTicks, end);
        }
    }

    @Override
    public void close() {
        if (frame != null) {
            av_frame_free(frame);
            frame.close();
        }
        if (kept != null) {
            av_frame_free(kept);
            kept.close();
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

package dev.frogeye.ingest;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_BITEXACT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_GLOBAL_HEADER;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_QSCALE;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_from_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avformat.AVFMT_GLOBALHEADER;
import static org.bytedeco.ffmpeg.global.avformat.AVIO_FLAG_WRITE;
import static org.bytedeco.ffmpeg.global.avformat.av_interleaved_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_trailer;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;
import static org.bytedeco.ffmpeg.global.avformat.avio_closep;
import static org.bytedeco.ffmpeg.global.avformat.avio_open;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB24;
import static org.bytedeco.ffmpeg.global.avutil.FF_QP2LAMBDA;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BILINEAR;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.PointerPointer;

/** Writes videos of any codec, pixel format and timestamps, straight through FFmpeg's encoders and muxers. */
final class OddWriter implements AutoCloseable {
    /**
     * What to write.
     *
     * @param container FFmpeg's name of the muxer
     * @param encoder FFmpeg's name of the encoder
     * @param ticksPerSecond the clock of {@link #write}
     */
    record Format(
            String container,
            String encoder,
            int width,
            int height,
            int pixelFormat,
            int ticksPerSecond,
            int bFrames,
            int codecFlags,
            Map<String, String> muxerOptions) {
        Format withBFrames(int frames) {
            return new Format(
                    container, encoder, width, height, pixelFormat, ticksPerSecond, frames, codecFlags, muxerOptions);
        }

        Format withSize(int newWidth, int newHeight) {
            return new Format(
                    container,
                    encoder,
                    newWidth,
                    newHeight,
                    pixelFormat,
                    ticksPerSecond,
                    bFrames,
                    codecFlags,
                    muxerOptions);
        }

        Format withFlags(int flags) {
            return new Format(
                    container, encoder, width, height, pixelFormat, ticksPerSecond, bFrames, flags, muxerOptions);
        }

        Format withMuxerOptions(Map<String, String> options) {
            return new Format(
                    container, encoder, width, height, pixelFormat, ticksPerSecond, bFrames, codecFlags, options);
        }
    }

    private final Format format;
    private final Random noise = new Random(5);
    private final AVFormatContext container = new AVFormatContext(null);
    private final AVCodecContext codec;
    private final AVStream stream;
    private final AVFrame rgb;
    private final AVFrame picture;
    private final AVPacket packet = av_packet_alloc();
    private final AVIOContext output = new AVIOContext(null);
    private final SwsContext scaler;
    private int pictures;

    static Format format(String container, String encoder, int pixelFormat) {
        return new Format(container, encoder, 64, 48, pixelFormat, 1000, 0, 0, Map.of());
    }

    static boolean canEncode(String encoder) {
        return avcodec_find_encoder_by_name(encoder) != null;
    }

    /** Writes a video of these times, in ticks. */
    static Path write(Path file, Format format, long... ticks) throws IOException {
        try (OddWriter writer = new OddWriter(file, format)) {
            for (long time : ticks) {
                writer.write(time);
            }
        }
        return file;
    }

    /** Numbered PNG files. */
    static void images(Path folder, String pattern, int first, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            Path file = folder.resolve(String.format(Locale.ROOT, pattern, first + i));
            write(file, format("image2pipe", "png", AV_PIX_FMT_RGB24), 0);
        }
    }

    private OddWriter(Path file, Format format) throws IOException {
        FfmpegLog.install();
        this.format = format;
        try (BytePointer muxer = new BytePointer(format.container());
                BytePointer url = new BytePointer(url(file))) {
            check(avformat_alloc_output_context2(container, null, muxer, url));
        }
        AVCodec encoder = avcodec_find_encoder_by_name(format.encoder());
        codec = avcodec_alloc_context3(encoder);
        codec.width(format.width());
        codec.height(format.height());
        codec.pix_fmt(format.pixelFormat());
        try (AVRational tick = new AVRational();
                AVRational rate = new AVRational()) {
            codec.time_base(tick.num(1).den(format.ticksPerSecond()));
            codec.framerate(rate.num(25).den(1));
        }
        codec.gop_size(12);
        codec.max_b_frames(format.bFrames());
        codec.thread_count(1);
        codec.global_quality(2 * FF_QP2LAMBDA);
        boolean isHeaderGlobal = (container.oformat().flags() & AVFMT_GLOBALHEADER) != 0;
        codec.flags(format.codecFlags()
                | AV_CODEC_FLAG_BITEXACT
                | AV_CODEC_FLAG_QSCALE
                | (isHeaderGlobal ? AV_CODEC_FLAG_GLOBAL_HEADER : 0));
        check(avcodec_open2(codec, encoder, (PointerPointer<?>) null));
        stream = avformat_new_stream(container, encoder);
        stream.time_base(codec.time_base());
        stream.avg_frame_rate(codec.framerate());
        check(avcodec_parameters_from_context(stream.codecpar(), codec));
        try (BytePointer url = new BytePointer(url(file))) {
            check(avio_open(output, url, AVIO_FLAG_WRITE));
        }
        container.pb(output);
        AVDictionary options = new AVDictionary(null);
        av_dict_set(options, "fflags", "+bitexact", 0);
        format.muxerOptions().forEach((key, value) -> av_dict_set(options, key, value, 0));
        check(avformat_write_header(container, options));
        av_dict_free(options);
        options.close();
        rgb = frame(AV_PIX_FMT_RGB24);
        picture = frame(format.pixelFormat());
        scaler = sws_getContext(
                format.width(),
                format.height(),
                AV_PIX_FMT_RGB24,
                format.width(),
                format.height(),
                format.pixelFormat(),
                SWS_BILINEAR,
                null,
                null,
                (DoublePointer) null);
    }

    private static byte[] url(Path file) {
        return ("file:" + file + "\0").getBytes(StandardCharsets.UTF_8);
    }

    private AVFrame frame(int pixelFormat) throws IOException {
        AVFrame frame = av_frame_alloc();
        frame.width(format.width());
        frame.height(format.height());
        frame.format(pixelFormat);
        check(av_frame_get_buffer(frame, 0));
        return frame;
    }

    /** Appends a picture: a gradient that moves, with noise, so that there is something to encode. */
    private void write(long ticks) throws IOException {
        BytePointer pixels = rgb.data(0);
        int stride = rgb.linesize(0);
        for (int y = 0; y < format.height(); y++) {
            for (int x = 0; x < 3 * format.width(); x++) {
                pixels.put((long) y * stride + x, (byte) (40 + x / 2 + y + 3 * pictures % 64 + noise.nextInt(24)));
            }
        }
        check(av_frame_make_writable(picture));
        sws_scale(scaler, rgb.data(), rgb.linesize(), 0, format.height(), picture.data(), picture.linesize());
        picture.pts(ticks);
        picture.quality(2 * FF_QP2LAMBDA);
        pictures++;
        send(picture);
    }

    private void send(AVFrame frame) throws IOException {
        check(avcodec_send_frame(codec, frame));
        while (avcodec_receive_packet(codec, packet) >= 0) {
            av_packet_rescale_ts(packet, codec.time_base(), stream.time_base());
            packet.stream_index(0);
            check(av_interleaved_write_frame(container, packet));
            av_packet_unref(packet);
        }
    }

    private static void check(int code) throws IOException {
        FfmpegError.check(code, IOException::new);
    }

    @Override
    public void close() throws IOException {
        if (pictures > 0) {
            send(null);
        }
        check(av_write_trailer(container));
        avio_closep(output);
        av_packet_free(packet);
        av_frame_free(rgb);
        av_frame_free(picture);
        sws_freeContext(scaler);
        avcodec_free_context(codec);
        avformat_free_context(container);
    }
}

package dev.frogeye.ingest;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_OPUS;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_PCM_S16LE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_WEBVTT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_INPUT_BUFFER_PADDING_SIZE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_copy;
import static org.bytedeco.ffmpeg.global.avformat.AVIO_FLAG_WRITE;
import static org.bytedeco.ffmpeg.global.avformat.av_interleaved_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_trailer;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;
import static org.bytedeco.ffmpeg.global.avformat.avio_closep;
import static org.bytedeco.ffmpeg.global.avformat.avio_open;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_AUDIO;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_SUBTITLE;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;
import static org.bytedeco.ffmpeg.global.avutil.av_mallocz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;

/** Lays silence or subtitles of any length beside the picture of a video. */
enum StreamBeside {
    /** 8000 samples a second of two bytes. */
    PCM(AVMEDIA_TYPE_AUDIO, AV_CODEC_ID_PCM_S16LE, 8000, new byte[0], new byte[1600], 100),
    /** RFC 7845, 5.1: version, channels, what to skip, the rate; and RFC 6716, 3.1: 20 ms, both channels silent. */
    OPUS(
            AVMEDIA_TYPE_AUDIO,
            AV_CODEC_ID_OPUS,
            48000,
            "OpusHead\1\1\0\0\u0080\u00bb\0\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1),
            "\u00f8\u00ff\u00fe".getBytes(StandardCharsets.ISO_8859_1),
            20),
    SUBTITLES(
            AVMEDIA_TYPE_SUBTITLE,
            AV_CODEC_ID_WEBVTT,
            0,
            new byte[0],
            "so long".getBytes(StandardCharsets.ISO_8859_1),
            1000);

    private final int kind;
    private final int codec;
    private final int sampleRate;
    private final byte[] header;
    private final byte[] packet;
    private final int packetMillis;

    StreamBeside(int kind, int codec, int sampleRate, byte[] header, byte[] packet, int packetMillis) {
        this.kind = kind;
        this.codec = codec;
        this.sampleRate = sampleRate;
        this.header = header;
        this.packet = packet;
        this.packetMillis = packetMillis;
    }

    /** Copies a video and adds this, from 0 on. */
    void write(Path video, Path to, String container, int millis) throws IOException {
        AVFormatContext input = new AVFormatContext(null);
        check(avformat_open_input(input, video.toString(), null, null));
        check(avformat_find_stream_info(input, (PointerPointer<?>) null));
        AVFormatContext output = new AVFormatContext(null);
        AVIOContext bytes = new AVIOContext(null);
        check(avformat_alloc_output_context2(output, null, container, to.toString()));
        AVStream picture = avformat_new_stream(output, null);
        check(avcodec_parameters_copy(picture.codecpar(), input.streams(0).codecpar()));
        picture.codecpar().codec_tag(0);
        AVStream beside = avformat_new_stream(output, null);
        describe(beside.codecpar());
        try (AVRational milli = new AVRational()) {
            beside.time_base(milli.num(1).den(1000));
            check(avio_open(bytes, to.toString(), AVIO_FLAG_WRITE));
            output.pb(bytes);
            check(avformat_write_header(output, (AVDictionary) null));
            copy(input, output);
            add(output, milli, millis);
        }
        check(av_write_trailer(output));
        avio_closep(bytes);
        avformat_free_context(output);
        avformat_close_input(input);
    }

    private void describe(AVCodecParameters parameters) {
        parameters.codec_type(kind);
        parameters.codec_id(codec);
        if (kind == AVMEDIA_TYPE_AUDIO) {
            parameters.sample_rate(sampleRate);
            av_channel_layout_default(parameters.ch_layout(), 1);
            parameters.bits_per_coded_sample(16);
            parameters.block_align(2);
        }
        if (header.length > 0) {
            BytePointer content = new BytePointer(av_mallocz(header.length + AV_INPUT_BUFFER_PADDING_SIZE));
            parameters.extradata(content.capacity(header.length).put(header));
            parameters.extradata_size(header.length);
        }
    }

    private static void copy(AVFormatContext input, AVFormatContext output) throws IOException {
        AVPacket next = av_packet_alloc();
        while (av_read_frame(input, next) >= 0) {
            av_packet_rescale_ts(
                    next, input.streams(0).time_base(), output.streams(0).time_base());
            check(av_interleaved_write_frame(output, next));
        }
        av_packet_free(next);
    }

    private void add(AVFormatContext output, AVRational milli, int millis) throws IOException {
        AVPacket next = av_packet_alloc();
        for (int time = 0; time < millis; time += packetMillis) {
            check(av_new_packet(next, packet.length));
            next.data().put(packet, 0, packet.length);
            next.stream_index(1);
            next.pts(time);
            next.dts(time);
            next.duration(packetMillis);
            next.flags(AV_PKT_FLAG_KEY);
            av_packet_rescale_ts(next, milli, output.streams(1).time_base());
            check(av_interleaved_write_frame(output, next));
        }
        av_packet_free(next);
    }

    private static void check(int code) throws IOException {
        FfmpegError.check(code, IOException::new);
    }
}

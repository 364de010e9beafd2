package dev.frogeye.ingest;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.PointerPointer;

/** The plainest loop over FFmpeg's decoder: what there is to be delivered, told without any of the code under test. */
final class IndependentCount {
    private IndependentCount() {}

    /** Frames of the first video stream; 0 where the file cannot be opened or has none. */
    static int frames(String url) {
        FfmpegLog.install();
        AVFormatContext container = new AVFormatContext(null);
        if (avformat_open_input(container, url, null, (AVDictionary) null) < 0) {
            return 0;
        }
        avformat_find_stream_info(container, (PointerPointer<?>) null);
        int video = 0;
        while (video < container.nb_streams()
                && container.streams(video).codecpar().codec_type() != AVMEDIA_TYPE_VIDEO) {
            video++;
        }
        int frames = video < container.nb_streams() ? decode(container, video) : 0;
        avformat_close_input(container);
        return frames;
    }

    private static int decode(AVFormatContext container, int video) {
        AVCodec codec = avcodec_find_decoder(container.streams(video).codecpar().codec_id());
        AVCodecContext context = avcodec_alloc_context3(codec);
        avcodec_parameters_to_context(context, container.streams(video).codecpar());
        context.thread_count(1);
        context.pkt_timebase(container.streams(video).time_base());
        avcodec_open2(context, codec, (PointerPointer<?>) null);
        AVPacket packet = av_packet_alloc();
        AVFrame frame = av_frame_alloc();
        int frames = 0;
        while (av_read_frame(container, packet) >= 0) {
            if (packet.stream_index() == video) {
                avcodec_send_packet(context, packet);
                while (avcodec_receive_frame(context, frame) >= 0) {
                    frames++;
                }
            }
            av_packet_unref(packet);
        }
        avcodec_send_packet(context, null);
        while (avcodec_receive_frame(context, frame) >= 0) {
            frames++;
        }
        av_packet_free(packet);
        av_frame_free(frame);
        avcodec_free_context(context);
        return frames;
    }
}

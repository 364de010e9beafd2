package dev.frogeye.ingest;

import static org.bytedeco.ffmpeg.avutil.AVFrame.AV_FRAME_FLAG_KEY;
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
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.PointerPointer;

/** Every picture of a file, its time and whether it is a key frame, as the plainest loop over FFmpeg sees them. */
final class FullDecode {
    /**
     * A picture.
     *
     * @param micros when it is shown, from the start of the file or, where that is unknown, from the first picture;
     *     counted on by the declared frame rate where it has no time
     */
    record Shown(long micros, boolean isKey) {}

    private final AVFormatContext container = new AVFormatContext(null);
    private final List<Shown> pictures = new ArrayList<>();
    private AVStream stream;
    private double secondsPerTick;
    private double startSeconds;
    private double last = Double.NaN;

    private FullDecode() {}

    static List<Shown> of(Path file) {
        FfmpegLog.install();
        FullDecode decode = new FullDecode();
        decode.run(file);
        return decode.pictures;
    }

    private void run(Path file) {
        if (avformat_open_input(container, "file:" + file, null, (AVDictionary) null) < 0) {
            throw new IllegalStateException(file + " cannot be opened");
        }
        avformat_find_stream_info(container, (PointerPointer<?>) null);
        int video = 0;
        while (container.streams(video).codecpar().codec_type() != AVMEDIA_TYPE_VIDEO) {
            video++;
        }
        stream = container.streams(video);
        secondsPerTick = (double) stream.time_base().num() / stream.time_base().den();
        startSeconds =
                container.start_time() == AV_NOPTS_VALUE ? Double.NaN : Math.max(0, container.start_time() / 1e6);
        AVCodec codec = avcodec_find_decoder(stream.codecpar().codec_id());
        AVCodecContext context = avcodec_alloc_context3(codec);
        avcodec_parameters_to_context(context, stream.codecpar());
        context.thread_count(1);
        context.pkt_timebase(stream.time_base());
        avcodec_open2(context, codec, (PointerPointer<?>) null);
        AVPacket packet = av_packet_alloc();
        AVFrame frame = av_frame_alloc();
        while (av_read_frame(container, packet) >= 0) {
            if (packet.stream_index() == video) {
                avcodec_send_packet(context, packet);
                receive(context, frame);
            }
            av_packet_unref(packet);
        }
        avcodec_send_packet(context, null);
        receive(context, frame);
        av_packet_free(packet);
        av_frame_free(frame);
        avcodec_free_context(context);
        avformat_close_input(container);
    }

    private void receive(AVCodecContext context, AVFrame frame) {
        while (avcodec_receive_frame(context, frame) >= 0) {
            long ticks = frame.best_effort_timestamp();
            double rate = (double) stream.avg_frame_rate().num()
                    / stream.avg_frame_rate().den();
            double time = Double.isNaN(last) ? 0 : last + 1 / rate;
            if (ticks != AV_NOPTS_VALUE) {
                startSeconds = Double.isNaN(startSeconds) ? ticks * secondsPerTick : startSeconds;
                time = ticks * secondsPerTick - startSeconds;
            }
            last = time;
            pictures.add(new Shown(Math.round(1e6 * time), (frame.flags() & AV_FRAME_FLAG_KEY) != 0));
        }
    }
}

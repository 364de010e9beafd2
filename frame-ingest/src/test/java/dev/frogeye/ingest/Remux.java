package dev.frogeye.ingest;

import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_init;
import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_list_parse_str;
import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_send_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_clone;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_side_data_new;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
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

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.bytedeco.ffmpeg.avcodec.AVBSFContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;

/** Copies the packets of a video into another file, with FFmpeg's own bitstream filters and muxers, and says other things of them. */
final class Remux {
    private Remux() {}

    /**
     * Copies the first stream of a file.
     *
     * @param container FFmpeg's name of the muxer
     * @param filters FFmpeg's bitstream filters, such as {@code null}
     * @param changes of each new stream; there are as many copies as changes
     */
    @SafeVarargs
    static Path write(Path from, Path to, String container, String filters, Consumer<AVStream>... changes)
            throws IOException {
        FfmpegLog.install();
        AVFormatContext input = new AVFormatContext(null);
        check(avformat_open_input(input, from.toString(), null, null));
        check(avformat_find_stream_info(input, (PointerPointer<?>) null));
        AVStream source = input.streams(0);
        AVBSFContext filter = new AVBSFContext(null);
        check(av_bsf_list_parse_str(filters, filter));
        check(avcodec_parameters_copy(filter.par_in(), source.codecpar()));
        filter.time_base_in(source.time_base());
        check(av_bsf_init(filter));

        AVFormatContext output = new AVFormatContext(null);
        AVIOContext bytes = new AVIOContext(null);
        check(avformat_alloc_output_context2(output, null, container, to.toString()));
        for (Consumer<AVStream> change : changes) {
            AVStream stream = avformat_new_stream(output, null);
            check(avcodec_parameters_copy(stream.codecpar(), filter.par_out()));
            stream.codecpar().codec_tag(0);
            stream.time_base(source.time_base());
            stream.avg_frame_rate(source.avg_frame_rate());
            change.accept(stream);
        }
        check(avio_open(bytes, to.toString(), AVIO_FLAG_WRITE));
        output.pb(bytes);
        check(avformat_write_header(output, (AVDictionary) null));
        copy(input, filter, output);
        check(av_write_trailer(output));
        avio_closep(bytes);
        avformat_free_context(output);
        av_bsf_free(filter);
        avformat_close_input(input);
        return to;
    }

    private static void copy(AVFormatContext input, AVBSFContext filter, AVFormatContext output) throws IOException {
        AVPacket packet = av_packet_alloc();
        while (av_read_frame(input, packet) >= 0) {
            if (packet.stream_index() != 0) {
                av_packet_unref(packet);
                continue;
            }
            check(av_bsf_send_packet(filter, packet));
            while (av_bsf_receive_packet(filter, packet) >= 0) {
                for (int i = 0; i < output.nb_streams(); i++) {
                    AVPacket copy = av_packet_clone(packet);
                    copy.stream_index(i);
                    av_packet_rescale_ts(
                            copy, filter.time_base_out(), output.streams(i).time_base());
                    check(av_interleaved_write_frame(output, copy));
                    av_packet_free(copy);
                }
                av_packet_unref(packet);
            }
        }
        av_packet_free(packet);
    }

    /** Says something of a whole stream: numbers of 32 bits. */
    static void sideData(AVStream stream, int kind, int... values) {
        AVCodecParameters parameters = stream.codecpar();
        ByteBuffer content = ByteBuffer.allocate(values.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int value : values) {
            content.putInt(value);
        }
        try (PointerPointer<AVPacketSideData> all = new PointerPointer<>(1);
                IntPointer count = new IntPointer(1)) {
            all.put(0, parameters.coded_side_data());
            count.put(parameters.nb_coded_side_data());
            BytePointer data = av_packet_side_data_new(all, count, kind, content.capacity(), 0)
                    .data();
            data.capacity(content.capacity()).put(content.array(), 0, content.capacity());
            parameters.coded_side_data(all.get(AVPacketSideData.class, 0));
            parameters.nb_coded_side_data(count.get());
        }
    }

    private static void check(int code) throws IOException {
        FfmpegError.check(code, IOException::new);
    }
}

package dev.frogeye.ingest;

import static org.bytedeco.ffmpeg.avformat.AVFormatContext.AVFMT_FLAG_NONBLOCK;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_WEBP;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_side_data_get;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avformat.AVIO_SEEKABLE_NORMAL;
import static org.bytedeco.ffmpeg.global.avformat.AVSEEK_FLAG_BACKWARD;
import static org.bytedeco.ffmpeg.global.avformat.av_find_best_stream;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_seek_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EXIT;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_INVALIDDATA;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_AUDIO;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_get_pix_fmt_name;
import static org.bytedeco.ffmpeg.presets.avutil.AVERROR_EAGAIN;

import java.io.EOFException;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;

/** An open container and its one video stream. */
final class Demuxer implements AutoCloseable {
    /** FFmpeg plays text files as if they were typed on a terminal. */
    private static final String TEXT_TERMINAL = "tty";

    /** How the name of the demuxer of MP4 and MOV begins. */
    private static final String INDEXED_AT_END = "mov,";

    /** The demuxer of what web cameras send to browsers; it counts 25 pictures a second, whatever comes. */
    private static final String UNTIMED_PICTURES = "mpjpeg";

    private static final String TRANSPORT_STREAM = "mpegts";

    private static final long POLL_NANOS = 2_000_000;

    private final MediaInput input;
    private final AVFormatContext context;
    private final VideoStreams streams;
    private final int streamIndex;
    private final AVStream stream;
    private final DeclaredTimes times;
    /** Null where the video's own end is declared. */
    private final OtherStreams others;
    /**
     * What is read, where its end cuts a picture off without a sign of that: a transport stream does not say how long a
     * picture is. Null elsewhere.
     */
    private final AVIOContext cutBytes;

    /** Opens an input and chooses the video stream of this index, or the one that FFmpeg finds best. */
    Demuxer(MediaInput input, OptionalInt wanted, DecodeTally tally) throws IOException {
        this.input = input;
        context = FfmpegInterrupts.context();
        boolean isOpen = false;
        try {
            open(tally);
            if (container().equals(TEXT_TERMINAL)) {
                throw input.failure(AVERROR_INVALIDDATA(), "it is text");
            }
            streams = VideoStreams.of(context, input.name(), wanted);
            streamIndex = streams.chosen();
            stream = context.streams(streamIndex);
            times = new DeclaredTimes(context, stream);
            others = times.isDurationShared() ? new OtherStreams(context, times.originMicros()) : null;
            boolean isCut =
                    input.kind() == MediaInput.Kind.STREAM && container().equals(TRANSPORT_STREAM);
            cutBytes = isCut ? context.pb() : null;
            isOpen = true;
        } finally {
            if (!isOpen) {
                close();
            }
        }
    }

    private void open(DecodeTally tally) throws IOException {
        AVInputFormat format =
                input.format().map(avformat::av_find_input_format).orElse(null);
        if (format == null && input.format().isPresent()) {
            throw new VideoException(
                    VideoException.Code.UNREADABLE,
                    input.name() + " cannot be opened (this FFmpeg has no input "
                            + input.format().get() + "); use one that is made for this platform");
        }
        AVDictionary options = new AVDictionary(null);
        if (input.kind() == MediaInput.Kind.DEVICE) {
            // No callback ends the wait for a camera's next picture.
            context.flags(context.flags() | AVFMT_FLAG_NONBLOCK);
        }
        String codec = input.options().get(MediaInput.VIDEO_CODEC);
        if (codec != null) {
            context.video_codec_id(avcodec_find_decoder_by_name(codec).id());
        }
        input.options().forEach((key, value) -> av_dict_set(options, key, value, 0));
        try (BytePointer name = new BytePointer(input.url().terminated())) {
            check(avformat_open_input(context, name, format, options), tally);
        } finally {
            av_dict_free(options);
            options.close();
        }
        check(avformat_find_stream_info(context, (PointerPointer<?>) null), tally);
    }

    private void check(int code, DecodeTally tally) throws IOException {
        if (code < 0) {
            FfmpegInterrupts.check(input.name());
            throw input.failure(code, tally.firstMessage(FfmpegError.text(code)));
        }
    }

    /**
     * Fills {@code packet} with the next packet of the video stream; 0 or FFmpeg's error code.
     *
     * @throws EOFException if an input has ended that has no end of its own
     */
    int read(AVPacket packet) throws IOException {
        int code = readAny(packet);
        while (code >= 0 && packet.stream_index() != streamIndex) {
            if (others != null) {
                others.add(packet);
            }
            av_packet_unref(packet);
            code = readAny(packet);
        }
        if (code < 0) {
            FfmpegInterrupts.check(input.name());
            if (input.kind().isEndless()) {
                throw lost(code);
            }
        } else if (cutBytes != null && (cutBytes.eof_reached() != 0 || cutBytes.error() < 0)) {
            av_packet_unref(packet);
            FfmpegInterrupts.check(input.name());
            throw lost(cutBytes.error() < 0 ? cutBytes.error() : AVERROR_EOF());
        }
        return code;
    }

    private EOFException lost(int code) {
        String reason = code == AVERROR_EXIT() ? "it sent nothing for too long" : FfmpegError.text(code);
        return new EOFException(input.name() + " was lost (" + reason + ")");
    }

    private int readAny(AVPacket packet) {
        int code = av_read_frame(context, packet);
        while (code == AVERROR_EAGAIN() && input.kind() == MediaInput.Kind.DEVICE && !FfmpegInterrupts.isDue()) {
            LockSupport.parkNanos(POLL_NANOS);
            code = av_read_frame(context, packet);
        }
        return code;
    }

    MediaInput input() {
        return input;
    }

    boolean hasAudio() {
        return av_find_best_stream(context, AVMEDIA_TYPE_AUDIO, -1, -1, (PointerPointer<?>) null, 0) >= 0;
    }

    /** Goes to the last key frame not after this time on the video's clock; false if the container cannot. */
    boolean seek(long micros) {
        long ticks = times.timeBase().fromMicros(Math.max(0, micros - times.delayMicros()));
        return av_seek_frame(context, streamIndex, times.startTicks().orElse(0) + ticks, AVSEEK_FLAG_BACKWARD) >= 0;
    }

    /** Whether the times of the pictures are more than a count. */
    boolean isTimed() {
        return input.kind() != MediaInput.Kind.STREAM || !container().equals(UNTIMED_PICTURES);
    }

    DeclaredTimes times() {
        return times;
    }

    /** Where sound and subtitles ended, of what was read: -1 where that says nothing of the video's end. */
    long othersEndMicros() {
        return others == null ? -1 : others.endMicros();
    }

    AVRational packetTimeBase() {
        return stream.time_base();
    }

    AVCodecParameters parameters() {
        return stream.codecpar();
    }

    String container() {
        return context.iformat().name().getString();
    }

    /** The video streams that there are, and which of them this one is. */
    VideoStreams streams() {
        return streams;
    }

    /** What the container says of the whole stream beside its codec, by FFmpeg's kind of packet data; or null. */
    BytePointer sideData(int kind) {
        AVCodecParameters parameters = stream.codecpar();
        AVPacketSideData all = parameters.coded_side_data();
        AVPacketSideData found =
                all == null ? null : av_packet_side_data_get(all, parameters.nb_coded_side_data(), kind);
        return found == null || found.isNull() ? null : found.data().capacity(found.size());
    }

    /** Shape of the pixels where the container says it, which then counts more than what the codec says. */
    Optional<PixelAspect> pixelAspect() {
        AVRational ratio = stream.sample_aspect_ratio();
        return ratio.num() > 0 && ratio.den() > 0
                ? Optional.of(PixelAspect.of(ratio.num(), ratio.den()))
                : Optional.empty();
    }

    /** What the container declares of the video, which needs a picture size. */
    VideoInfo describe(Display display, DecodeTally tally) throws VideoException {
        if (parameters().width() < 1 || parameters().height() < 1) {
            if (parameters().codec_id() == AV_CODEC_ID_WEBP && AnimatedWebp.isNext(context)) {
                throw AnimatedWebp.refusal(input.name());
            }
            throw withoutFrames(tally.firstMessage("no picture size"));
        }
        return describe(display.declared(), display.rotation());
    }

    /** The same; a stream joined between key frames may not have told its picture size yet, which is 0 then. */
    VideoInfo describe(PictureGeometry shown, int rotation) {
        BytePointer pixelFormat = av_get_pix_fmt_name(parameters().format());
        OptionalLong start = times.startTicks();
        return new VideoInfo(
                input.name(),
                container(),
                codecName(),
                shown.shownWidth(),
                shown.shownHeight(),
                rotation,
                times.averageFps(),
                input.gap().map(gap -> OptionalLong.of(gap.wholeMicros())).orElseGet(times::durationMicros),
                times.frames(),
                start.isPresent() ? times.timeBase().toMicros(start.getAsLong()) : 0,
                times.delayMicros(),
                times.timeBase().num(),
                times.timeBase().den(),
                pixelFormat == null ? "unknown" : pixelFormat.getString(),
                shown.shownAspect(),
                streamIndex);
    }

    /** What to throw when all was read and there was no frame. */
    VideoException withoutFrames(String reason) {
        AVIOContext bytes = context.pb();
        boolean isSeekable = bytes == null || (bytes.seekable() & AVIO_SEEKABLE_NORMAL) != 0;
        // The index of an MP4 is at its end unless it was written for streaming; the pictures come before it.
        boolean isOutOfReach = input.isRemote() && !isSeekable && container().startsWith(INDEXED_AT_END);
        return new VideoException(
                VideoException.Code.NO_FRAMES,
                input.name() + " has a video stream without a decodable frame (" + reason
                        + (isOutOfReach
                                ? "), likely because its index is at its end and the server does not let FFmpeg seek;"
                                        + " download the file first, or serve it with range support"
                                : "); copy or record it again"));
    }

    String codecName() {
        return avcodec_get_name(parameters().codec_id()).getString();
    }

    @Override
    public void close() {
        if (!context.isNull()) {
            avformat_close_input(context);
        }
        context.close();
    }
}

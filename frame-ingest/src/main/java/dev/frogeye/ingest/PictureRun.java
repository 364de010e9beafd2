package dev.frogeye.ingest;

import static org.bytedeco.ffmpeg.global.avcodec.AV_INPUT_BUFFER_PADDING_SIZE;
import static org.bytedeco.ffmpeg.global.avcodec.av_parser_close;
import static org.bytedeco.ffmpeg.global.avcodec.av_parser_init;
import static org.bytedeco.ffmpeg.global.avcodec.av_parser_parse2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_descriptor_get_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecDescriptor;
import org.bytedeco.ffmpeg.avcodec.AVCodecParserContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;

/** Pictures one after the other without a container, such as a camera's MJPEG, as FFmpeg's parsers cut them. */
final class PictureRun {
    private static final String PICTURE = "_pipe";

    /** Demuxers that are not called after the codec of their pictures. */
    private static final String JPEG_PICTURE = "jpeg_pipe";

    private static final String JPEG_RUN = "mjpeg";
    private static final String JPEG_2000_PICTURE = "j2k_pipe";

    private PictureRun() {}

    /** Whether FFmpeg's demuxer of this name reads one picture, or several that follow one another. */
    static boolean isOf(String demuxer) {
        return isJpeg(demuxer) || demuxer.endsWith(PICTURE);
    }

    /** FFmpeg is hardly ever sure of a JPEG before its end, nor ever of several. */
    static boolean isJpeg(String demuxer) {
        return demuxer.equals(JPEG_RUN) || demuxer.equals(JPEG_PICTURE);
    }

    private static String codec(String demuxer) {
        return switch (demuxer) {
            case JPEG_PICTURE, JPEG_RUN -> "mjpeg";
            case JPEG_2000_PICTURE -> "jpeg2000";
            default -> demuxer.substring(0, demuxer.length() - PICTURE.length());
        };
    }

    /**
     * Whether a second picture begins within the bytes.
     *
     * @param demuxer one that {@link #isOf} knows; pictures that FFmpeg has no parser for do not follow one another
     */
    static boolean hasSecond(String demuxer, byte[] bytes) {
        AVCodecDescriptor descriptor = avcodec_descriptor_get_by_name(codec(demuxer));
        AVCodecParserContext parser = descriptor == null ? null : av_parser_init(descriptor.id());
        if (parser == null) {
            return false;
        }
        AVCodecContext context = avcodec_alloc_context3(null);
        try {
            return pictures(parser, context, bytes) > 1;
        } finally {
            avcodec_free_context(context);
            av_parser_close(parser);
        }
    }

    /** Two at most, counting one that is cut off; what comes between them or behind begins otherwise. */
    private static int pictures(AVCodecParserContext parser, AVCodecContext context, byte[] bytes) {
        int pictures = 0;
        try (BytePointer input = new BytePointer((long) bytes.length + AV_INPUT_BUFFER_PADDING_SIZE);
                PointerPointer<BytePointer> picture = new PointerPointer<>(1);
                IntPointer size = new IntPointer(1)) {
            input.zero();
            input.put(bytes, 0, bytes.length);
            int at = 0;
            boolean isFlushed = false;
            while (pictures < 2 && !isFlushed) {
                isFlushed = at == bytes.length;
                input.position(at);
                at += av_parser_parse2(
                        parser, context, picture, size, input, bytes.length - at, AV_NOPTS_VALUE, AV_NOPTS_VALUE, 0);
                if (size.get() > 1) {
                    BytePointer start = picture.get(BytePointer.class, 0);
                    pictures += start.get(0) == bytes[0] && start.get(1) == bytes[1] ? 1 : 0;
                }
            }
        }
        return pictures;
    }
}

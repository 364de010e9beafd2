package dev.frogeye.ingest;

import static org.bytedeco.ffmpeg.avcodec.AVCodecParserContext.PARSER_FLAG_COMPLETE_FRAMES;
import static org.bytedeco.ffmpeg.global.avcodec.av_parser_close;
import static org.bytedeco.ffmpeg.global.avcodec.av_parser_init;
import static org.bytedeco.ffmpeg.global.avcodec.av_parser_parse2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_I;

import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParserContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;

/** Reads what the headers of coded pictures say, without decoding them. */
final class PictureHeaders implements AutoCloseable {
    /** Of FFmpeg's {@code AVPictureStructure}. */
    private static final int TOP_FIELD = 1;

    private static final int BOTTOM_FIELD = 2;

    private final AVCodecContext context = avcodec_alloc_context3(null);
    private final PointerPointer<BytePointer> output = new PointerPointer<>(1);
    private final IntPointer outputSize = new IntPointer(1);
    /** Null for codecs that FFmpeg has no parser of; their key packets are whole pictures. */
    private final AVCodecParserContext parser;

    PictureHeaders(Demuxer demuxer) {
        // Parameters that cannot be copied fail with a message where the decoder is opened.
        avcodec_parameters_to_context(context, demuxer.parameters());
        parser = av_parser_init(demuxer.parameters().codec_id());
        if (parser != null) {
            parser.flags(parser.flags() | PARSER_FLAG_COMPLETE_FRAMES);
        }
    }

    /**
     * Whether a packet that is marked as a key frame is one frame, not a field of it, and refers to no other: H.264 marks
     * where a refresh that takes many pictures begins, too.
     */
    boolean isWholeIntraPicture(AVPacket packet) {
        if (parser == null || packet.size() == 0) {
            return true;
        }
        av_parser_parse2(
                parser,
                context,
                output,
                outputSize,
                packet.data(),
                packet.size(),
                AV_NOPTS_VALUE,
                AV_NOPTS_VALUE,
                packet.pos());
        int structure = parser.picture_structure();
        return parser.pict_type() == AV_PICTURE_TYPE_I && structure != TOP_FIELD && structure != BOTTOM_FIELD;
    }

    @Override
    public void close() {
        if (parser != null) {
            av_parser_close(parser);
            parser.close();
        }
        avcodec_free_context(context);
        context.close();
        output.close();
        outputSize.close();
    }
}

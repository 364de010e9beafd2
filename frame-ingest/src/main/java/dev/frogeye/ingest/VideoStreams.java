package dev.frogeye.ingest;

import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avformat.AV_DISPOSITION_ATTACHED_PIC;
import static org.bytedeco.ffmpeg.global.avformat.AV_DISPOSITION_DEFAULT;
import static org.bytedeco.ffmpeg.global.avformat.AV_DISPOSITION_DEPENDENT;
import static org.bytedeco.ffmpeg.global.avformat.av_find_best_stream;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.javacpp.PointerPointer;

/**
 * The video streams of an open container, and the one that is read.
 *
 * @param all those that can be read
 * @param chosen index of the one that is
 * @param isAsked whether that one was asked for
 */
record VideoStreams(List<VideoStream> all, int chosen, boolean isAsked) {
    /** A cover is none of the video; a tile or layer is nothing without the others. */
    private static final int NOT_BY_ITSELF = AV_DISPOSITION_ATTACHED_PIC | AV_DISPOSITION_DEPENDENT;

    /**
     * Chooses one.
     *
     * @param wanted its index, or none for the one that FFmpeg finds best
     * @throws VideoException if there is none, or not the one that is wanted
     */
    static VideoStreams of(AVFormatContext context, String name, OptionalInt wanted) throws VideoException {
        List<VideoStream> all = list(context);
        int best = av_find_best_stream(context, AVMEDIA_TYPE_VIDEO, -1, -1, (PointerPointer<?>) null, 0);
        if (best < 0 || (context.streams(best).disposition() & AV_DISPOSITION_ATTACHED_PIC) != 0) {
            throw new VideoException(
                    VideoException.Code.NO_VIDEO_STREAM,
                    name + " has no video stream (container "
                            + context.iformat().name().getString() + "); give a file with pictures");
        }
        if (wanted.isPresent() && all.stream().noneMatch(stream -> stream.index() == wanted.getAsInt())) {
            throw new VideoException(
                    VideoException.Code.NO_VIDEO_STREAM,
                    name + " has no video stream " + wanted.getAsInt() + "; it has " + indices(all));
        }
        return new VideoStreams(all, wanted.orElse(best), wanted.isPresent());
    }

    private static List<VideoStream> list(AVFormatContext context) {
        List<VideoStream> found = new ArrayList<>();
        for (int i = 0; i < context.nb_streams(); i++) {
            AVStream stream = context.streams(i);
            AVCodecParameters parameters = stream.codecpar();
            if (parameters.codec_type() == AVMEDIA_TYPE_VIDEO && (stream.disposition() & NOT_BY_ITSELF) == 0) {
                found.add(new VideoStream(
                        i,
                        avcodec_get_name(parameters.codec_id()).getString(),
                        parameters.width(),
                        parameters.height(),
                        (stream.disposition() & AV_DISPOSITION_DEFAULT) != 0));
            }
        }
        return List.copyOf(found);
    }

    private static String indices(List<VideoStream> streams) {
        return streams.stream().map(stream -> String.valueOf(stream.index())).collect(Collectors.joining(", "));
    }

    /** Takes a note where there are others and nobody chose. */
    void tell(String name, DecodeTally tally) {
        if (all.size() > 1 && !isAsked) {
            tally.note(name + " has " + all.size() + " video streams (" + indices(all) + ") and number " + chosen
                    + " is read; --stream chooses another");
        }
    }
}

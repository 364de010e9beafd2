package dev.frogeye.ingest;

import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avutil.AVRational;

/** How far sound and subtitles go beside a video whose own end is not declared. */
final class OtherStreams {
    private final TimeBase[] timeBases;
    private final long originMicros;
    private long endMicros = -1;

    /** @param originMicros raw time of 0 on the video's clock */
    OtherStreams(AVFormatContext context, long originMicros) {
        this.originMicros = originMicros;
        timeBases = new TimeBase[context.nb_streams()];
        for (int i = 0; i < timeBases.length; i++) {
            AVRational unit = context.streams(i).time_base();
            timeBases[i] = new TimeBase(unit.num(), unit.den());
        }
    }

    void add(AVPacket packet) {
        long start = packet.pts() == AV_NOPTS_VALUE ? packet.dts() : packet.pts();
        // A stream that begins within the file has no place here.
        if (start != AV_NOPTS_VALUE && packet.stream_index() < timeBases.length) {
            long end = timeBases[packet.stream_index()].toMicros(start + Math.max(0, packet.duration()));
            endMicros = Math.max(endMicros, end - originMicros);
        }
    }

    /** The latest end of a packet on the video's clock, -1 without any. */
    long endMicros() {
        return endMicros;
    }
}

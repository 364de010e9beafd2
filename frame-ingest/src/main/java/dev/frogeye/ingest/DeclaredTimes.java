package dev.frogeye.ingest;

import static org.bytedeco.ffmpeg.global.avutil.AV_DICT_IGNORE_SUFFIX;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.AV_TIME_BASE;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_get;

import java.util.OptionalLong;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVDictionaryEntry;
import org.bytedeco.ffmpeg.avutil.AVRational;

/**
 * What a container declares of the times of its video stream.
 *
 * <p>The video's clock is the one that players show: 0 is the start of the container, which is its earliest stream's.
 * Where sound begins before 0 it is the run-up of its decoder, which nobody hears, and 0 stays 0.
 */
final class DeclaredTimes {
    /** What Matroska's writers put down for each stream: {@code 00:00:02.000000000}. */
    private static final String DURATION_TAG = "DURATION";

    /** How the names of demuxers begin that give every stream the duration of the file: those of WMV. */
    private static final String SHARED_DURATION = "asf";

    private final AVFormatContext context;
    private final AVStream stream;
    private final TimeBase timeBase;
    private final OptionalLong startTicks;
    private final long originMicros;
    private final long delayMicros;
    private final OptionalLong ownDurationMicros;

    DeclaredTimes(AVFormatContext context, AVStream stream) {
        this.context = context;
        this.stream = stream;
        AVRational unit = stream.time_base();
        timeBase = new TimeBase(unit.num(), unit.den());
        startTicks = known(stream.start_time());
        OptionalLong containerStart = known(context.start_time());
        if (startTicks.isEmpty() || containerStart.isEmpty()) {
            originMicros = 0;
            delayMicros = 0;
        } else {
            long start = timeBase.toMicros(startTicks.getAsLong());
            long earliest = containerStart.getAsLong() * 1_000_000 / AV_TIME_BASE;
            long origin = earliest < 0 ? Math.min(0, start) : earliest;
            // FFmpeg rounds the container's start to a microsecond as well.
            delayMicros = Math.abs(start - origin) <= 1 ? 0 : start - origin;
            originMicros = start - delayMicros;
        }
        ownDurationMicros = ownDuration();
    }

    private OptionalLong ownDuration() {
        if (stream.duration() != AV_NOPTS_VALUE && stream.duration() > 0 && !isAsf()) {
            return OptionalLong.of(timeBase.toMicros(stream.duration()));
        }
        AVDictionary tags = stream.metadata();
        AVDictionaryEntry exact = av_dict_get(tags, DURATION_TAG, null, 0);
        // Matroska's tags have a language: DURATION-eng.
        AVDictionaryEntry tag = exact != null ? exact : av_dict_get(tags, DURATION_TAG, null, AV_DICT_IGNORE_SUFFIX);
        if (tag == null) {
            return OptionalLong.empty();
        }
        try {
            long end = TimeValue.parse(tag.value().getString()) instanceof TimeValue.Time time ? time.micros() : 0;
            // A tag may be left over from a longer file that this one was cut out of.
            return fromStart(Math.min(end, fileEnd().orElse(Long.MAX_VALUE)));
        } catch (IllegalArgumentException e) {
            return OptionalLong.empty();
        }
    }

    private boolean isAsf() {
        return context.iformat().name().getString().startsWith(SHARED_DURATION);
    }

    private OptionalLong fileEnd() {
        if (isAsf() && stream.duration() > 0) {
            // FFmpeg adds the start of the latest stream to this.
            return OptionalLong.of(timeBase.toMicros(stream.duration()));
        }
        OptionalLong whole = known(context.duration());
        return whole.isPresent() && whole.getAsLong() > 0
                ? OptionalLong.of(whole.getAsLong() * 1_000_000 / AV_TIME_BASE)
                : OptionalLong.empty();
    }

    /** Length of the picture that ends here on the container's raw clock, where it makes sense, or else on the video's. */
    private OptionalLong fromStart(long end) {
        long length = (end > originMicros ? end - originMicros : end) - delayMicros;
        return length > 0 ? OptionalLong.of(length) : OptionalLong.empty();
    }

    TimeBase timeBase() {
        return timeBase;
    }

    /** Start of the stream on its raw clock. */
    OptionalLong startTicks() {
        return startTicks;
    }

    /** Start of the stream on the video's clock: how long after the container it begins. */
    long delayMicros() {
        return delayMicros;
    }

    /** What is 0 on the video's clock, as raw time. */
    long originMicros() {
        return originMicros;
    }

    /** Declared frames a second, 0 where unknown. */
    double averageFps() {
        AVRational rate = stream.avg_frame_rate();
        return rate.num() > 0 && rate.den() > 0 ? (double) rate.num() / rate.den() : 0;
    }

    OptionalLong frames() {
        return stream.nb_frames() > 0 ? OptionalLong.of(stream.nb_frames()) : OptionalLong.empty();
    }

    /** From the start of the stream to its end or, where only the whole file's is known, to the file's. */
    OptionalLong durationMicros() {
        OptionalLong end = fileEnd();
        return ownDurationMicros.isPresent() || end.isEmpty() ? ownDurationMicros : fromStart(end.getAsLong());
    }

    /** Whether the duration may be that of sound or subtitles. */
    boolean isDurationShared() {
        return ownDurationMicros.isEmpty() && context.nb_streams() > 1;
    }

    private static OptionalLong known(long ticks) {
        return ticks == AV_NOPTS_VALUE ? OptionalLong.empty() : OptionalLong.of(ticks);
    }
}

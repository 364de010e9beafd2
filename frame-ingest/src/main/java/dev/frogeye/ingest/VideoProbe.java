package dev.frogeye.ingest;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * What a video really holds, beside what it declares. Times are on the clock of {@link RgbFrame#ptsMicros()}.
 *
 * @param info what it declares; {@link VideoInfo#startMicros()} is the raw time at which its pictures start
 * @param isDecoded whether the frames were decoded, not only their packets read
 * @param frames how many were found: decoded ones, or packets
 * @param firstPtsMicros presentation time of the first frame
 * @param lastPtsMicros presentation time of the last frame
 * @param durationMicros from the first frame to the end of the last, by the packets
 * @param isVariable whether the intervals between frames differ by more than the millisecond of a rough clock
 * @param minIntervalMicros shortest interval between frames, 0 for a single frame; negative where time runs backwards
 * @param maxIntervalMicros longest interval between frames, 0 for a single frame
 * @param keyFrames frames that the container marks as decodable by themselves
 * @param maxKeyInterval most frames from one key frame to the next, or to the end
 * @param hasAudio whether there is sound beside the pictures
 * @param streams all video streams; {@link VideoInfo#stream()} is the number of the one that the rest is about
 * @param health whether all of it is there
 * @param errors complaints of the demuxer and, where frames were decoded, of the decoder
 * @param messages the first few of them
 * @param notes what is worth knowing although nothing is broken, one line each
 */
public record VideoProbe(
        VideoInfo info,
        boolean isDecoded,
        long frames,
        long firstPtsMicros,
        long lastPtsMicros,
        long durationMicros,
        boolean isVariable,
        long minIntervalMicros,
        long maxIntervalMicros,
        long keyFrames,
        long maxKeyInterval,
        boolean hasAudio,
        List<VideoStream> streams,
        Health health,
        long errors,
        List<String> messages,
        List<String> notes) {
    /** Whether a video is all there. */
    public enum Health {
        /** Nothing was found wrong. */
        WHOLE,
        /** It ends well before the end it declares. */
        TRUNCATED,
        /** It has errors inside. */
        DAMAGED;

        /** As written for programs: {@code whole}, ... */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public VideoProbe {
        streams = List.copyOf(streams);
        messages = List.copyOf(messages);
        notes = List.copyOf(notes);
    }

    /**
     * Reads a video to its end. A stream that never ends is read until the thread is interrupted.
     *
     * @param decode decode every frame, which is slower by far and finds damage within frames
     * @throws VideoException if it cannot be read, or has no frame
     */
    public static VideoProbe probe(VideoLocation location, boolean decode) throws IOException {
        return probe(location, decode, OptionalInt.empty());
    }

    /**
     * The same of one of several video streams.
     *
     * @param stream its number among all streams; the one that FFmpeg finds best where empty
     * @throws VideoException if it cannot be read, has no frame, or has no such stream
     */
    public static VideoProbe probe(VideoLocation location, boolean decode, OptionalInt stream) throws IOException {
        PacketStatistics statistics = PacketStatistics.of(location, stream);
        if (!decode) {
            return statistics.probe(statistics.report(), statistics.frames(), false);
        }
        // Colours are converted for the first frame alone.
        VideoOptions options = VideoOptions.DEFAULT
                .withSampling(new Sampling.EveryFrames(Long.MAX_VALUE))
                .withStream(statistics.stream());
        try (VideoFile video = VideoFile.open(location, options)) {
            RgbFrame frame = new RgbFrame();
            while (video.read(frame)) {
                frame.stamp(0, 0, 0, false);
            }
            return statistics.probe(video.report(), video.decodedFrames(), true);
        }
    }
}

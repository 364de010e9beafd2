package dev.frogeye.ingest;

import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** What the packets of a video say about its frames. */
final class PacketStatistics {
    /** Containers that count in milliseconds make 33 and 34 of 33.3. */
    private static final long ROUNDING_MICROS = 1001;

    private final boolean hasAudio;
    private final List<VideoStream> streams;
    private final DecodeTally tally;
    private long frames;
    private long first;
    private long last;
    private long end = Long.MIN_VALUE;
    private long minInterval = Long.MAX_VALUE;
    private long maxInterval = Long.MIN_VALUE;
    private long keyFrames;
    private long sinceKey;
    private long maxKeyInterval;

    private VideoInfo info;

    private PacketStatistics(Demuxer demuxer, VideoInfo declared, DecodeTally tally) {
        info = declared;
        hasAudio = demuxer.hasAudio();
        streams = demuxer.streams().all();
        this.tally = tally;
    }

    /** Of the video stream of this number, or of the one that FFmpeg finds best. */
    static PacketStatistics of(VideoLocation location, OptionalInt stream) throws IOException {
        DecodeTally tally = new DecodeTally(location.toString());
        MediaInput input = MediaInput.of(location);
        FfmpegLog.attach(tally);
        try (Demuxer demuxer = new Demuxer(input, stream, tally)) {
            Display display = new Display(demuxer, true, tally);
            VideoInfo declared = demuxer.describe(display, tally);
            tally.opened();
            input.fault().ifPresent(tally::missing);
            PacketStatistics statistics = new PacketStatistics(demuxer, declared, tally);
            PacketScan scan = statistics.scan(demuxer, display);
            FrameClock clock = FrameClock.of(demuxer.times());
            for (int i = 0; i < scan.count(); i++) {
                clock.next(scan.ticks(i), scan.duration(i));
                statistics.add(clock, scan.isKey(i));
                if (!scan.isDamaged(i)) {
                    // The frame that a file is cut off in is seldom decoded.
                    tally.reached(clock.ptsMicros() + clock.durationMicros());
                }
            }
            tally.othersReached(demuxer.othersEndMicros());
            tally.finished(true);
            if (scan.count() == 0) {
                throw demuxer.withoutFrames(tally.firstMessage("the stream is empty"));
            }
            return statistics;
        } catch (VideoException e) {
            throw input.incomplete(e);
        } finally {
            FfmpegLog.detach();
        }
    }

    private PacketScan scan(Demuxer demuxer, Display display) throws IOException {
        try (FirstPicture picture = new FirstPicture(demuxer, display)) {
            // What the decoder complains of is no fault of a packet.
            DecodeTally unheard = new DecodeTally(demuxer.input().name());
            PacketScan scan = PacketScan.of(demuxer, tally, packet -> {
                FfmpegLog.attach(unheard);
                picture.see(packet);
                FfmpegLog.attach(tally);
            });
            FfmpegLog.attach(unheard);
            picture.end();
            FfmpegLog.attach(tally);
            info = demuxer.describe(picture.geometry(), display.rotation());
            return scan;
        }
    }

    private void add(FrameClock clock, boolean isKey) {
        long time = clock.ptsMicros();
        if (frames == 0) {
            first = time;
        } else {
            minInterval = Math.min(minInterval, time - last);
            maxInterval = Math.max(maxInterval, time - last);
        }
        if (isKey) {
            keyFrames++;
            sinceKey = 0;
        }
        sinceKey++;
        maxKeyInterval = Math.max(maxKeyInterval, sinceKey);
        frames++;
        last = time;
        end = Math.max(end, time + clock.durationMicros());
    }

    /** Number of the stream. */
    int stream() {
        return info.stream();
    }

    long frames() {
        return frames;
    }

    DecodeReport report() {
        return tally.report();
    }

    /** All of it, with the frames and faults that were found. */
    VideoProbe probe(DecodeReport report, long found, boolean isDecoded) {
        DecodeReport packets = tally.report();
        long errors = Math.max(report.decodeErrors(), packets.decodeErrors());
        VideoProbe.Health health = VideoProbe.Health.WHOLE;
        if (report.endsEarly(info) || packets.endsEarly(info)) {
            health = VideoProbe.Health.TRUNCATED;
        } else if (errors > 0) {
            health = VideoProbe.Health.DAMAGED;
        }
        boolean hasIntervals = frames > 1;
        return new VideoProbe(
                info,
                isDecoded,
                found,
                first,
                last,
                end - first,
                hasIntervals && maxInterval - minInterval > ROUNDING_MICROS,
                hasIntervals ? minInterval : 0,
                hasIntervals ? maxInterval : 0,
                keyFrames,
                maxKeyInterval,
                hasAudio,
                streams,
                health,
                errors,
                report.messages().isEmpty() ? packets.messages() : report.messages(),
                Stream.concat(packets.notes().stream(), report.notes().stream())
                        .distinct()
                        .toList());
    }
}

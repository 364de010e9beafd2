package dev.frogeye.ingest;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_CORRUPT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import java.io.IOException;
import java.util.Arrays;
import java.util.function.Consumer;
import org.bytedeco.ffmpeg.avcodec.AVPacket;

/**
 * The times of a video's frames in presentation order, from its packets alone: one pass over the file, without decoding.
 * Packets come in decoding order; they are sorted between breaks of the decoding clock, because after a break an earlier
 * time may follow.
 */
final class PacketScan {
    private static final int KEY = 1;
    private static final int DAMAGED = 2;
    private static final int FLAG_BITS = 2;

    /** Times in ticks, {@code AV_NOPTS_VALUE} where unknown, and in the lowest bits of the other whether it is a key frame or damaged. */
    private long[] ticks = new long[256];

    private long[] durationsAndFlags = new long[256];
    private int count;
    private boolean hasAllTimes = true;

    private PacketScan() {}

    /** Reads all packets; faults go to the tally. */
    static PacketScan of(Demuxer demuxer, DecodeTally tally) throws IOException {
        return of(demuxer, tally, packet -> {});
    }

    /** The same; the watcher sees each packet as it is read. */
    static PacketScan of(Demuxer demuxer, DecodeTally tally, Consumer<AVPacket> watcher) throws IOException {
        PacketScan scan = new PacketScan();
        AVPacket packet = av_packet_alloc();
        try {
            scan.read(demuxer, packet, tally, watcher);
        } finally {
            av_packet_free(packet);
            packet.close();
        }
        return scan;
    }

    private void read(Demuxer demuxer, AVPacket packet, DecodeTally tally, Consumer<AVPacket> watcher)
            throws IOException {
        int segment = 0;
        long lastDts = AV_NOPTS_VALUE;
        int code = demuxer.read(packet);
        for (; code >= 0; code = demuxer.read(packet)) {
            boolean isDamaged = (packet.flags() & AV_PKT_FLAG_CORRUPT) != 0;
            if (isDamaged) {
                tally.failure("the container holds a damaged packet");
            }
            if (packet.dts() != AV_NOPTS_VALUE) {
                if (lastDts != AV_NOPTS_VALUE && packet.dts() < lastDts) {
                    sort(segment);
                    segment = count;
                }
                lastDts = packet.dts();
            }
            watcher.accept(packet);
            hasAllTimes &= packet.pts() != AV_NOPTS_VALUE;
            add(
                    packet.pts() == AV_NOPTS_VALUE ? packet.dts() : packet.pts(),
                    packet.duration(),
                    ((packet.flags() & AV_PKT_FLAG_KEY) != 0 ? KEY : 0) | (isDamaged ? DAMAGED : 0));
            av_packet_unref(packet);
        }
        sort(segment);
        if (code != AVERROR_EOF()) {
            tally.failure("reading failed: " + FfmpegError.text(code));
        }
    }

    private void add(long pts, long duration, int flags) {
        if (count == ticks.length) {
            ticks = Arrays.copyOf(ticks, 2 * count);
            durationsAndFlags = Arrays.copyOf(durationsAndFlags, 2 * count);
        }
        ticks[count] = pts;
        durationsAndFlags[count] = Math.max(0, duration) << FLAG_BITS | flags;
        count++;
    }

    /** By insertion: frames are few places away from where they belong. */
    private void sort(int from) {
        for (int i = from + 1; i < count; i++) {
            long time = ticks[i];
            long other = durationsAndFlags[i];
            int at = i;
            while (at > from && time != AV_NOPTS_VALUE && ticks[at - 1] > time) {
                ticks[at] = ticks[at - 1];
                durationsAndFlags[at] = durationsAndFlags[at - 1];
                at--;
            }
            ticks[at] = time;
            durationsAndFlags[at] = other;
        }
    }

    /** Packets of the video stream. */
    int count() {
        return count;
    }

    /** Whether each frame has a presentation time of its own, later than that of the frame before. */
    boolean isTimed() {
        for (int i = 1; i < count; i++) {
            if (ticks[i] <= ticks[i - 1]) {
                return false;
            }
        }
        return hasAllTimes;
    }

    /** Time of the {@code i}-th frame in presentation order, {@code AV_NOPTS_VALUE} where the file gives none. */
    long ticks(int i) {
        return ticks[i];
    }

    /** Its duration in ticks, 0 where the file gives none. */
    long duration(int i) {
        return durationsAndFlags[i] >>> FLAG_BITS;
    }

    /** Whether the container knows that bytes of it are missing. */
    boolean isDamaged(int i) {
        return (durationsAndFlags[i] & DAMAGED) != 0;
    }

    boolean isKey(int i) {
        return (durationsAndFlags[i] & KEY) != 0;
    }
}

package dev.frogeye.ingest;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;

import java.io.IOException;
import java.nio.file.Files;
import java.util.OptionalInt;
import java.util.Set;

/**
 * How key frames are got at with the pictures and times that they have when everything is decoded.
 *
 * <p>A key frame can be decoded alone where its packet holds all of it and says when it is shown. Where packets have no
 * presentation time (AVI with B-frames, raw streams) or repeat one, a picture's time comes from those decoded before it,
 * and a stream that is refreshed bit by bit has no picture in one packet: there all is decoded.
 */
final class KeyFrameDecoding {
    /** How the names of demuxers begin whose packets all have a presentation time, as the formats demand. */
    private static final Set<String> ALWAYS_TIMED = Set.of("mov,", "matroska,", "flv");

    private KeyFrameDecoding() {}

    /** Finds out. A file of this machine is read for that, to its end, and not decoded. */
    static DecodedPictures of(VideoLocation location, Demuxer opened) throws IOException {
        if (location instanceof VideoLocation.Local local && Files.isRegularFile(local.path())) {
            // Faults are counted when the frames are read, not here.
            DecodeTally unheard = new DecodeTally(location.toString());
            FfmpegLog.Listener heard = FfmpegLog.attached();
            FfmpegLog.attach(unheard);
            try (Demuxer demuxer =
                    new Demuxer(opened.input(), OptionalInt.of(opened.streams().chosen()), unheard)) {
                return scanned(demuxer, unheard);
            } finally {
                FfmpegLog.attach(heard);
            }
        }
        return ALWAYS_TIMED.stream().anyMatch(opened.container()::startsWith)
                ? DecodedPictures.KEY_FRAMES_ALONE
                : DecodedPictures.KEY_FRAMES_AMONG_ALL;
    }

    private static DecodedPictures scanned(Demuxer demuxer, DecodeTally unheard) throws IOException {
        try (PictureHeaders headers = new PictureHeaders(demuxer)) {
            boolean[] isWhole = {true};
            PacketScan scan = PacketScan.of(demuxer, unheard, packet -> {
                if ((packet.flags() & AV_PKT_FLAG_KEY) != 0) {
                    isWhole[0] = isWhole[0] && headers.isWholeIntraPicture(packet);
                }
            });
            return isWhole[0] && scan.isTimed()
                    ? DecodedPictures.KEY_FRAMES_ALONE
                    : DecodedPictures.KEY_FRAMES_AMONG_ALL;
        }
    }
}

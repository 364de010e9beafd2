package dev.frogeye.ingest;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_INTERLACED_DCT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_INTERLACED_ME;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_BGR8;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P10LE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVA420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * A folder of inputs as they are met: whole, broken, unusual, and not videos at all, each with what is to come of it.
 * The same every time.
 */
public final class OddClips {
    /**
     * One input.
     *
     * @param name what it is
     * @param path relative to the folder; the pattern where it is an image sequence
     * @param status {@code ok}, {@code ok_with_errors}, {@code truncated} or {@code failed}
     * @param errorCode of the exception where it fails, else empty
     * @param frames delivered
     * @param firstMicros time of the first frame, -1 without any
     * @param lastMicros time of the last frame, -1 without any
     */
    public record OddClip(
            String name, String path, String status, String errorCode, int frames, long firstMicros, long lastMicros) {
        /** Whether the path is the pattern of numbered images. */
        public boolean isImageSequence() {
            return path.contains("%");
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static final long STEP = 40_000;
    private static final int FRAMES = 50;
    /** So many that a few missing ones are less than a tenth. */
    private static final int LONG = 200;

    /** Where 33 bits of a 90 kHz clock overflow, in two of its ticks. */
    private static final long WRAP = 1L << 32;

    private final Path folder;
    private final List<OddClip> clips = new ArrayList<>();

    private OddClips(Path folder) {
        this.folder = folder;
    }

    /** Writes them all to an existing, empty folder. */
    public static List<OddClip> write(Path folder) throws IOException {
        OddClips clips = new OddClips(folder);
        clips.whole();
        clips.cut();
        clips.timestamps();
        clips.pictures();
        clips.notVideos();
        clips.names();
        return List.copyOf(clips.clips);
    }

    private static long[] every(long step, int count, long from) {
        long[] times = Clips.every(step, count);
        for (int i = 0; i < count; i++) {
            times[i] += from;
        }
        return times;
    }

    /** 25 frames a second on a clock of milliseconds. */
    private static long[] regular(int count) {
        return every(40, count, 0);
    }

    private static OddWriter.Format mpeg4(String container) {
        return OddWriter.format(container, "mpeg4", AV_PIX_FMT_YUV420P);
    }

    private static OddWriter.Format mpeg2(String container) {
        OddWriter.Format plain = OddWriter.format(container, "mpeg2video", AV_PIX_FMT_YUV420P);
        return new OddWriter.Format(container, plain.encoder(), 64, 48, AV_PIX_FMT_YUV420P, 25, 0, 0, Map.of());
    }

    /** MPEG-4 in a transport stream, on half its clock of 90 kHz, because the codec takes no finer one. */
    private Path transport(String path, long... ticks) throws IOException {
        OddWriter.Format format =
                new OddWriter.Format("mpegts", "mpeg4", 64, 48, AV_PIX_FMT_YUV420P, 45_000, 0, 0, Map.of());
        return OddWriter.write(folder.resolve(path), format, ticks);
    }

    private void ok(String name, String path, int frames, long lastMicros) {
        clips.add(new OddClip(name, path, "ok", "", frames, 0, lastMicros));
    }

    private void regularly(String name, String path) {
        ok(name, path, FRAMES, (FRAMES - 1) * STEP);
    }

    private void partly(String name, String path, String status, int frames, long lastMicros) {
        clips.add(new OddClip(name, path, status, "", frames, 0, lastMicros));
    }

    private void failed(String name, String path, String code) {
        clips.add(new OddClip(name, path, "failed", code, 0, -1, -1));
    }

    private void whole() throws IOException {
        OddWriter.write(folder.resolve("good.mp4"), mpeg4("mp4"), regular(FRAMES));
        regularly("MP4", "good.mp4");
        OddWriter.write(folder.resolve("good.mkv"), mpeg4("matroska"), regular(FRAMES));
        regularly("MKV", "good.mkv");
        OddWriter.write(folder.resolve("one.mp4"), mpeg4("mp4"), 0);
        ok("a single frame", "one.mp4", 1, 0);
        OddWriter.write(folder.resolve("raw.m2v"), mpeg2("mpeg2video"), Clips.every(1, FRAMES));
        regularly("a raw stream without timestamps", "raw.m2v");
        OddWriter.write(
                folder.resolve("bframes.mp4"),
                new OddWriter.Format("mp4", "mpeg4", 64, 48, AV_PIX_FMT_YUV420P, 25, 2, 0, Map.of()),
                Clips.every(1, FRAMES));
        regularly("B-frames in MPEG-4", "bframes.mp4");
        OddWriter.write(folder.resolve("bframes.ts"), mpeg2("mpegts").withBFrames(2), Clips.every(1, FRAMES));
        regularly("B-frames in MPEG-2", "bframes.ts");
    }

    private void cut() throws IOException {
        shortened("good.mkv", "half.mkv", 0.5);
        partly("MKV cut in half", "half.mkv", "truncated", 24, 23 * STEP);
        shortened("good.mp4", "noindex.mp4", 0.5);
        failed("MP4 cut off before its index", "noindex.mp4", "truncated");
        OddWriter.write(
                folder.resolve("indexed.mp4"),
                mpeg4("mp4").withMuxerOptions(Map.of("movflags", "+faststart")),
                regular(FRAMES));
        shortened("indexed.mp4", "half.mp4", 0.5);
        Files.delete(folder.resolve("indexed.mp4"));
        partly("MP4 cut in half after its index", "half.mp4", "truncated", 25, 24 * STEP);
        OddWriter.write(
                folder.resolve("long.mp4"),
                mpeg4("mp4").withMuxerOptions(Map.of("movflags", "+faststart")),
                regular(LONG));
        shortened("long.mp4", "nearly.mp4", 0.98);
        Files.delete(folder.resolve("long.mp4"));
        partly("MP4 with 98 % of its bytes", "nearly.mp4", "truncated", 196, 195 * STEP);
        OddWriter.write(folder.resolve("long.mkv"), mpeg4("matroska"), regular(LONG));
        shortened("long.mkv", "nearly.mkv", 0.96);
        Files.delete(folder.resolve("long.mkv"));
        partly("MKV with 96 % of its bytes", "nearly.mkv", "truncated", 192, 191 * STEP);
        transport("whole.ts", every(1800, FRAMES, 0));
        regularly("MPEG-TS", "whole.ts");
        shortened("whole.ts", "half.ts", 0.5);
        partly("MPEG-TS cut in half", "half.ts", "ok_with_errors", 25, 24 * STEP);
        byte[] bytes = Files.readAllBytes(folder.resolve("good.mp4"));
        byte[] rubbish = new byte[6144];
        new Random(3).nextBytes(rubbish);
        System.arraycopy(rubbish, 0, bytes, bytes.length / 3, rubbish.length);
        Files.write(folder.resolve("rubbish.mp4"), bytes);
        partly("MP4 with 6 KiB of rubbish inside", "rubbish.mp4", "ok_with_errors", 40, 49 * STEP);
        byte[] stream = Files.readAllBytes(folder.resolve("whole.ts"));
        Files.write(folder.resolve("oddstart.ts"), Arrays.copyOfRange(stream, 1000, stream.length));
        partly("MPEG-TS that starts within a packet", "oddstart.ts", "ok_with_errors", 49, 48 * STEP);
    }

    private void shortened(String from, String to, double share) throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve(from));
        Files.write(folder.resolve(to), Arrays.copyOf(bytes, (int) (bytes.length * share)));
    }

    private void timestamps() throws IOException {
        OddWriter.write(folder.resolve("vfr.mkv"), mpeg4("matroska"), 0, 10, 20, 500, 510, 2000, 2100, 2101);
        ok("variable frame rate", "vfr.mkv", 8, 2_101_000);
        transport("late.ts", every(1800, FRAMES, 288_000));
        regularly("MPEG-TS that starts at 6.4 s", "late.ts");
        long[] wrapping = every(1800, FRAMES, WRAP - 10 * 1800L);
        transport("wrap.ts", wrapping);
        regularly("MPEG-TS whose clock overflows", "wrap.ts");
        long[] leaping = every(1800, FRAMES, 0);
        for (int i = FRAMES / 2; i < FRAMES; i++) {
            leaping[i] += 45_000L * 3600;
        }
        transport("jump.ts", leaping);
        ok("a leap of an hour in the timestamps", "jump.ts", FRAMES, 3_600_000_000L + 49 * STEP);
        try (OutputStream joined = Files.newOutputStream(folder.resolve("joined.ts"))) {
            Files.copy(folder.resolve("whole.ts"), joined);
            Files.copy(folder.resolve("whole.ts"), joined);
        }
        // The seam breaks the count of packets, as lost packets would.
        partly("two files joined, time runs backwards", "joined.ts", "ok_with_errors", 2 * FRAMES, 49 * STEP);
    }

    private void pictures() throws IOException {
        OddWriter.Format lossless = OddWriter.format("matroska", "ffv1", AV_PIX_FMT_YUV420P10LE);
        OddWriter.write(folder.resolve("tenbit.mkv"), lossless, regular(FRAMES));
        regularly("10 bits a sample", "tenbit.mkv");
        OddWriter.Format flat = OddWriter.format("matroska", "ffv1", AV_PIX_FMT_YUV420P);
        OddWriter.write(folder.resolve("odd.mkv"), flat.withSize(63, 47), regular(FRAMES));
        regularly("odd sides", "odd.mkv");
        OddWriter.write(folder.resolve("pixel.mkv"), flat.withSize(1, 1), regular(FRAMES));
        regularly("a single pixel", "pixel.mkv");
        OddWriter.write(
                folder.resolve("motion.avi"),
                OddWriter.format("avi", "mjpeg", AV_PIX_FMT_YUVJ420P).withSize(63, 47),
                regular(1));
        ok("Motion JPEG", "motion.avi", 1, 0);
        OddWriter.write(
                folder.resolve("interlaced.mpg"),
                mpeg2("mpeg").withFlags(AV_CODEC_FLAG_INTERLACED_DCT | AV_CODEC_FLAG_INTERLACED_ME),
                Clips.every(1, FRAMES));
        regularly("interlaced MPEG-2", "interlaced.mpg");
        for (int rotation : new int[] {90, 180, 270}) {
            String path = "rotated" + rotation + ".mp4";
            Clips.write(folder.resolve(path), rotation, Clips.every(STEP, FRAMES));
            regularly("rotated by " + rotation + " degrees", path);
        }
        OddWriter.write(folder.resolve("small.m2v"), mpeg2("mpeg2video"), Clips.every(1, FRAMES));
        OddWriter.write(folder.resolve("large.m2v"), mpeg2("mpeg2video").withSize(96, 80), Clips.every(1, FRAMES));
        try (OutputStream joined = Files.newOutputStream(folder.resolve("resized.m2v"))) {
            Files.copy(folder.resolve("small.m2v"), joined);
            Files.copy(folder.resolve("large.m2v"), joined);
        }
        Files.delete(folder.resolve("small.m2v"));
        Files.delete(folder.resolve("large.m2v"));
        // FFmpeg's decoder loses the picture it holds back when the size changes.
        ok("a new size in the middle", "resized.m2v", 2 * FRAMES - 1, 99 * STEP);
        OddWriter.write(
                folder.resolve("moving.gif"),
                new OddWriter.Format("gif", "gif", 64, 48, AV_PIX_FMT_BGR8, 100, 0, 0, Map.of()),
                every(4, FRAMES, 0));
        regularly("GIF", "moving.gif");
        if (OddWriter.canEncode("libwebp_anim")) {
            OddWriter.write(
                    folder.resolve("moving.webp"),
                    OddWriter.format("webp", "libwebp_anim", AV_PIX_FMT_YUVA420P),
                    regular(FRAMES));
            // FFmpeg 8.0 knows still WebP pictures only.
            failed("animated WebP", "moving.webp", "unsupported_codec");
        }
        Path images = Files.createDirectory(folder.resolve("images"));
        OddWriter.images(images, "img_%03d.png", 7, FRAMES);
        regularly("numbered images", "images/img_%03d.png");
    }

    private void notVideos() throws IOException {
        sound(folder.resolve("sound.wav"));
        failed("sound without pictures", "sound.wav", "no_video_stream");
        OddWriter.write(folder.resolve("noframes.avi"), mpeg4("avi"));
        failed("a video stream without a packet", "noframes.avi", "no_frames");
        Files.createFile(folder.resolve("empty.mp4"));
        failed("an empty file", "empty.mp4", "empty");
        Files.writeString(folder.resolve("text.mp4"), "Not a film.\n\nJust a few lines of text.\n".repeat(40));
        failed("text", "text.mp4", "not_a_video");
        byte[] rubbish = new byte[100_000];
        new Random(4).nextBytes(rubbish);
        Files.write(folder.resolve("rubbish.mkv"), rubbish);
        failed("rubbish", "rubbish.mkv", "not_a_video");
        Path locked = Files.copy(folder.resolve("good.mp4"), folder.resolve("locked.mp4"));
        if (Files.getFileStore(locked).supportsFileAttributeView("posix")) {
            Set<PosixFilePermission> nobody = Set.of();
            Files.setPosixFilePermissions(locked, nobody);
        }
        // The administrator may read everything.
        if (Files.isReadable(locked)) {
            regularly("a file without permissions, read by the administrator", "locked.mp4");
        } else {
            failed("a file that may not be read", "locked.mp4", "unreadable");
        }
    }

    private void names() throws IOException {
        String stem = "n".repeat(251);
        Files.copy(folder.resolve("good.mp4"), folder.resolve(stem + ".mp4"));
        regularly("a name of 255 bytes", stem + ".mp4");
        try {
            String foreign = "na\u00efve \u65e5\u672c \ud83d\udc38.mp4";
            Files.copy(folder.resolve("good.mp4"), folder.resolve(foreign));
            regularly("a name beyond ASCII", foreign);
        } catch (InvalidPathException e) {
            System.getLogger(OddClips.class.getName())
                    .log(System.Logger.Level.INFO, "no names beyond ASCII in this locale");
        }
        Files.createSymbolicLink(folder.resolve("loop.mp4"), Path.of("loop.mp4"));
        failed("a link to itself", "loop.mp4", "unreadable");
        Files.createSymbolicLink(folder.resolve("link.mp4"), Path.of("good.mp4"));
        regularly("a link to a video", "link.mp4");
        Files.createSymbolicLink(folder.resolve("dangling.mp4"), Path.of("none.mp4"));
        failed("a link to nothing", "dangling.mp4", "missing");
    }

    /** A quarter second of 8 kHz mono: the 44 bytes of a RIFF header and its samples. */
    static Path sound(Path file) throws IOException {
        int samples = 2000;
        ByteBuffer wav = ByteBuffer.allocate(44 + 2 * samples).order(ByteOrder.LITTLE_ENDIAN);
        wav.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + 2 * samples);
        wav.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
        wav.putShort((short) 1)
                .putShort((short) 1)
                .putInt(8000)
                .putInt(16000)
                .putShort((short) 2)
                .putShort((short) 16);
        wav.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(2 * samples);
        for (int i = 0; i < samples; i++) {
            wav.putShort((short) (8000 * Math.sin(i * 0.3)));
        }
        return Files.write(file, wav.array());
    }
}

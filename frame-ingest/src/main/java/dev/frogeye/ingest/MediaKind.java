package dev.frogeye.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a file is by its first bytes, whatever its name says. */
public enum MediaKind {
    /**
     * A container or raw stream of moving pictures, animated images and pictures one after the other included. A
     * container may turn out to hold sound only.
     */
    VIDEO,
    /** Sound alone. */
    AUDIO,
    /** A still picture. */
    IMAGE,
    /** Text, subtitles, anything else, and everything that is no regular file. */
    OTHER;

    /** What tells nearly all formats. */
    private static final int FIRST_BYTES = 64 << 10;

    /** As far as FFmpeg looks when the beginning leaves it in doubt. */
    private static final int MOST_BYTES = 1 << 20;

    /**
     * Not {@code ts} and {@code mts}, which are TypeScript as often, nor {@code avs}, which is a script for AviSynth.
     * Transport streams and the raw streams called so are told by their content.
     */
    private static final Set<String> VIDEO_SUFFIXES = Set.of(
            "3g2",
            "3gp",
            "amv",
            "apv",
            "asf",
            "avi",
            "divx",
            "dv",
            "f4v",
            "flv",
            "gxf",
            "ivf",
            "m2ts",
            "m4v",
            "mj2",
            "mk3d",
            "mkv",
            "mov",
            "mp4",
            "mpe",
            "mpeg",
            "mpg",
            "mxf",
            "nut",
            "ogm",
            "ogv",
            "qt",
            "rm",
            "rmvb",
            "vob",
            "webm",
            "wmv",
            "wtv",
            "y4m",
            // Raw streams.
            "264",
            "265",
            "266",
            "avc",
            "dirac",
            "drc",
            "evc",
            "h261",
            "h263",
            "h264",
            "h265",
            "h266",
            "h26l",
            "hevc",
            "m1v",
            "m2v",
            "mjpeg",
            "mjpg",
            "mpv",
            "obu",
            "vc1",
            "vvc");

    /** What is called so is not read on to see whether another picture follows the first: most folders hold pictures. */
    private static final Set<String> PICTURE_SUFFIXES = Set.of(
            "bmp", "dpx", "heic", "j2k", "jfif", "jp2", "jpe", "jpeg", "jpg", "jxl", "pbm", "pgm", "png", "ppm", "qoi",
            "tif", "tiff", "webp");

    /**
     * Looks at the beginning of a file: 64 KiB, and up to 1 MiB where that leaves doubts and the name says no picture.
     * Files that are not regular ones, such as pipes and devices, are not opened.
     *
     * @param file links are followed
     * @throws IOException if the file is missing or cannot be read
     */
    public static MediaKind of(Path file) throws IOException {
        if (!Files.readAttributes(file, BasicFileAttributes.class).isRegularFile()) {
            return OTHER;
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] beginning = in.readNBytes(FIRST_BYTES);
            boolean isAll = beginning.length < FIRST_BYTES || PICTURE_SUFFIXES.contains(suffix(file));
            Optional<MediaKind> kind = ContentProbe.kind(beginning, isAll);
            if (kind.isPresent()) {
                return kind.get();
            }
            byte[] more = in.readNBytes(MOST_BYTES - FIRST_BYTES);
            byte[] all = Arrays.copyOf(beginning, beginning.length + more.length);
            System.arraycopy(more, 0, all, beginning.length, more.length);
            return ContentProbe.kind(all, true).orElse(OTHER);
        }
    }

    /**
     * Whether a file calls itself a video by a well-known suffix: such a file is one even if its content is not, and
     * somebody wants to be told.
     */
    public static boolean isVideoName(Path file) {
        return VIDEO_SUFFIXES.contains(suffix(file));
    }

    /** In lower case; empty where there is none. */
    private static String suffix(Path file) {
        String name = file.getFileName() == null ? "" : file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(dot + 1).toLowerCase(Locale.ROOT) : "";
    }
}

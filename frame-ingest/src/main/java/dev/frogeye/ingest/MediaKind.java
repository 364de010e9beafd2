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
    /** A container or raw stream of moving pictures, animated images included. A container may turn out to hold sound only. */
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
     * Not {@code ts} and {@code mts}, which are TypeScript as often. Transport streams are told by their content.
     */
    private static final Set<String> VIDEO_SUFFIXES = Set.of(
            "mp4", "m4v", "mov", "qt", "mkv", "webm", "avi", "divx", "m2ts", "mpg", "mpeg", "m2v", "vob", "wmv", "asf",
            "flv", "f4v", "ogv", "3gp", "3g2", "mxf", "rm", "rmvb", "y4m");

    /**
     * Looks at the beginning of a file: 64 KiB, and up to 1 MiB where that leaves doubts. Files that are not regular
     * ones, such as pipes and devices, are not opened.
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
            Optional<MediaKind> kind = ContentProbe.kind(beginning, beginning.length < FIRST_BYTES);
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
        String name = file.getFileName() == null ? "" : file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot > 0 && VIDEO_SUFFIXES.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
    }
}

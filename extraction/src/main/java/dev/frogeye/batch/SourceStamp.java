package dev.frogeye.batch;

import dev.frogeye.ingest.VideoLocation;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * By what a source is recognised as unchanged: size and time of last change, as {@code make} and {@code rsync} do.
 *
 * @param bytes size, -1 where unknown
 * @param modifiedMillis milliseconds since 1970, -1 where unknown
 */
record SourceStamp(long bytes, long modifiedMillis) {
    static final SourceStamp UNKNOWN = new SourceStamp(-1, -1);

    static SourceStamp of(VideoLocation location) {
        try {
            if (location instanceof VideoLocation.Local local) {
                return new SourceStamp(Files.size(local.path()), modified(local.path()));
            }
            if (location instanceof VideoLocation.Images images) {
                return of(images);
            }
            return UNKNOWN;
        } catch (IOException e) {
            // Whatever it is, the attempt to read it will say so.
            return UNKNOWN;
        }
    }

    /** Of all files of the images' suffix in their folder: together as large, and the latest change. */
    private static SourceStamp of(VideoLocation.Images images) throws IOException {
        Path pattern = Path.of(images.pattern()).toAbsolutePath();
        String name = pattern.getFileName().toString();
        String suffix = name.substring(Math.max(0, name.lastIndexOf('.')));
        long bytes = 0;
        long modified = -1;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(pattern.getParent())) {
            for (Path file : files) {
                if (file.toString().endsWith(suffix)) {
                    bytes += Files.size(file);
                    modified = Math.max(modified, modified(file));
                }
            }
        }
        return new SourceStamp(bytes, modified);
    }

    private static long modified(Path path) throws IOException {
        return Files.getLastModifiedTime(path).toMillis();
    }
}

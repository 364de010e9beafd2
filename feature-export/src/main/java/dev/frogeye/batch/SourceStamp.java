package dev.frogeye.batch;

import dev.frogeye.ingest.VideoLocation;
import java.io.IOException;
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
                // Images added or taken away change their folder.
                Path folder = Path.of(images.pattern()).toAbsolutePath().getParent();
                return folder == null ? UNKNOWN : new SourceStamp(-1, modified(folder));
            }
            return UNKNOWN;
        } catch (IOException e) {
            // Whatever it is, the attempt to read it will say so.
            return UNKNOWN;
        }
    }

    private static long modified(Path path) throws IOException {
        return Files.getLastModifiedTime(path).toMillis();
    }
}

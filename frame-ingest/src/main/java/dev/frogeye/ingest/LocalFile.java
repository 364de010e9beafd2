package dev.frogeye.ingest;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** What can be said of a file before FFmpeg opens it, in better words than FFmpeg's. */
final class LocalFile {
    private LocalFile() {}

    /** Throws unless this is a regular file, or a link to one, with something in it that may be read. */
    static void check(Path file) throws VideoException {
        BasicFileAttributes attributes = attributes(file);
        boolean isReadable = Files.isReadable(file);
        if (attributes.isDirectory()) {
            throw unreadable(
                    file,
                    isReadable
                            ? " is a directory; give a video file"
                            : " is a directory that cannot be read; check its permissions, and give a video file");
        }
        // Opening a pipe without a writer would wait for ever, and no pipe can be read twice.
        if (!attributes.isRegularFile()) {
            throw unreadable(file, " is not a regular file; copy what it gives to a file");
        }
        if (!isReadable) {
            throw unreadable(file, " cannot be read; check its permissions");
        }
        if (attributes.size() == 0) {
            throw new VideoException(VideoException.Code.EMPTY, file + " is empty; copy it again");
        }
    }

    private static BasicFileAttributes attributes(Path file) throws VideoException {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class);
        } catch (NoSuchFileException e) {
            throw new VideoException(VideoException.Code.MISSING, file + " does not exist; check the path", e);
        } catch (AccessDeniedException e) {
            throw unreadable(file, " cannot be reached; check the permissions of the folders it is in", e);
        } catch (FileSystemException e) {
            throw unreadable(file, " cannot be read (" + e.getReason() + "); check the path and its permissions", e);
        } catch (IOException e) {
            throw unreadable(file, " cannot be read (" + e.getMessage() + "); check the path and its permissions", e);
        }
    }

    private static VideoException unreadable(Path file, String why) {
        return new VideoException(VideoException.Code.UNREADABLE, file + why);
    }

    private static VideoException unreadable(Path file, String why, IOException cause) {
        return new VideoException(VideoException.Code.UNREADABLE, file + why, cause);
    }
}

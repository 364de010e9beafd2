package dev.frogeye.export;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** A file that is written under a temporary name and gets its own name when it is complete. */
public final class PendingFile {
    private final Path target;
    private final Path temporary;

    /** A file that is written in its own folder, see {@link #PendingFile(Path, Path)}. */
    public PendingFile(Path target) throws IOException {
        this(target, folder(target));
    }

    /**
     * Checks that the target can be written to; creates nothing.
     *
     * @param temporaries existing folder for the unfinished file, on the target's file system
     */
    public PendingFile(Path target, Path temporaries) throws IOException {
        this.target = target.toAbsolutePath();
        if (!Files.isDirectory(folder(target))) {
            throw new NotDirectoryException(folder(target).toString());
        }
        if (Files.isDirectory(this.target)) {
            throw new IOException(target + " is a folder; a file of that name cannot be written");
        }
        temporary = temporaries.resolve(".tmp-" + UUID.randomUUID());
    }

    private static Path folder(Path target) throws IOException {
        Path folder = target.toAbsolutePath().getParent();
        if (folder == null) {
            throw new NotDirectoryException(target.toString());
        }
        return folder;
    }

    /** Where the file will be. */
    public Path target() {
        return target;
    }

    /** Where to write. */
    public Path temporary() {
        return temporary;
    }

    /** Renames the written and closed file, which is on the disk by then: a crash leaves the old file or the new one. */
    public void commit() throws IOException {
        try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Deletes what was written; nothing to do where nothing was or where it was committed. */
    public void discard() throws IOException {
        Files.deleteIfExists(temporary);
    }
}

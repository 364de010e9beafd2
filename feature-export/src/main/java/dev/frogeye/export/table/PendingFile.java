package dev.frogeye.export.table;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;

/** A file that is written under a temporary name and gets its own name when it is complete. */
public final class PendingFile {
    private static final String TEMPORARY = ".tmp-";

    private final Path target;
    private final Path temporaries;
    private final Path temporary;

    /** A file that is written in its own folder, see {@link #PendingFile(Path, Path)}. */
    public PendingFile(Path target) throws OutputException {
        this(target, folder(target));
    }

    /**
     * Checks that the target can be written to; creates nothing.
     *
     * @param temporaries existing folder for the unfinished file, on the target's file system
     */
    public PendingFile(Path target, Path temporaries) throws OutputException {
        this(target, temporaries, temporaries.resolve(TEMPORARY + UUID.randomUUID()));
    }

    private PendingFile(Path target, Path temporaries, Path temporary) throws OutputException {
        this.target = target.toAbsolutePath();
        this.temporaries = temporaries;
        this.temporary = temporary;
        Path folder = folder(target);
        if (!Files.isDirectory(folder)) {
            throw OutputException.of(target, new NotDirectoryException(folder.toString()));
        }
        if (Files.isDirectory(this.target)) {
            throw OutputException.of(target, new IOException("a folder of that name is in the way"));
        }
    }

    /**
     * Reserves a name that no file has. Whoever reserves names in a folder this way gets each of them once, also in
     * several processes, so that {@link #commit()} replaces nothing. The unfinished file lies beside its target, empty at
     * first, as {@code .tmp-}, the target's name and {@code .part}: no pattern of a format's files finds it.
     *
     * @return empty if the name is taken, or reserved; that of a process that was killed stays so until its unfinished
     *     file is deleted
     */
    public static Optional<PendingFile> reserve(Path target) throws OutputException {
        Path folder = folder(target);
        PendingFile file = new PendingFile(target, folder, folder.resolve(TEMPORARY + target.getFileName() + ".part"));
        try {
            Files.createFile(file.temporary);
            // Looked for only now: who had the name reserved until a moment ago has completed the file.
            if (!Files.exists(file.target, LinkOption.NOFOLLOW_LINKS)) {
                return Optional.of(file);
            }
            file.discard();
            return Optional.empty();
        } catch (FileAlreadyExistsException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw OutputException.of(target, e);
        }
    }

    private static Path folder(Path target) throws OutputException {
        Path folder = target.toAbsolutePath().getParent();
        if (folder == null) {
            throw OutputException.of(target, new IOException("it is the root of the file system"));
        }
        return folder;
    }

    /** Another file, in the target's folder, that belongs to this one and is written in the same place. */
    public PendingFile companion(String name) throws OutputException {
        return new PendingFile(target.resolveSibling(name), temporaries);
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
    public void commit() throws OutputException {
        try {
            force(temporary, StandardOpenOption.WRITE);
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw OutputException.of(target, e);
        }
        forceFolder();
    }

    /** The new name is an entry of the folder, which reaches the disk on its own. */
    private void forceFolder() {
        try {
            force(target.getParent(), StandardOpenOption.READ);
        } catch (IOException e) {
            // Not every system opens folders. Without it a loss of power may bring the old file back, whole.
        }
    }

    private static void force(Path path, StandardOpenOption access) throws IOException {
        try (FileChannel channel = FileChannel.open(path, access)) {
            channel.force(true);
        }
    }

    /** Deletes what was written; nothing to do where nothing was or where it was committed. */
    public void discard() throws IOException {
        Files.deleteIfExists(temporary);
    }
}

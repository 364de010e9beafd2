package dev.frogeye.catalogue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps other processes from writing the same model at the same time. All models of a folder share one file, a byte
 * each: a file for each would have to stay as well, because who deletes it locks out nobody.
 */
final class FolderLock implements AutoCloseable {
    private static final long POLL_MILLIS = 100;

    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Waits until nobody else has the lock; the system takes it back from a process that dies.
     *
     * @param folder exists
     * @param onBusy runs once if that takes time
     */
    static FolderLock take(Path folder, CatalogueEntry entry, Runnable onBusy)
            throws IOException, InterruptedException {
        FileChannel channel =
                FileChannel.open(folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            long position = Long.parseLong(entry.sha256().substring(0, 15), 16);
            if (!isFree(channel, position)) {
                onBusy.run();
                while (!isFree(channel, position)) {
                    Thread.sleep(POLL_MILLIS);
                }
            }
            return new FolderLock(channel);
        } catch (IOException | InterruptedException | RuntimeException e) {
            try (channel) {
                throw e;
            }
        }
    }

    private static boolean isFree(FileChannel channel, long position) throws IOException {
        try {
            FileLock lock = channel.tryLock(position, 1, false);
            return lock != null;
        } catch (OverlappingFileLockException e) {
            // Another thread of this process has it.
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

package dev.frogeye.batch;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.frogeye.export.OutputException;
import dev.frogeye.export.PendingFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The folder that a run writes to, held against other runs until it is closed: a table for each video, {@code _run.json}
 * saying how they were made, and {@code _status.jsonl} with a line for each attempt.
 *
 * <p>Unfinished tables are in a hidden folder of this run alone. What runs that were killed left in theirs is removed
 * when the next one opens the folder; those of runs still at work are not touched. Thread-safe.
 */
public final class RunDirectory implements AutoCloseable {
    private static final String RUN = "_run.json";
    private static final String TEMPORARIES = ".tmp-";
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final DirectoryLock lock;
    private final Path temporaries;
    private final StatusLog status;

    private RunDirectory(Path folder, DirectoryLock lock, StatusLog status) throws IOException {
        this.folder = folder;
        this.lock = lock;
        this.status = status;
        temporaries = Files.createDirectory(folder.resolve(TEMPORARIES + lock.token()));
    }

    /**
     * Opens a folder for a part of a run, creating it where it is missing.
     *
     * @throws IOException if it cannot be written to or another run is at work on that part
     */
    public static RunDirectory open(Path folder, Shard shard) throws IOException {
        create(folder);
        DirectoryLock lock = DirectoryLock.acquire(folder, shard);
        try {
            removeStaleTemporaries(folder, lock.liveTokens());
            return new RunDirectory(folder, lock, StatusLog.append(folder, shard));
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static void create(Path folder) throws IOException {
        try {
            Files.createDirectories(folder);
        } catch (FileAlreadyExistsException e) {
            throw new IOException(folder + " is a file, not a folder; give another one with -o", e);
        } catch (IOException e) {
            throw new IOException(
                    "cannot create the folder " + folder + " (" + e.getMessage()
                            + "); check its parent's permissions, or give another one with -o",
                    e);
        }
        if (!Files.isWritable(folder)) {
            throw new IOException("cannot write to the folder " + folder + "; give another one with -o");
        }
    }

    private static void removeStaleTemporaries(Path folder, Set<String> liveTokens) throws IOException {
        try (DirectoryStream<Path> candidates = Files.newDirectoryStream(folder, TEMPORARIES + "*")) {
            for (Path candidate : candidates) {
                String token = candidate.getFileName().toString().substring(TEMPORARIES.length());
                if (UUID.matcher(token).matches() && !liveTokens.contains(token) && Files.isDirectory(candidate)) {
                    remove(candidate);
                }
            }
        }
    }

    private static void remove(Path temporaries) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(temporaries)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(temporaries);
    }

    /** Whether a run has written to this folder before. */
    static boolean isUsed(Path folder) {
        return Files.exists(folder.resolve(RUN));
    }

    /** A file of this run, given by its path below the folder; its own folder is made if missing. */
    public PendingFile pending(String file) throws IOException {
        lock.requireHeld();
        Path target = folder.resolve(file);
        try {
            Files.createDirectories(target.getParent());
        } catch (IOException e) {
            throw OutputException.of(target, e);
        }
        return new PendingFile(target, temporaries);
    }

    /** Writes how this run makes its tables, replacing what an earlier run wrote. */
    public void describe(RunConfiguration configuration) throws IOException {
        PendingFile file = pending(RUN);
        try {
            String run = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(configuration.json());
            Files.writeString(file.temporary(), run + "\n");
            file.commit();
        } finally {
            file.discard();
        }
    }

    /** Adds a line to the status file. */
    void record(StatusEntry entry) throws IOException {
        lock.requireHeld();
        status.add(entry);
    }

    /** Bytes of a file, given by its path below the folder. */
    long size(String file) throws IOException {
        return Files.size(folder.resolve(file));
    }

    /** Lets other runs have the folder. */
    @Override
    public void close() throws IOException {
        try (lock;
                status) {
            remove(temporaries);
        }
    }
}

package dev.frogeye.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.frogeye.export.table.OutputException;
import dev.frogeye.export.table.PendingFile;
import dev.frogeye.extraction.Attempt;
import dev.frogeye.extraction.Status;
import dev.frogeye.extraction.Summary;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The folder that a run writes to, held against other runs until it is closed: a table for each video, {@code _run.json}
 * saying how they were made, and {@code _status.jsonl} with a line for each attempt.
 *
 * <p>Unfinished tables are in a hidden folder of this run alone. When the next run opens the folder, what killed runs left
 * in theirs is removed, and the videos they were at work on are recorded as failed; runs still at work are not touched.
 * Thread-safe.
 */
public final class RunDirectory implements AutoCloseable {
    /** Below a run's folder, where tables go that no longer stand. */
    static final String EARLIER = "_earlier";

    private static final String RUN = "_run.json";
    private static final String TEMPORARIES = ".tmp-";
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final DirectoryLock lock;
    private final Path temporaries;
    private final StatusLog status;
    private final RunningVideos running;

    private RunDirectory(Path folder, DirectoryLock lock, StatusLog status) throws IOException {
        this.folder = folder;
        this.lock = lock;
        this.status = status;
        temporaries = Files.createDirectory(folder.resolve(TEMPORARIES + lock.token()));
        running = new RunningVideos(temporaries);
    }

    /**
     * Opens a folder for a part of a run, creating it where it is missing.
     *
     * @throws IOException if it cannot be written to or another run is at work on that part
     */
    public static RunDirectory open(Path folder, Shard shard) throws IOException {
        create(folder);
        DirectoryLock lock = DirectoryLock.acquire(folder, shard);
        StatusLog status = null;
        try {
            // In this order: a run that begins now has its lock before its temporaries.
            List<Path> temporaries = temporaries(folder);
            Set<String> liveTokens = lock.liveTokens();
            status = StatusLog.append(folder, shard);
            for (Path stale : temporaries) {
                if (!liveTokens.contains(token(stale))) {
                    recordInterrupted(status, RunningVideos.unfinished(stale));
                    remove(stale);
                }
            }
            return new RunDirectory(folder, lock, status);
        } catch (IOException | RuntimeException e) {
            try (lock) {
                if (status != null) {
                    status.close();
                }
            }
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

    private static List<Path> temporaries(Path folder) throws IOException {
        List<Path> temporaries = new ArrayList<>();
        try (DirectoryStream<Path> candidates = Files.newDirectoryStream(folder, TEMPORARIES + "*")) {
            for (Path candidate : candidates) {
                if (UUID.matcher(token(candidate)).matches() && Files.isDirectory(candidate)) {
                    temporaries.add(candidate);
                }
            }
        }
        return temporaries;
    }

    private static String token(Path temporaries) {
        return temporaries.getFileName().toString().substring(TEMPORARIES.length());
    }

    private static void recordInterrupted(StatusLog status, Map<String, String> videos) throws IOException {
        for (Map.Entry<String, String> video : videos.entrySet()) {
            Attempt attempt = new Attempt(
                    video.getKey(),
                    video.getValue(),
                    Status.FAILED,
                    "interrupted",
                    "the run ended while it was at work on " + video.getValue() + "; run it again",
                    0,
                    Summary.NONE);
            status.add(new StatusEntry(attempt, "", -1, "", SourceStamp.UNKNOWN, Instant.now()));
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
    public static boolean isUsed(Path folder) {
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

    /**
     * Writes how this run makes its tables to {@code _run.json}. What an earlier run wrote there, if it is something else,
     * is kept under a name with the hash that the status has for its tables.
     *
     * @return the name under which it is kept, empty where there was nothing else
     */
    public Optional<String> describe(RunConfiguration configuration) throws IOException {
        String run = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(configuration.json()) + "\n";
        Optional<String> kept = keepOther(config(run));
        PendingFile file = pending(RUN);
        try {
            Files.writeString(file.temporary(), run);
            file.commit();
        } finally {
            file.discard();
        }
        return kept;
    }

    private Optional<String> keepOther(String config) throws IOException {
        Path earlier = folder.resolve(RUN);
        String other = Files.exists(earlier) ? config(Files.readString(earlier)) : config;
        if (other.equals(config)) {
            return Optional.empty();
        }
        String name = "_run." + other + ".json";
        Files.copy(earlier, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        return Optional.of(name);
    }

    private static String config(String run) {
        try {
            return JSON.readTree(run).path("config").asText("other");
        } catch (JsonProcessingException e) {
            return "other";
        }
    }

    /** Takes note that a video is begun, before anything of it is written. */
    void begin(Input input) throws IOException {
        lock.requireHeld();
        running.add(input.id(), input.location().toString());
    }

    /** Adds a line to the status file. */
    void record(StatusEntry entry) throws IOException {
        lock.requireHeld();
        status.add(entry);
        running.remove(entry.attempt().videoId());
    }

    /** Bytes of a file, given by its path below the folder; -1 where there is none. */
    long size(String file) {
        try {
            return Files.size(folder.resolve(file));
        } catch (IOException e) {
            return -1;
        }
    }

    /** Moves files, given by their paths below the folder, to where no reader of the run looks; false if none is there. */
    boolean setAside(List<String> files) throws IOException {
        boolean isMoved = false;
        for (String file : files) {
            Path source = folder.resolve(file);
            if (Files.exists(source)) {
                Path target = folder.resolve(EARLIER).resolve(file);
                Files.createDirectories(target.getParent());
                Files.move(source, target, StandardCopyOption.REPLACE_EXISTING);
                isMoved = true;
            }
        }
        return isMoved;
    }

    /** Lets other runs have the folder. */
    @Override
    public void close() throws IOException {
        try (lock;
                status;
                running) {
            recordInterrupted(status, running.unfinished());
        }
        remove(temporaries);
    }
}

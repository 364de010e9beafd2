package dev.frogeye.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Keeps two processes from working on the same part of a run.
 *
 * <p>On one machine the operating system's lock on the file decides: it ends with the process, however that ends. Between
 * machines that share a folder such locks cannot be relied on, so there it is a lease: the holder touches the file every
 * {@link #RENEWAL}, and who has not for as long as {@link #LEASE} has lost it. Times are the file server's, so the
 * machines' clocks need not agree.
 */
final class DirectoryLock implements Closeable {
    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final Duration RENEWAL = Duration.ofSeconds(20);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int TRIES = 5;
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Pattern NAME = Pattern.compile("_lock(?:\\.(\\d+)-of-(\\d+))?");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HOST = host();

    /** The operating system knows locks of processes, so what this one holds has to be known here. */
    private static final Map<Path, String> HELD = new ConcurrentHashMap<>();
    /** Bytes of a lock file, at most. */
    private static final int LONGEST = 4096;

    private final Path file;
    private final FileChannel channel;
    private final Object identity;
    private final String token;
    private final byte[] content;
    private final ScheduledExecutorService renewal =
            Executors.newSingleThreadScheduledExecutor(DirectoryLock::renewalThread);
    private volatile boolean isLost;

    /** Who has a lock file. */
    private record Holder(String token, String host, String text) {
        private static final Holder NOBODY = new Holder("", "", "");

        static Holder of(String content) {
            try {
                JsonNode json = JSON.readTree(content);
                return json == null || !json.isObject()
                        ? NOBODY
                        : new Holder(
                                json.path("token").asText(),
                                json.path("host").asText(),
                                "process " + json.path("pid").asText() + " on "
                                        + json.path("host").asText() + " since "
                                        + json.path("since").asText());
            } catch (JsonProcessingException e) {
                // Written by a process that was killed in the middle of it.
                return NOBODY;
            }
        }

        boolean isLocal() {
            return host.equals(HOST);
        }
    }

    private DirectoryLock(Path file, FileChannel channel, String token) throws IOException {
        this.file = file;
        this.channel = channel;
        this.token = token;
        ObjectNode json = JSON.createObjectNode();
        json.put("token", token);
        json.put("host", HOST);
        json.put("pid", ProcessHandle.current().pid());
        json.put("since", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        content = JSON.writeValueAsString(json).getBytes(StandardCharsets.UTF_8);
        channel.truncate(0);
        touch();
        identity = identity(file);
    }

    /**
     * Takes the lock of a part of a run.
     *
     * @param folder exists
     * @throws IOException naming who has it or an overlapping one
     */
    static DirectoryLock acquire(Path folder, Shard shard) throws IOException {
        Path file = folder.toRealPath().resolve("_lock" + shard.suffix());
        String token = UUID.randomUUID().toString();
        if (HELD.putIfAbsent(file, token) != null) {
            throw busy(folder, Holder.NOBODY);
        }
        FileChannel channel = null;
        DirectoryLock lock = null;
        try {
            channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            Holder holder = holder(channel);
            // Who begins at the same time looks into all lock files, and holds them for a moment.
            for (int tries = 1; isHeld(file, channel, holder); tries++) {
                if (tries == TRIES || Thread.interrupted()) {
                    throw busy(folder, holder);
                }
                LockSupport.parkNanos(PAUSE.toNanos());
                holder = holder(channel);
            }
            lock = new DirectoryLock(file, channel, token);
            // Both of two that start at once may see the other here, and both give up: that does no harm.
            lock.requireOthersElsewhere(folder, shard);
            lock.keep();
            return lock;
        } catch (IOException | RuntimeException e) {
            if (lock == null) {
                HELD.remove(file);
            }
            // A resource may be null.
            Closeable opened = lock == null ? channel : lock;
            try (opened) {
                throw e;
            }
        }
    }

    private void requireOthersElsewhere(Path folder, Shard shard) throws IOException {
        if (!isMine()) {
            // Whoever had it removed the file between our opening and locking it.
            throw busy(folder, Holder.NOBODY);
        }
        for (Path other : lockFiles(file.getParent())) {
            Matcher name = NAME.matcher(other.getFileName().toString());
            if (!other.equals(file) && name.matches() && shard.overlaps(shard(name))) {
                Holder holder = liveHolder(other);
                if (holder != Holder.NOBODY) {
                    throw busy(folder, holder);
                }
            }
        }
    }

    private static List<Path> lockFiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(
                            file -> NAME.matcher(file.getFileName().toString()).matches())
                    .toList();
        }
    }

    private static Shard shard(Matcher name) {
        return name.group(1) == null ? Shard.WHOLE : Shard.parse(name.group(1) + "/" + name.group(2));
    }

    private static IOException busy(Path folder, Holder holder) {
        String who = holder.text().isEmpty() ? "" : " (" + holder.text() + ")";
        return new IOException("another run is writing to " + folder + who
                + "; wait for it, give each a part with --shard, or give another folder with -o");
    }

    /** The tokens of all runs that are at work in this lock's folder, its own among them. */
    Set<String> liveTokens() throws IOException {
        Set<String> tokens = new HashSet<>(Set.of(token));
        for (Path other : lockFiles(file.getParent())) {
            if (!other.equals(file)) {
                tokens.add(liveHolder(other).token());
            }
        }
        return tokens;
    }

    /** Who is at work under another lock file. */
    private static Holder liveHolder(Path other) throws IOException {
        String ours = HELD.get(other);
        if (ours != null) {
            // Opening and closing the file would release our own lock on it: POSIX locks belong to the process.
            return new Holder(ours, HOST, "this process");
        }
        try (FileChannel channel = FileChannel.open(other, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            Holder holder = holder(channel);
            return isHeld(other, channel, holder) ? holder : Holder.NOBODY;
        } catch (NoSuchFileException e) {
            return Holder.NOBODY;
        }
    }

    private static Holder holder(FileChannel channel) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(LONGEST);
        for (int read = 0; read >= 0 && buffer.hasRemaining(); ) {
            read = channel.read(buffer, buffer.position());
        }
        return Holder.of(new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8));
    }

    /** Whether somebody holds the file; if not, this channel holds it until it is closed. */
    private static boolean isHeld(Path file, FileChannel channel, Holder holder) throws IOException {
        boolean isKnown = !holder.token().isEmpty();
        try {
            FileLock lock = channel.tryLock();
            return lock == null || isKnown && !holder.isLocal() && isFresh(file);
        } catch (OverlappingFileLockException e) {
            return true;
        } catch (IOException e) {
            // A file system without locks: the lease has to do.
            return isKnown && isFresh(file);
        }
    }

    private static boolean isFresh(Path file) throws IOException {
        Path clock = Files.createTempFile(file.toAbsolutePath().getParent(), ".clock-", "");
        try {
            long age = Files.getLastModifiedTime(clock).toMillis()
                    - Files.getLastModifiedTime(file).toMillis();
            return age < LEASE.toMillis();
        } finally {
            Files.delete(clock);
        }
    }

    /** Renews the lease from time to time. */
    private void keep() {
        long period = RENEWAL.toMillis();
        renewal.scheduleWithFixedDelay(this::renew, period, period, TimeUnit.MILLISECONDS);
    }

    private void renew() {
        try {
            if (isMine()) {
                touch();
            } else {
                isLost = true;
            }
        } catch (IOException e) {
            System.getLogger(DirectoryLock.class.getName())
                    .log(System.Logger.Level.WARNING, "cannot renew the lock " + file, e);
        }
    }

    /** The same bytes in the same place: no reader sees anything but the time change. */
    private void touch() throws IOException {
        channel.write(ByteBuffer.wrap(content), 0);
        channel.force(true);
    }

    private boolean isMine() throws IOException {
        try {
            // The file is not opened a second time, see liveHolder.
            return Objects.equals(identity, identity(file))
                    && holder(channel).token().equals(token);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** What tells the file from another one of its name; null where the platform has nothing of the kind. */
    private static Object identity(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    String token() {
        return token;
    }

    /**
     * Fails if this process was taken for dead, say because it was suspended, and another one took over.
     */
    void requireHeld() throws IOException {
        if (isLost) {
            throw new IOException("another run has taken over " + file.getParent()
                    + " because this one did not answer for " + LEASE.toMinutes() + " minutes");
        }
    }

    @Override
    public void close() throws IOException {
        // Not interrupted: that would close the channel under it.
        renewal.shutdown();
        // An interrupted thread cannot read files, and who interrupts a run wants it to leave things in order.
        boolean isInterrupted = Thread.interrupted();
        try (channel) {
            renewal.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (isMine()) {
                Files.deleteIfExists(file);
            }
        } catch (InterruptedException e) {
            isInterrupted = true;
        } finally {
            HELD.remove(file);
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static Thread renewalThread(Runnable task) {
        Thread thread = new Thread(task, "lock renewal");
        thread.setDaemon(true);
        return thread;
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}

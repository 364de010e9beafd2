package dev.frogeye.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryLockTest {
    private static final String ELSEWHERE =
            "{\"token\":\"t\",\"host\":\"another.machine\",\"pid\":1,\"since\":\"then\"}";

    @TempDir
    Path folder;

    @Test
    void aPartIsGivenToOneAtATime() throws IOException {
        try (DirectoryLock first = DirectoryLock.acquire(folder, Shard.WHOLE)) {
            assertThat(first.liveTokens()).containsExactly(first.token());
            assertThatIOException()
                    .isThrownBy(() -> DirectoryLock.acquire(folder, Shard.WHOLE))
                    .withMessageContaining("another run")
                    .withMessageContaining(folder.toString());
        }
        DirectoryLock.acquire(folder, Shard.WHOLE).close();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void differentPartsOfOneDivisionGoTogetherAndOverlappingOnesDoNot() throws IOException {
        try (DirectoryLock first = DirectoryLock.acquire(folder, new Shard(1, 2));
                DirectoryLock second = DirectoryLock.acquire(folder, new Shard(2, 2))) {
            assertThat(second.liveTokens()).containsExactlyInAnyOrder(first.token(), second.token());
            assertThatIOException().isThrownBy(() -> DirectoryLock.acquire(folder, Shard.WHOLE));
            assertThatIOException().isThrownBy(() -> DirectoryLock.acquire(folder, new Shard(3, 4)));
            first.requireHeld();
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whatAKilledProcessOfThisMachineLeftIsTakenOver() throws IOException {
        DirectoryLock dead = DirectoryLock.acquire(folder, Shard.WHOLE);
        String content = Files.readString(folder.resolve("_lock"));
        dead.close();
        Files.writeString(folder.resolve("_lock"), content);
        DirectoryLock.acquire(folder, Shard.WHOLE).close();
    }

    @Test
    void anotherMachineKeepsItsPartAsLongAsItsLeaseIsFresh() throws IOException {
        Path lock = Files.writeString(folder.resolve("_lock"), ELSEWHERE);
        assertThatIOException()
                .isThrownBy(() -> DirectoryLock.acquire(folder, Shard.WHOLE))
                .withMessageContaining("another.machine");
        assertThat(lock).hasContent(ELSEWHERE);
        Files.setLastModifiedTime(lock, FileTime.from(Instant.now().minus(Duration.ofMinutes(3))));
        DirectoryLock.acquire(folder, Shard.WHOLE).close();
    }

    @Test
    void aLockFileThatWasCutOffIsNobodys() throws IOException {
        Files.writeString(folder.resolve("_lock"), "{\"tok");
        DirectoryLock.acquire(folder, Shard.WHOLE).close();
    }

    @Test
    void anotherProcessSeesTheLock() throws Exception {
        Path ready = folder.resolve("ready");
        Process other = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        folder.toString(),
                        ready.toString())
                .inheritIO()
                .start();
        try {
            while (!Files.exists(ready) && other.isAlive()) {
                Thread.sleep(20);
            }
            assertThatIOException()
                    .isThrownBy(() -> DirectoryLock.acquire(folder, Shard.WHOLE))
                    .withMessageContaining("process " + other.pid());
        } finally {
            other.destroyForcibly().waitFor();
        }
        DirectoryLock.acquire(folder, Shard.WHOLE).close();
    }

    /** Takes the lock of a folder in a process of its own, and keeps it. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] args) throws Exception {
            try (DirectoryLock lock = DirectoryLock.acquire(Path.of(args[0]), Shard.WHOLE)) {
                Files.writeString(Path.of(args[1]), lock.token());
                Thread.sleep(Long.MAX_VALUE);
            }
        }
    }
}

package dev.frogeye.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.frogeye.cli.text.ExitCode;
import dev.frogeye.ingest.SampleClip;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Runs of the packaged command line that end before their time, or meet one another. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the script is for POSIX shells")
class KilledRunLauncherIT {
    private static final int KILLS = 20;
    private static final int CLIPS = 8;
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private final Map<Long, Path> logs = new TreeMap<>();
    private Path videos;

    @BeforeEach
    void writeClips() throws IOException {
        videos = folder.resolve("videos");
        for (int i = 0; i < CLIPS; i++) {
            Path clip = videos.resolve("camera" + i % 2).resolve("clip" + i + ".mp4");
            Files.createDirectories(clip.getParent());
            SampleClip.write(clip, new SampleClip.Options(64, 64, 25, 40, i));
        }
    }

    @Test
    void howeverOftenItIsKilledARunEndsWithTheSameBytes() throws Exception {
        Path undisturbed = folder.resolve("undisturbed");
        assertThat(start(undisturbed).waitFor()).isZero();
        Map<String, String> expected = tables(undisturbed);
        assertThat(expected).hasSize(2 * CLIPS + 1);

        Path killed = folder.resolve("killed");
        Random random = new Random(20);
        int unfinished = 0;
        for (int i = 0; i < KILLS; i++) {
            Process process = start(killed);
            // From within the start of the JVM to after the end of a whole run.
            boolean isOver = process.waitFor(100 + random.nextInt(2400), TimeUnit.MILLISECONDS);
            process.destroyForcibly().waitFor();
            unfinished += isOver ? 0 : 1;
            // Whatever has its final name is whole.
            assertThat(expected).containsAllEntriesOf(tables(killed));
            if (Files.exists(killed) && random.nextInt(4) == 0) {
                // Some of it is to be done again, or it would be over after a few rounds.
                Files.deleteIfExists(killed.resolve("camera1/clip" + (1 + 2 * random.nextInt(CLIPS / 2)) + ".parquet"));
            }
        }
        assertThat(unfinished).isGreaterThan(KILLS / 4);
        assertThat(start(killed).waitFor()).isZero();
        assertThat(tables(killed)).isEqualTo(expected);
        assertThat(files(killed)).allMatch(name -> expected.containsKey(name) || name.equals("_status.jsonl"));
        assertThat(statuses(killed)).hasSize(CLIPS).allSatisfy((id, status) -> assertThat(status)
                .isIn("ok", "skipped"));
    }

    @Test
    void aSecondRunInOneFolderIsRefusedAndPartsOfOneRunGoTogether() throws Exception {
        Path whole = folder.resolve("whole");
        // Exact and one by one, so that it is still at work when the second one comes.
        String[] slowly = {"--threshold", "0", "--dense", "never", "--jobs", "1"};
        Process first = start(whole, slowly);
        while (!Files.exists(whole.resolve("_lock"))) {
            assertThat(first.isAlive()).isTrue();
            Thread.sleep(5);
        }
        Process second = start(whole, slowly);
        assertThat(second.waitFor()).isEqualTo(ExitCode.USAGE);
        assertThat(text(second)).contains("another run is writing to " + whole, "process " + first.pid());
        assertThat(first.waitFor()).isZero();

        Path parts = folder.resolve("parts");
        List<Process> machines = List.of(
                start(parts, "--threshold", "0", "--dense", "never", "--shard", "1/2"),
                start(parts, "--threshold", "0", "--dense", "never", "--shard", "2/2"));
        for (Process machine : machines) {
            assertThat(machine.waitFor()).isZero();
        }
        assertThat(tables(parts)).isEqualTo(tables(whole));
    }

    @Test
    void aFullDiskIsSaidInOneLineAndNothingIsHalfWritten() throws Exception {
        Path small = mount("size=160k");
        try {
            Process process = start(small.resolve("out"), "--jobs", "1");
            assertThat(process.waitFor()).isEqualTo(ExitCode.NOTHING_PROCESSED);
            assertThat(complaints(process)).singleElement().asString().contains("No space left", "free space");
            assertThat(files(small.resolve("out")))
                    .allMatch(name -> name.matches("_run.json|_status.jsonl|(_videos/)?camera0/.*\\.parquet"));
        } finally {
            unmount(small);
        }
    }

    @Test
    void aFolderThatCannotBeWrittenToIsSaidInOneLine() throws Exception {
        Path readOnly = mount("ro");
        try {
            Process process = start(readOnly);
            assertThat(process.waitFor()).isEqualTo(ExitCode.USAGE);
            assertThat(complaints(process))
                    .singleElement()
                    .asString()
                    .contains("cannot write to the folder " + readOnly, "-o");
        } finally {
            unmount(readOnly);
        }
    }

    private Path mount(String options) throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        Process mount = new ProcessBuilder("mount", "-t", "tmpfs", "-o", options, "tmpfs", disk.toString())
                .redirectErrorStream(true)
                .start();
        mount.getInputStream().readAllBytes();
        assumeTrue(mount.waitFor() == 0, "no right to mount a disk");
        return disk;
    }

    private static void unmount(Path disk) throws Exception {
        new ProcessBuilder("umount", disk.toString()).start().waitFor();
    }

    private List<String> complaints(Process process) throws IOException {
        return text(process)
                .lines()
                .filter(line -> line.startsWith("frogeye: "))
                .toList();
    }

    private Process start(Path output, String... options) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(System.getProperty("frogeye.launcher"), "extract", videos.toString(), "-o", output.toString()));
        command.addAll(List.of("--pool-video", "mean"));
        command.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Path log = Files.createTempFile(folder, "log", ".txt");
        Process process = builder.redirectOutput(log.toFile()).start();
        logs.put(process.pid(), log);
        return process;
    }

    private String text(Process process) throws IOException {
        return Files.readString(logs.get(process.pid()));
    }

    /** Everything but the status, whose times differ, and what has a hidden or a lock's name; with a hash of its bytes. */
    private static Map<String, String> tables(Path output) throws Exception {
        Map<String, String> tables = new TreeMap<>();
        for (String name : files(output)) {
            if (!name.startsWith("_status") && !name.startsWith("_lock") && !name.startsWith(".")) {
                byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(output.resolve(name)));
                tables.put(name, HexFormat.of().formatHex(hash, 0, 8));
            }
        }
        return tables;
    }

    private static List<String> files(Path output) {
        if (!Files.isDirectory(output)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(output)) {
            return files.filter(file -> !file.equals(output) && !Files.isDirectory(file))
                    .map(file -> output.relativize(file).toString())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> statuses(Path output) throws IOException {
        Map<String, String> statuses = new TreeMap<>();
        for (String line : Files.readString(output.resolve("_status.jsonl"), StandardCharsets.UTF_8)
                .split("\n")) {
            if (line.endsWith("}")) {
                JsonNode status = JSON.readTree(line);
                statuses.put(
                        status.get("video_id").asText(), status.get("status").asText());
            }
        }
        return statuses;
    }
}

package dev.frogeye.live.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.frogeye.export.table.OutputException;
import dev.frogeye.export.table.VectorEncoding;
import dev.frogeye.live.LiveSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** On a file system of its own that is soon full; needs the right to mount one. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class FullDiskTest {
    private final TestFrames frames = TestFrames.ofVectors(1024);
    private boolean isMounted;

    @TempDir
    Path folder;

    private Path disk;

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectory(folder.resolve("disk"));
        try {
            isMounted = run("mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", disk.toString());
        } catch (IOException e) {
            isMounted = false; // there is no such program
        }
        Assumptions.assumeTrue(isMounted, "needs the right to mount a small file system");
    }

    @AfterEach
    void unmount() throws Exception {
        if (isMounted) {
            assertThat(run("umount", disk.toString())).as("nothing is open").isTrue();
        }
    }

    @Test
    void aFileOfLinesEndsWithAWholeOne() throws Exception {
        Path file = disk.resolve("features.jsonl");
        LiveSink sink = LiveSinks.jsonl(file, "cam0", frames.table, VectorEncoding.ARRAY);
        assertFillsUp(sink);
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize((int) sink.written()).isNotEmpty();
        for (String line : lines) {
            assertThat(new ObjectMapper().readTree(line).get("feature")).hasSize(1024);
        }
    }

    @Test
    void completeParquetFilesStayAndTheUnfinishedOneIsGone() throws Exception {
        LiveSink sink = LiveSinks.rollingParquet(disk, "cam0", frames.table, Rolling.parse("100kB"));
        assertFillsUp(sink);
        try (Stream<Path> files = Files.list(disk)) {
            assertThat(files).isNotEmpty().allMatch(file -> file.toString().endsWith(".parquet"));
        }
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("SELECT count(*) FROM '" + disk + "/cam0-*.parquet'")) {
            assertThat(count.next()).isTrue();
            assertThat(count.getLong(1)).isEqualTo(sink.written());
        }
    }

    @Test
    void aDiskThatIsFullFromTheStartIsToldBeforeTheStreamBegins() throws Exception {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> Files.write(disk.resolve("others"), new byte[1 << 20]));
        assertThatExceptionOfType(OutputException.class)
                .isThrownBy(() -> LiveSinks.rollingParquet(disk, "cam0", frames.table, Rolling.DEFAULT))
                .matches(OutputException::isDiskFull);
        try (Stream<Path> files = Files.list(disk)) {
            assertThat(files).containsExactly(disk.resolve("others"));
        }
    }

    private void assertFillsUp(LiveSink sink) throws Exception {
        int[] given = new int[1];
        Eventually.holds("full", () -> {
            given[0]++;
            frames.give(sink, 1);
            Thread.sleep(1);
            return sink.unwritten() > 0;
        });
        assertThatExceptionOfType(OutputException.class)
                .isThrownBy(sink::close)
                .matches(OutputException::isDiskFull)
                .withMessageContaining("cannot write " + disk)
                .withMessageContaining("free space in " + disk)
                .withMessageNotContaining("\n");
        assertThat(sink.written() + sink.unwritten()).isEqualTo(given[0]);
    }

    private static boolean run(String... command) throws Exception {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor() == 0;
    }
}

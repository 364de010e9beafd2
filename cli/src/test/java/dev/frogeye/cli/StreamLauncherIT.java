package dev.frogeye.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.frogeye.cli.command.StreamCommandTest;
import dev.frogeye.cli.text.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams of the packaged command line that someone ends. */
@Timeout(120)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the script is for POSIX shells, and so are its signals")
class StreamLauncherIT {
    private static final long PATIENCE_SECONDS = 60;
    /** Two seconds are promised; a machine that is busy otherwise may take longer. */
    private static final long END_SECONDS = 10;

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void aSignalEndsAStreamWithWholeFiles(String signal) throws Exception {
        Path lines = folder.resolve("lines.jsonl");
        Path tables = folder.resolve("tables");
        Process process =
                start(ProcessBuilder.Redirect.DISCARD, "test", "-o", tables.toString(), "-o", lines.toString());
        await(process, () -> Files.exists(lines) && Files.size(lines) > 100_000);
        assertThat(end(process, signal)).isEqualTo(ExitCode.INTERRUPTED);

        String text = Files.readString(lines);
        assertThat(text).endsWith("}\n");
        List<String> rows = text.lines().toList();
        for (String row : rows) {
            JsonNode json = JSON.readTree(row);
            assertThat(json.get("feature").size()).isPositive();
        }
        try (Stream<Path> files = Files.list(tables)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .singleElement()
                    .asString()
                    .matches("test-.*-000001\\.parquet");
        }
        assertThat(StreamCommandTest.query(
                        "SELECT count(*), count(DISTINCT frame_index) FROM '" + tables + "/*.parquet'"))
                .isEqualTo(rows.size() + " " + rows.size());
        assertThat(log()).contains("frames captured", "frogeye: interrupted").doesNotContain("Exception");
    }

    @Test
    void aReaderThatDoesNotReadHoldsUpNeitherTheStreamNorItsEnd() throws Exception {
        Path lines = folder.resolve("lines.jsonl");
        // Nobody reads what the pipe holds, which is soon full.
        Process process = start(ProcessBuilder.Redirect.PIPE, "test", "-o", "-", "-o", lines.toString());
        await(process, () -> Files.exists(lines) && Files.size(lines) > 400_000);
        assertThat(end(process, "TERM")).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(Files.readString(lines)).endsWith("}\n");
        assertThat(log()).contains("not written");
    }

    @Test
    void aReaderThatHasEnoughEndsTheStreamInSilence() throws Exception {
        Path code = folder.resolve("code.txt");
        Process process = builder(
                        "sh",
                        "-c",
                        "{ \"$@\"; echo $? >'" + code + "'; } | head -1",
                        "sh",
                        launcher(),
                        "stream",
                        "test",
                        "-q",
                        "-o",
                        "-",
                        "-o",
                        folder.resolve("tables").toString())
                .redirectError(folder.resolve("err.txt").toFile())
                .start();
        String line = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(JSON.readTree(line).get("frame_index").asInt()).isNotNegative();
        assertThat(Files.readString(code).strip()).isEqualTo(String.valueOf(ExitCode.BROKEN_PIPE));
        assertThat(log()).isEmpty();
        assertThat(Long.parseLong(
                        StreamCommandTest.query("SELECT count(*) FROM '" + folder.resolve("tables") + "/*.parquet'")))
                .isPositive();
    }

    @Test
    void aSignalBeforeTheFirstFrameEndsItToo() throws Exception {
        Path tables = folder.resolve("tables");
        Process process = start(ProcessBuilder.Redirect.DISCARD, "test", "-o", tables.toString());
        // Java is up, and anywhere from reading the model to opening the source.
        TimeUnit.MILLISECONDS.sleep(1500);
        assertThat(end(process, "INT")).isIn(ExitCode.INTERRUPTED);
    }

    private int end(Process process, String signal) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
        assertThat(process.waitFor(END_SECONDS, TimeUnit.SECONDS))
                .as("ended by " + signal)
                .isTrue();
        return process.exitValue();
    }

    private static void await(Process process, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.call()) {
            assertThat(process.isAlive()).isTrue();
            assertThat(System.nanoTime()).isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private Process start(ProcessBuilder.Redirect out, String... args) throws IOException {
        return builder(Stream.concat(Stream.of(launcher(), "stream"), Stream.of(args))
                        .toArray(String[]::new))
                .redirectOutput(out)
                .redirectError(folder.resolve("err.txt").toFile())
                .start();
    }

    private ProcessBuilder builder(String... command) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder;
    }

    private static String launcher() {
        return System.getProperty("frogeye.launcher");
    }

    private String log() throws IOException {
        return Files.readString(folder.resolve("err.txt"));
    }
}

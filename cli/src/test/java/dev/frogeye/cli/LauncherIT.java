package dev.frogeye.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frogeye.ingest.SampleClip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The packaged distribution, started by its script as a user does, on the JDK that runs the build. */
@DisabledOnOs(OS.WINDOWS)
class LauncherIT {
    private static final long PATIENCE_SECONDS = 120;

    @TempDir
    Path folder;

    @Test
    void nothingButTheAnswerIsPrinted() throws Exception {
        Process process = start("--version");
        assertThat(exitCode(process)).isZero();
        assertThat(text("out")).contains("Java " + Runtime.version(), "kernel ");
        assertThat(text("err")).isEmpty();
    }

    @Test
    void aWholeRunIsFreeOfWarnings() throws Exception {
        Process process = start("demo", "-o", folder.resolve("ein Ordner mit ä").toString());
        assertThat(exitCode(process)).isZero();
        assertThat(text("err")).isEmpty();
        assertThat(text("out")).contains("all 100");
    }

    @Test
    void errorsKeepTheirExitCodeAndReachStderr() throws Exception {
        Process process = start("inspect", "missing.onnx");
        assertThat(exitCode(process)).isEqualTo(ExitCode.MODEL);
        assertThat(text("err")).startsWith("frogeye: missing.onnx does not exist");
    }

    @Test
    void anInterruptedRunLeavesNoUnfinishedTable() throws Exception {
        Path clip = folder.resolve("long.mp4");
        SampleClip.write(clip, new SampleClip.Options(320, 240, 25, 400, 1));
        Path output = folder.resolve("out");
        Process process = start("extract", clip.toString(), "-o", output.toString(), "--threshold", "0");
        waitForUnfinishedTable(output, process);
        assertThat(new ProcessBuilder("kill", "-INT", String.valueOf(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
        assertThat(exitCode(process)).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(names(output)).containsExactlyInAnyOrder("_run.json");
    }

    private static void waitForUnfinishedTable(Path output, Process process) throws Exception {
        while (names(output).stream().noneMatch(name -> name.startsWith(".tmp-"))
                || !Files.exists(output.resolve("_run.json"))) {
            assertThat(process.isAlive()).isTrue();
            Thread.sleep(20);
        }
    }

    private static List<String> names(Path output) throws IOException {
        if (!Files.isDirectory(output)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(output)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private Process start(String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(System.getProperty("frogeye.launcher")));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(folder.resolve("out.txt").toFile())
                .redirectError(folder.resolve("err.txt").toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        // As in a container: no locale.
        builder.environment().keySet().removeIf(name -> name.startsWith("LC_") || name.equals("LANG"));
        return builder.start();
    }

    private static int exitCode(Process process) throws InterruptedException {
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private String text(String stream) throws IOException {
        return Files.readString(folder.resolve(stream + ".txt"));
    }
}

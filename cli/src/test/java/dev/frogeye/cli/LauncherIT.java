package dev.frogeye.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frogeye.cli.text.ExitCode;
import dev.frogeye.ingest.SampleClip;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The packaged distribution, started by its script as a user does, on the JDK that runs the build. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the script is for POSIX shells, and so are its signals")
class LauncherIT {
    private static final long PATIENCE_SECONDS = 120;

    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();

    @Test
    void nothingButTheAnswerIsPrinted() throws Exception {
        assertThat(run("--version")).isZero();
        assertThat(text("out")).contains("Java " + Runtime.version(), "kernel ");
        assertThat(text("err")).isEmpty();
    }

    @Test
    void aWholeRunIsFreeOfWarnings() throws Exception {
        assertThat(run("demo", "-o", folder.resolve("ein Ordner mit ä").toString()))
                .isZero();
        assertThat(text("err")).isEmpty();
        assertThat(text("out")).contains("all 100");
    }

    @Test
    void errorsKeepTheirExitCodeAndReachStderr() throws Exception {
        assertThat(run("inspect", "missing.onnx")).isEqualTo(ExitCode.MODEL);
        assertThat(text("err")).startsWith("frogeye: missing.onnx does not exist");
    }

    @Test
    void theEnvironmentSetsOptions() throws Exception {
        environment.put("FROGEYE_JSON", "true");
        assertThat(run("inspect", "builtin:gabor")).isZero();
        assertThat(text("out")).startsWith("{");
    }

    @Test
    void tooLittleMemoryIsSaidInOneLine() throws Exception {
        Path model = folder.resolve("big.onnx");
        try (RandomAccessFile file = new RandomAccessFile(model.toFile(), "rw")) {
            // Zeros that were never written take no room on most disks.
            file.setLength(64 << 20);
        }
        environment.put("FROGEYE_JAVA_OPTS", "-Xmx16m");
        assertThat(run("inspect", model.toString())).isEqualTo(ExitCode.INTERNAL_ERROR);
        assertThat(text("err").lines()).singleElement().asString().contains("out of memory", "FROGEYE_JAVA_OPTS=-Xmx");
    }

    @ParameterizedTest
    @CsvSource({"missing.onnx, 2>&-, 5", "builtin:gabor, 2>&-, 0", "builtin:gabor, >&-, 4", "builtin:gabor, <&-, 0"})
    void aClosedStreamNeitherHangsNorChangesTheExitCode(String model, String redirection, int exitCode)
            throws Exception {
        assertThat(runRedirected(redirection, "inspect", model)).isEqualTo(exitCode);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFullDiskIsSaidInOneLine() throws Exception {
        assertThat(runRedirected(">/dev/full", "inspect", "builtin:gabor")).isEqualTo(ExitCode.NOTHING_PROCESSED);
        assertThat(text("err"))
                .startsWith("frogeye: cannot write to standard output")
                .hasLineCount(1);
    }

    @Test
    void aReaderThatStopsReadingIsNoError() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        Process reader = new ProcessBuilder("sh", "-c", ": <\"$0\"", pipe.toString()).start();
        assertThat(runRedirected(">'" + pipe + "'", "inspect", "builtin:gabor")).isEqualTo(ExitCode.BROKEN_PIPE);
        assertThat(reader.waitFor()).isZero();
        assertThat(text("err")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"WARNING: Using incubator modules: jdk.incubator.vector\\n", ""})
    void whatFollowsTheWarningPassesAsItIs(String warning) throws Exception {
        standInForJava("printf '%b' '" + warning + "first\\n 10 %\\r 20 %\\n\\tlast' >&2; exit 7");
        assertThat(run("demo")).isEqualTo(7);
        assertThat(text("err")).isEqualTo("first\n 10 %\r 20 %\n\tlast");
    }

    @Test
    void javaGetsTheArgumentsAsTheyAreAndNoWidthWhereThereIsNoTerminal() throws Exception {
        standInForJava("printf '%s\\n' \"$@\"");
        assertThat(run("a b", "", "*")).isZero();
        assertThat(text("out").lines())
                .noneMatch(line -> line.contains("frogeye.terminal"))
                .endsWith("a b", "", "*");
    }

    @ParameterizedTest
    @CsvSource({"TERM, 143", "HUP, 129"})
    void otherSignalsEndARunAsWell(String signal, int exitCode) throws Exception {
        Path video = folder.resolve("endless.mp4");
        SampleClip.write(video, new SampleClip.Options(320, 240, 25, 400, 1));
        Process process = start(
                "extract",
                video.toString(),
                "--threshold",
                "0",
                "--dense",
                "never",
                "-o",
                folder.resolve("out").toString());
        waitForUnfinishedTable(folder.resolve("out"), process);
        assertThat(new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
        assertThat(exitCode(process)).isEqualTo(exitCode);
        assertThat(names(folder.resolve("out"))).noneMatch(name -> name.startsWith(".tmp-"));
    }

    @Test
    void anInterruptedRunLeavesNoUnfinishedTable() throws Exception {
        Path clip = folder.resolve("long.mp4");
        SampleClip.write(clip, new SampleClip.Options(320, 240, 25, 400, 1));
        Path output = folder.resolve("out");
        Process process =
                start("extract", clip.toString(), "-o", output.toString(), "--threshold", "0", "--dense", "never");
        waitForUnfinishedTable(output, process);
        assertThat(new ProcessBuilder("kill", "-INT", String.valueOf(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
        assertThat(exitCode(process)).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(names(output)).containsExactlyInAnyOrder("_run.json", "_status.jsonl");
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

    private void standInForJava(String script) throws IOException {
        Path java = Files.createDirectories(folder.resolve("java home/bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\n" + script + "\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        environment.put("JAVA_HOME", folder.resolve("java home").toString());
    }

    private Process start(String... args) throws IOException {
        return builder(Stream.concat(Stream.of(launcher()), Stream.of(args)).toArray(String[]::new))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private int run(String... args) throws Exception {
        return runRedirected("", args);
    }

    /**
     * Runs the launcher to its end, and until all that it wrote is there: its filter for stderr may outlive it.
     *
     * @param redirection as in a shell
     */
    private int runRedirected(String redirection, String... args) throws Exception {
        String line = "{ \"$@\" >out.txt " + redirection + "; echo $? >code.txt; } 2>&1 | cat >err.txt";
        List<String> command = Stream.concat(Stream.of("sh", "-c", line, "sh", launcher()), Stream.of(args))
                .toList();
        assertThat(exitCode(builder(command.toArray(String[]::new)).start())).isZero();
        return Integer.parseInt(text("code").strip());
    }

    private static String launcher() {
        return System.getProperty("frogeye.launcher");
    }

    private ProcessBuilder builder(String... command) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        // As in a container: no locale.
        builder.environment().keySet().removeIf(name -> name.startsWith("LC_") || name.equals("LANG"));
        builder.environment().putAll(environment);
        return builder;
    }

    private static int exitCode(Process process) throws InterruptedException {
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private String text(String stream) throws IOException {
        return Files.readString(folder.resolve(stream + ".txt"));
    }
}

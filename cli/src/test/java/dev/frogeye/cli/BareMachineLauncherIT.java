package dev.frogeye.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frogeye.cli.text.ExitCode;
import dev.frogeye.ingest.NumberedClip;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged command line on a server or in a container: the sound library that FFmpeg's cameras are linked with is
 * hidden, whether or not this machine has it, and so are locale, time zone, display, and a home that can be written to.
 */
@Timeout(180)
@EnabledOnOs(value = OS.LINUX, disabledReason = "only there FFmpeg is linked with libraries of the desktop")
class BareMachineLauncherIT {
    private static final long PATIENCE_SECONDS = 90;
    private static final Pattern PAGE = Pattern.compile("page: (http://\\S+)");

    @TempDir
    Path folder;

    private Path home;

    /** What came of a command. */
    private record Run(int exitCode, List<String> out, List<String> err) {}

    @BeforeEach
    void hide() throws IOException {
        // Found before the system's, and no library.
        Files.createFile(Files.createDirectories(folder.resolve("hidden")).resolve("libpulse.so.0"));
        // Nobody, not even root, makes a folder within a file.
        home = Files.createFile(folder.resolve("home"));
    }

    @Test
    void devicesAreListedAndTheLibraryIsNamed() throws Exception {
        Run run = run("devices");
        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.err()).singleElement().asString().contains("libpulse.so.0", "apt-get install libpulse0");
    }

    @Test
    void aCameraIsRefusedInOneLineWithTheRemedy() throws Exception {
        for (String[] source : new String[][] {{"--camera", "0"}, {"screen"}}) {
            Run run = run(Stream.concat(Stream.of("stream"), Stream.of(source)).toArray(String[]::new));
            assertThat(run.exitCode()).isEqualTo(ExitCode.NOTHING_PROCESSED);
            assertThat(run.err())
                    .singleElement()
                    .asString()
                    .contains(
                            "cannot be opened",
                            "libpulse.so.0",
                            "apt-get install libpulse0",
                            "dnf install pulseaudio-libs",
                            "Alpine");
            assertThat(run.out()).isEmpty();
        }
    }

    @Test
    void picturesThatAreMadeUpAndFilesInRealTimeNeedNoLibrary() throws Exception {
        Run made = run("stream", "test:still:5", "--when-behind", "block", "-q", "-o", "-");
        assertThat(made.err()).isEmpty();
        assertThat(made.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(made.out()).hasSize(5);

        // A name beyond ASCII, which Java opens only where the locale is not POSIX's.
        Path clip = NumberedClip.write(folder.resolve("r\u00e9sum\u00e9.mp4"), 0, 12);
        Run file = run("stream", clip.toString(), "--realtime", "--when-behind", "block", "-q", "-o", "-");
        assertThat(file.err()).isEmpty();
        assertThat(file.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(file.out()).hasSize(12);
    }

    @Test
    void aPageIsServedAndReadAsANetworkStream() throws Exception {
        Process process = start("server", "stream", "test", "--http", "127.0.0.1:0");
        try {
            URI page = page(process);
            HttpResponse<String> stats = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(page.resolve("/stats")).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(stats.statusCode()).isEqualTo(200);
            Path rows = folder.resolve("rows.jsonl");
            Process reader =
                    start("reader", "stream", page.resolve("/stream.mjpg").toString(), "-o", rows.toString());
            try {
                await(reader, () -> Files.exists(rows) && Files.size(rows) > 0);
            } finally {
                end(reader);
            }
        } finally {
            end(process);
        }
    }

    private static void end(Process process) throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    private static void await(Process process, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.call()) {
            assertThat(process.isAlive()).isTrue();
            assertThat(System.nanoTime()).isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private URI page(Process process) throws Exception {
        Path messages = folder.resolve("server.err");
        await(process, () -> PAGE.matcher(Files.readString(messages)).find());
        Matcher page = PAGE.matcher(Files.readString(messages));
        assertThat(page.find()).isTrue();
        return URI.create(page.group(1));
    }

    private Run run(String... args) throws Exception {
        Process process = start("run", args);
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        return new Run(
                process.exitValue(),
                Files.readAllLines(folder.resolve("run.out")),
                Files.readAllLines(folder.resolve("run.err")));
    }

    private Process start(String name, String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(System.getProperty("frogeye.launcher")));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(folder.resolve(name + ".out").toFile())
                .redirectError(folder.resolve(name + ".err").toFile());
        String path = builder.environment().get("PATH");
        builder.environment().clear();
        builder.environment().put("PATH", path);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("LD_LIBRARY_PATH", folder.resolve("hidden").toString());
        builder.environment().put("LC_ALL", "POSIX");
        builder.environment().put("FROGEYE_JAVA_OPTS", "-Duser.home=" + home);
        return builder.start();
    }
}

package dev.frogeye.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeResourcesTest {
    @TempDir
    private Path folder;

    @Test
    void openingAndClosingLeavesNoNativeMemoryBehind() throws IOException {
        Path file = Clips.write(folder.resolve("clip.mp4"), 90, Clips.every(40_000, 10));
        Path text = Files.writeString(folder.resolve("text.mp4"), "not a video");
        useAndFail(file, text);
        long before = Pointer.totalBytes();
        long residentBefore = residentKilobytes();
        for (int i = 0; i < 300; i++) {
            useAndFail(file, text);
        }
        // Less where what another test left behind was collected meanwhile.
        assertThat(Pointer.totalBytes()).isLessThanOrEqualTo(before);
        // Memory that FFmpeg allocates itself is not counted above. A leaked decoder would cost well over 100 kB a
        // time.
        assertThat(residentKilobytes() - residentBefore).isLessThan(100_000);
    }

    private static void useAndFail(Path file, Path text) throws IOException {
        try (VideoFile video = VideoFile.open(file, TimeRange.parse("0.2", null, null))) {
            video.read(new RgbFrame());
        }
        assertThatThrownBy(() -> VideoFile.open(text)).isInstanceOf(VideoException.class);
    }

    private static long residentKilobytes() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.isReadable(status)) {
            return 0;
        }
        for (String line : Files.readAllLines(status)) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        return 0;
    }

    @Test
    void nothingIsAllocatedOnTheHeapForEachFrameButSmallChange() throws IOException {
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        Path file = Clips.write(folder.resolve("clip.mp4"), 90, Clips.every(40_000, 80));
        try (VideoFile video = VideoFile.open(file)) {
            RgbFrame frame = new RgbFrame();
            for (int i = 0; i < 20; i++) {
                video.read(frame);
            }
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 50; i++) {
                video.read(frame);
            }
            // No buffer of a picture's size (9216 bytes) is made.
            assertThat((threads.getCurrentThreadAllocatedBytes() - before) / 50).isLessThan(1024);
        }
    }

    /** In a process of its own, because only there can all that reaches the native stderr be seen. */
    @Test
    void ffmpegNeverWritesToStderr() throws IOException, InterruptedException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Assumptions.assumeTrue(Files.isExecutable(java), "no java launcher at " + java);
        Path clip = folder.resolve("cut.mkv");
        SampleClip.write(clip, new SampleClip.Options(128, 96, 30, 60, 1));
        byte[] bytes = Files.readAllBytes(clip);
        Files.write(clip, Arrays.copyOf(bytes, bytes.length / 2));
        Path noLogging = Files.writeString(folder.resolve("logging.properties"), ".level=OFF\n");
        Path output = folder.resolve("output.txt");
        Process process = new ProcessBuilder(
                        java.toString(),
                        "-Djava.util.logging.config.file=" + noLogging,
                        "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ReadInProcess.class.getName(),
                        clip.toString(),
                        Files.writeString(folder.resolve("text.mp4"), "not a video")
                                .toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        List<String> lines = Files.readAllLines(output);
        // From JDK 24 on the launcher itself warns about native access.
        lines.removeIf(line -> line.isBlank() || line.startsWith("WARNING:"));
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).startsWith("errors ").isNotEqualTo("errors 0");
        assertThat(lines.get(1)).isEqualTo("not_a_video");
    }

    /** Reads the files named as arguments and prints what came of it, one line each. */
    static final class ReadInProcess {
        private ReadInProcess() {}

        public static void main(String[] files) throws IOException {
            for (String file : files) {
                try (VideoFile video = VideoFile.open(Path.of(file))) {
                    RgbFrame frame = new RgbFrame();
                    while (video.read(frame)) {
                        assertThat(frame.width()).isPositive();
                    }
                    System.out.println("errors " + video.report().decodeErrors());
                } catch (VideoException e) {
                    System.out.println(e.code().id());
                }
            }
        }
    }
}

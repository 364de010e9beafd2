package dev.frogeye.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frogeye.export.table.FeatureSink;
import dev.frogeye.export.table.OutputException;
import dev.frogeye.export.table.PendingFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left where the system takes some of a file and no more, as a full disk does. */
class FileSizeLimitTest {
    private static final Path SHELL = Path.of("/bin/sh");
    private static final Path OPEN_FILES = Path.of("/proc/self/fd");

    @TempDir
    Path folder;

    @Test
    void aFailedSinkLeavesNoFileAndHoldsNoneOpen() throws Exception {
        Assumptions.assumeTrue(
                Files.isExecutable(SHELL) && Files.isDirectory(OPEN_FILES), "needs a shell, and a list of open files");
        List<String> command = List.of(
                SHELL.toString(),
                "-c",
                // Four megabytes or eight, by the shell's size of a block; native libraries still fit.
                "ulimit -f 8000; exec \"$@\"",
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:-UsePerfData",
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Limited.class.getName(),
                folder.toString());
        Process java = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(java.waitFor()).as(said).isZero();
        assertThat(said.lines()).hasSameSizeAs(OutputFormat.values());
        for (OutputFormat format : OutputFormat.values()) {
            assertThat(said).contains(format + ": cannot write " + folder.resolve(format.extension()) + " (");
        }
        assertThat(said).doesNotContain("left");
    }

    /** Runs in a Java of its own, whose files are limited. */
    static final class Limited {
        private static final int ROWS = 3000;

        private Limited() {}

        public static void main(String[] args) throws IOException {
            Path folder = Path.of(args[0]);
            Table table = Table.of("clip", 4096);
            for (OutputFormat format : OutputFormat.values()) {
                PendingFile file = new PendingFile(folder.resolve(format.extension()));
                try (FeatureSink sink = format.open(file, table.schema())) {
                    table.write(sink, ROWS);
                    sink.commit();
                    System.out.println(format + " fits");
                } catch (OutputException e) {
                    System.out.println(format + ": " + e.getMessage() + left(folder));
                }
            }
        }

        private static String left(Path folder) throws IOException {
            try (Stream<Path> files = Files.list(folder);
                    Stream<Path> open = Files.list(OPEN_FILES)) {
                String left = Stream.concat(
                                files,
                                open.filter(Files::isSymbolicLink)
                                        .map(Limited::target)
                                        .filter(path -> folder.equals(path.getParent())))
                        .map(Path::toString)
                        .collect(Collectors.joining(" "));
                return left.isEmpty() ? "" : ", left: " + left;
            }
        }

        private static Path target(Path link) {
            try {
                return Files.readSymbolicLink(link);
            } catch (IOException e) {
                return link; // closed in between: the one that lists them
            }
        }
    }
}

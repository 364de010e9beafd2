package dev.frogeye.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The documents name classes that exist, and the sources keep the boundaries that the documents promise. */
class ArchitectureTest {
    private static final Path ROOT = Path.of(System.getProperty("frogeye.root", ".."));

    private static final Path KERNELS = Path.of("spiking-conv/src/main/java/dev/frogeye/kernel");

    /** A class name in backticks, perhaps with its package or a nested class: {@code `Layer.Visitor`}. */
    private static final Pattern CLASS =
            Pattern.compile("`(?:[a-z0-9]+\\.)*([A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*)[^`\\s]*`");

    @ParameterizedTest
    @CsvSource({"ARCHITECTURE.md, 12", "CONTRIBUTING.md, 12", "README.md, 3"})
    void everyClassNamedInADocumentExists(String document, int atLeast) throws IOException {
        Set<String> named = new TreeSet<>();
        Matcher matcher = CLASS.matcher(Files.readString(ROOT.resolve(document)));
        while (matcher.find()) {
            named.add(matcher.group(1));
        }
        assertThat(named).hasSizeGreaterThanOrEqualTo(atLeast);
        assertThat(classNames()).containsAll(named);
    }

    @Test
    void onlyIngestTouchesFfmpeg() {
        assertThat(filesImporting("org.bytedeco.(ffmpeg|javacv)"))
                .isNotEmpty()
                .allMatch(file -> file.startsWith(Path.of("frame-ingest")));
    }

    @Test
    void theCatalogueNeedsNothingOfFrogeyeAndIsAllThatDownloads() {
        Path catalogue = Path.of("cli/src/main/java/dev/frogeye/catalogue");
        assertThat(filesImporting("dev.frogeye.(?!catalogue)"))
                .isNotEmpty()
                .noneMatch(file -> file.startsWith(catalogue));
        assertThat(filesImporting("java.net.http"))
                .isNotEmpty()
                .allMatch(file -> file.startsWith(catalogue) || file.startsWith(Path.of("benchmarks")));
    }

    @Test
    void theVectorApiStaysBehindInterfacesThatHaveAPlainVersion() {
        assertThat(filesImporting("jdk.incubator"))
                .containsExactlyInAnyOrder(
                        Path.of("frame-ingest/src/main/java/dev/frogeye/ingest/VectorRowFilter.java"),
                        KERNELS.resolve("Compression.java"),
                        KERNELS.resolve("Lanes.java"),
                        KERNELS.resolve("VectorGate.java"),
                        KERNELS.resolve("VectorGather.java"),
                        KERNELS.resolve("VectorScatter.java"),
                        KERNELS.resolve("VectorTaps.java"),
                        KERNELS.resolve("VectorWindows.java"));
    }

    @Test
    void onlyTheCommandLineSamplesAndBenchmarksPrint() {
        assertThat(sources("src/main")
                        .filter(file -> contains(file, "System\\.(out|err)"))
                        .map(ROOT::relativize))
                .isNotEmpty()
                .allMatch(
                        file -> file.startsWith("cli") || file.startsWith("samples") || file.startsWith("benchmarks"));
    }

    private static List<Path> filesImporting(String library) {
        return sources("src/main")
                .filter(file -> contains(file, "import (static )?" + library))
                .map(ROOT::relativize)
                .toList();
    }

    private static Set<String> classNames() {
        return sources("src")
                .map(file -> file.getFileName().toString().replace(".java", ""))
                .collect(Collectors.toSet());
    }

    private static Stream<Path> sources(String below) {
        try (Stream<Path> modules = Files.list(ROOT)) {
            return modules
                    .map(module -> module.resolve(below))
                    .filter(Files::isDirectory)
                    .flatMap(ArchitectureTest::javaFiles)
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> javaFiles(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean contains(Path file, String pattern) {
        try {
            return Pattern.compile(pattern).matcher(Files.readString(file)).find();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

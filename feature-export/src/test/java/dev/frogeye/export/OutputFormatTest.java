package dev.frogeye.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.frogeye.export.table.FeatureSink;
import dev.frogeye.export.table.PendingFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for a file of any format. */
class OutputFormatTest {
    private final Table table = Table.of("clip.mp4", 16);

    @TempDir
    Path folder;

    @Test
    void formatsAreCalledAsTheirFilesEnd() {
        assertThat(OutputFormat.values())
                .extracting(OutputFormat::extension)
                .containsExactly("parquet", "jsonl", "npy", "npz", "csv", "arrow");
    }

    @ParameterizedTest
    @EnumSource
    void aSinkClosedWithoutCommitLeavesNothing(OutputFormat format) throws IOException {
        try (FeatureSink sink = format.open(new PendingFile(folder.resolve("features")), table.schema())) {
            table.write(sink, 200);
        }
        assertThat(files()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void untilCommittedTheOldFileStays(OutputFormat format) throws IOException {
        Path target = Files.writeString(folder.resolve("features"), "old");
        try (FeatureSink sink = format.open(new PendingFile(target), table.schema())) {
            table.write(sink, 10);
            assertThat(target).hasContent("old");
            sink.commit();
        }
        assertThat(Files.size(target)).isGreaterThan(100);
        assertThat(files()).containsExactlyElementsOf(complete(format));
    }

    @ParameterizedTest
    @EnumSource
    void aMissingFolderIsAnErrorBeforeAnythingIsWritten(OutputFormat format) throws IOException {
        assertThatIOException()
                .isThrownBy(() -> format.open(new PendingFile(folder.resolve("missing/features")), table.schema()))
                .withMessageContaining("missing");
        assertThat(files()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aFolderInTheWayIsAnErrorBeforeAnythingIsWritten(OutputFormat format) throws IOException {
        Path target = Files.createDirectory(folder.resolve("features"));
        assertThatIOException().isThrownBy(() -> format.open(new PendingFile(target), table.schema()));
        assertThat(files()).containsExactly("features");
    }

    @ParameterizedTest
    @EnumSource
    void noRowFollowsTheCommit(OutputFormat format) throws IOException {
        try (FeatureSink sink = format.open(new PendingFile(folder.resolve("features")), table.schema())) {
            sink.commit();
            assertThatIllegalStateException().isThrownBy(() -> table.write(sink, 1));
            assertThatIllegalStateException().isThrownBy(sink::commit);
        }
        assertThat(files()).containsExactlyElementsOf(complete(format));
    }

    @ParameterizedTest
    @EnumSource
    void aRowOfAnotherTableIsRefused(OutputFormat format) throws IOException {
        try (FeatureSink sink = format.open(new PendingFile(folder.resolve("features")), table.schema())) {
            Table other = Table.of("clip.mp4", 17);
            assertThatIllegalArgumentException().isThrownBy(() -> other.write(sink, 1));
        }
        assertThat(files()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void equalRowsMakeEqualBytes(OutputFormat format) throws IOException {
        Path first = folder.resolve("first");
        Path second = folder.resolve("second");
        for (Path target : List.of(first, second)) {
            try (FeatureSink sink = format.open(new PendingFile(target), table.schema())) {
                table.write(sink, 5000);
                sink.commit();
            }
        }
        assertThat(first).hasSameBinaryContentAs(second);
    }

    @ParameterizedTest
    @EnumSource
    void unfinishedFilesAreInTheFolderForThem(OutputFormat format) throws IOException {
        Path temporaries = Files.createDirectory(folder.resolve("temporaries"));
        try (FeatureSink sink = format.open(new PendingFile(folder.resolve("features"), temporaries), table.schema())) {
            table.write(sink, 1);
            assertThat(files()).containsExactly("temporaries");
            sink.commit();
        }
        assertThat(temporaries).isEmptyDirectory();
        assertThat(files())
                .containsAll(complete(format))
                .hasSize(complete(format).size() + 1);
    }

    @ParameterizedTest
    @EnumSource
    void onlyASingleArrayHasNoPlaceForSeveralLayers(OutputFormat format) throws IOException {
        Table several = Table.of("clip.mp4", 4, 5);
        if (format == OutputFormat.NPY) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> format.open(new PendingFile(folder.resolve("features")), several.schema()))
                    .withMessageContaining("npz");
            assertThatIllegalArgumentException().isThrownBy(() -> format.requireFits(2));
            assertThat(files()).isEmpty();
        } else {
            format.requireFits(2);
            format.open(new PendingFile(folder.resolve("features")), several.schema())
                    .close();
        }
    }

    private static List<String> complete(OutputFormat format) {
        return format == OutputFormat.NPY ? List.of("features", "features.json") : List.of("features");
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}

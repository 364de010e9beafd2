package dev.frogeye.export.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.frogeye.export.FeatureSinks;
import dev.frogeye.export.OutputFormat;
import dev.frogeye.export.Table;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OutputExceptionTest {
    /** Linux: a file that is never too small to open and always too small to write. */
    private static final Path FULL = Path.of("/dev/full");

    private final Table table = Table.of("clip.mp4", 16);

    @TempDir
    Path folder;

    @Test
    void theMessageNamesTheFileTheReasonAndTheRemedy() {
        Path target = folder.resolve("clip.npz");
        OutputException full = OutputException.of(
                target, new FileSystemException(folder + "/.tmp-123", null, "No space left on device"));
        assertThat(full)
                .hasMessage("cannot write " + target + " (No space left on device); free space in " + folder
                        + " or write to another disk");
        assertThat(full.isDiskFull()).isTrue();
        assertThat(OutputException.of(target, full)).isSameAs(full);

        OutputException denied = OutputException.of(target, new AccessDeniedException(folder + "/.tmp-123"));
        assertThat(denied).hasMessageContaining("permission denied").hasMessageContaining("make " + folder);
        assertThat(denied.isDiskFull()).isFalse();

        OutputException missing =
                OutputException.of(folder.resolve("missing/clip.npz"), new NotDirectoryException(folder + "/missing"));
        assertThat(missing).hasMessageContaining("create the folder " + folder.resolve("missing"));
        assertThat(missing.isDiskFull()).isFalse();
        assertThatExceptionOfType(OutputException.class).isThrownBy(() -> new PendingFile(folder.getRoot()));

        assertThat(OutputException.of(target, new IOException("two\n lines")))
                .hasMessageContaining("(two lines)")
                .matches(e -> !e.isDiskFull());
    }

    @Test
    void whatAFullDiskLeavesIsDiscardedAtOnce() throws IOException {
        PendingFile file = new PendingFile(folder.resolve("features"));
        try (FeatureSink sink = TableSink.toFile(table.schema(), file, () -> new Failing(file, false))) {
            assertThat(files()).isOne();
            OutputException e = catchThrowableOfType(OutputException.class, () -> table.write(sink, 1));
            assertThat(e.isDiskFull()).isTrue();
            assertThat(e).hasMessageContaining(file.target().toString());
            assertThat(files()).isZero();
            assertThatIllegalStateException().isThrownBy(() -> table.write(sink, 1));
            assertThatIllegalStateException().isThrownBy(sink::commit);
        }
    }

    @Test
    void whatLibrariesWrapIsUnwrapped() throws IOException {
        PendingFile file = new PendingFile(folder.resolve("features"));
        try (FeatureSink sink = TableSink.toFile(table.schema(), file, () -> new Failing(file, true))) {
            OutputException e = catchThrowableOfType(OutputException.class, sink::commit);
            assertThat(e.isDiskFull()).isTrue();
            assertThat(files()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFolderThatVanishesIsAnErrorOfTheOutput(OutputFormat format) throws IOException {
        Path vanishing = Files.createDirectory(folder.resolve("vanishing"));
        Path target = vanishing.resolve("features");
        PendingFile file = new PendingFile(target);
        Files.delete(vanishing);
        assertThatExceptionOfType(OutputException.class)
                .isThrownBy(() -> format.open(file, table.schema()))
                .withMessageContaining(target.toString())
                .withMessageContaining("create the folder");
    }

    @ParameterizedTest
    @EnumSource
    void aFolderThatAppearsUnderTheNameFailsTheCommit(OutputFormat format) throws IOException {
        Path target = folder.resolve("features");
        try (FeatureSink sink = format.open(new PendingFile(target), table.schema())) {
            table.write(sink, 3);
            Files.createDirectory(target);
            assertThatExceptionOfType(OutputException.class)
                    .isThrownBy(sink::commit)
                    .withMessageContaining(target.toString())
                    .matches(e -> !e.isDiskFull());
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.map(path -> path.getFileName().toString())).noneMatch(name -> name.startsWith(".tmp"));
        }
    }

    @Test
    void aStreamToAFullDiskIsToldAsSuch() throws IOException {
        Assumptions.assumeTrue(Files.exists(FULL), "needs a device that is always full");
        try (OutputStream out = new FileOutputStream(FULL.toFile());
                FeatureSink sink = FeatureSinks.jsonl(out, table.schema())) {
            OutputException e = catchThrowableOfType(OutputException.class, () -> table.write(sink, 1));
            assertThat(e).hasMessageContaining("free space");
            assertThat(e.isDiskFull()).isTrue();
            assertThatIllegalStateException().isThrownBy(sink::commit);
        }
    }

    @Test
    void aPrintStreamThatKeepsItsErrorsIsAskedForThem() throws IOException {
        Assumptions.assumeTrue(Files.exists(FULL), "needs a device that is always full");
        try (PrintStream inner = new PrintStream(new FileOutputStream(FULL.toFile()), false, StandardCharsets.UTF_8);
                PrintStream out = new PrintStream(inner, true, StandardCharsets.UTF_8);
                FeatureSink sink = FeatureSinks.jsonl(out, table.schema())) {
            assertThatExceptionOfType(OutputException.class)
                    .isThrownBy(() -> table.write(sink, 1))
                    .withMessageContaining("output stream");
        }
    }

    @Test
    void aPipeThatNobodyReadsAnyMoreEndsTheTable() throws IOException {
        PipedInputStream reader = new PipedInputStream(1 << 16);
        try (PrintStream out = new PrintStream(new PipedOutputStream(reader), true, StandardCharsets.UTF_8);
                FeatureSink sink = FeatureSinks.jsonl(out, table.schema())) {
            table.write(sink, 3);
            reader.close();
            assertThatExceptionOfType(OutputException.class).isThrownBy(() -> table.write(sink, 1));
        }
    }

    /** Writes as to a full disk. */
    private static final class Failing implements RowWriter {
        private final boolean wrapped;

        Failing(PendingFile file, boolean wrapped) throws IOException {
            this.wrapped = wrapped;
            Files.createFile(file.temporary());
        }

        @Override
        public void write(FeatureRow row) throws IOException {
            fail();
        }

        @Override
        public void finish() throws IOException {
            fail();
        }

        @Override
        public void close() throws IOException {
            fail();
        }

        private void fail() throws IOException {
            IOException full = new IOException("No space left on device");
            if (wrapped) {
                throw new IllegalStateException("cannot write the page", new UncheckedIOException(full));
            }
            throw full;
        }
    }

    private long files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }
}

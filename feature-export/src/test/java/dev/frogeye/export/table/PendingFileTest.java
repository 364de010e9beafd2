package dev.frogeye.export.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PendingFileTest {
    @TempDir
    Path folder;

    @Test
    void aNameIsReservedOnceAndTakenForGood() throws Exception {
        Path target = folder.resolve("a.parquet");
        PendingFile file = PendingFile.reserve(target).orElseThrow();
        assertThat(file.temporary())
                .isEqualTo(folder.resolve(".tmp-a.parquet.part"))
                .exists();
        assertThat(PendingFile.reserve(target)).isEmpty();
        Files.writeString(file.temporary(), "rows");
        file.commit();
        assertThat(PendingFile.reserve(target)).isEmpty();
        assertThat(folder).isDirectoryContaining(path -> path.equals(target)).isDirectoryNotContaining("glob:**/.tmp*");
        assertThat(target).hasContent("rows");
    }

    @Test
    void aNameThatIsGivenUpIsFreeAgain() throws Exception {
        Path target = folder.resolve("a.parquet");
        PendingFile.reserve(target).orElseThrow().discard();
        assertThat(PendingFile.reserve(target)).isPresent();
    }

    @Test
    void aFolderThatIsNotThereIsAnErrorOfTheOutput() {
        assertThatExceptionOfType(OutputException.class)
                .isThrownBy(() -> PendingFile.reserve(folder.resolve("no/a.parquet")))
                .withMessageContaining("create the folder");
    }
}

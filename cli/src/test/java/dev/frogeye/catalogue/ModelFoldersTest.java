package dev.frogeye.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFoldersTest {
    private static final byte[] MODEL = Entries.bytes(1000, 1);
    private static final CatalogueEntry ENTRY = Entries.of("net", MODEL, URI.create("https://models.invalid/net.onnx"));

    @TempDir
    private Path seeded;

    @TempDir
    private Path cache;

    @Test
    void theSeededFolderIsLookedInFirstAndTheCacheAfterIt() throws IOException {
        ModelFolders folders = new ModelFolders(Optional.of(seeded), cache);
        assertThat(folders.find(ENTRY)).isEmpty();
        assertThat(folders.target()).isEqualTo(seeded);
        Path cached = Files.write(cache.resolve("net.onnx"), MODEL);
        assertThat(folders.find(ENTRY)).contains(new ModelFolders.Stored(cached, Optional.empty()));
        Path own = Files.write(seeded.resolve("net.onnx"), MODEL);
        assertThat(folders.find(ENTRY)).contains(new ModelFolders.Stored(own, Optional.empty()));
    }

    @Test
    void aWrongFileThatWasPutThereByHandIsNoticed() throws IOException {
        Path cached = Files.write(cache.resolve("net.onnx"), MODEL);
        ModelFolders folders = new ModelFolders(Optional.of(seeded), cache);
        Files.write(seeded.resolve("net.onnx"), Entries.bytes(999, 1));
        assertThat(problem(folders)).contains(seeded.toString(), "is not net: it has 999 bytes, expected 1000");
        Files.write(seeded.resolve("net.onnx"), Entries.bytes(1000, 2));
        assertThat(problem(folders)).contains("SHA-256", ENTRY.sha256());
        Files.delete(seeded.resolve("net.onnx"));
        Files.createDirectory(seeded.resolve("net.onnx"));
        assertThat(problem(folders)).contains("is not a file");
        assertThat(cached).exists();
    }

    private static String problem(ModelFolders folders) throws IOException {
        return folders.find(ENTRY).orElseThrow().problem().orElseThrow();
    }

    @Test
    void everyPlatformHasItsPlaceForWhatCanBeDownloadedAgain() {
        Path home = Path.of("/home/ann").toAbsolutePath();
        Path other = Path.of("/cache").toAbsolutePath();
        assertThat(CacheFolder.models("Linux", name -> null, home)).isEqualTo(home.resolve(".cache/frogeye/models"));
        assertThat(CacheFolder.models("Linux", Map.of("XDG_CACHE_HOME", other.toString())::get, home))
                .isEqualTo(other.resolve("frogeye/models"));
        assertThat(CacheFolder.models("Linux", Map.of("XDG_CACHE_HOME", "relative")::get, home))
                .isEqualTo(home.resolve(".cache/frogeye/models"));
        assertThat(CacheFolder.models("Mac OS X", name -> null, home))
                .isEqualTo(home.resolve("Library/Caches/frogeye/models"));
        assertThat(CacheFolder.models("Windows 11", Map.of("LOCALAPPDATA", other.toString())::get, home))
                .isEqualTo(other.resolve("frogeye/models"));
        assertThat(CacheFolder.models("Windows 11", name -> null, home))
                .isEqualTo(home.resolve("AppData/Local/frogeye/models"));
    }
}
